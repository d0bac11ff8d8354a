"""The side of the course that learners import: `from attention_course import check`."""

from typing import Any

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: the corpora, for one, need neither torch nor the questions.
    if name == "check":
        from attention_course.checking import check

        return check
    raise AttributeError(f"module 'attention_course' has no attribute {name!r}")
