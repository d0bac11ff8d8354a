"""A lesson with nothing but its exercises, for tests that break it in one place."""

from attention_course.question import Exercise, topics


def bare_lesson(topic: str = "data") -> str:
    """The shortest lesson of a topic that builds."""
    questions = topics()[topic]
    lines = [
        "---", "jupytext:", "  text_representation:", "    extension: .md", "    format_name: myst", "kernelspec:",
        "  display_name: Python 3", "  language: python", "  name: python3", "title: A lesson",
        f"points: {sum(question.points for question in questions)}", "---", "", "# A lesson", "",
    ]  # fmt: skip
    for question in questions:
        lines += [f"## {question.id}: {question.title}", "", f"*Difficulty: {question.difficulty}. About {question.minutes} minutes.*", ""]
        for exercise in question.exercises:
            key = f"{question.id}.{exercise.name}"
            if isinstance(exercise, Exercise):
                lines += ["```{code-cell} python", f":answer: {key}", "```", "", "```{code-cell} python", f'check("{key}")', "```", ""]
            else:
                lines += [f'+++ {{"written": "{key}"}}', "", "A model answer.", "", "+++", ""]
    return "\n".join(lines)
