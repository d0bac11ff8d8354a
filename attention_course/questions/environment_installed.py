"""Question 1 put to the test: machines with this and that installed, and nothing that may be started."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from attention_course.question import Case
from attention_course.questions.environment_stage import ProgramStarted, installed_here, no_programs


def probe_find_problems(find_problems: Any, requirements: Any, installed: Any = None, machine: Any = None, modules: Any = None) -> Any:
    arguments = (requirements,) if installed is None else (requirements, installed)
    with installed_here(machine or {}, modules or {}), no_programs() as started:
        try:
            verdicts = find_problems(*arguments)
        except (Exception, ProgramStarted):
            if not started:
                raise
    if started:
        return "a program was started"
    return dict(verdicts) if isinstance(verdicts, Mapping) else verdicts


def _check(about: str, requirements: list[str], installed: dict[str, str] | None = None, **more: Any) -> Case:
    return Case(about, {"requirements": requirements, **({} if installed is None else {"installed": installed}), **more})


KETTLE = {"machine": {"course-kettle": "1.10.0"}, "modules": {"course_pot": "1.10.0"}}


def visible_find_problems() -> list[Case]:
    return [
        _check("2.13 is newer than 2.9", ["torch>=2.9"], {"torch": "2.13.0"}),
        _check("2.9 is older than 2.13", ["torch>=2.13"], {"torch": "2.9.1"}),
        _check("a CPU build of just the version that is wanted", ["torch==2.13.0"], {"torch": "2.13.0+cpu"}),
        _check("nothing installed at all", ["course-kettle>=1.9", "numpy"], {}, **KETTLE),
        _check("one is missing, one fine, one too old", ["seaborn", "tqdm>=4", "numpy>=2.1"], {"tqdm": "4.70.1", "numpy": "1.26.4"}),
        _check("two ways to write one name", ["Jupyter_Client>=8"], {"jupyter-client": "8.6.0"}),
        _check("sklearn is imported, scikit-learn is installed", ["sklearn"], {"scikit-learn": "1.5.0"}),
        _check("a version above the upper bound", ["numpy>=1.26,<2"], {"numpy": "2.1.0"}),
        _check("an installed version that nobody can read", ["tqdm>=4"], {"tqdm": "unknown"}),
        _check("this machine asked: a distribution and a module of another name", ["course-kettle>=1.9", "course_pot"], **KETTLE),
    ]


def hidden_find_problems(draw: random.Random) -> list[Case]:
    def version(longest: int = 3) -> str:
        return ".".join(str(draw.randint(0, 20)) for _ in range(draw.randint(2, longest)))

    names = ["torch", "numpy", "seaborn", "ruamel.yaml", "typing_extensions", "tqdm"]
    old, new = f"2.{draw.randint(2, 9)}.{draw.randint(0, 4)}", f"2.{draw.randint(10, 30)}.{draw.randint(0, 4)}"
    machine = {"Course.Kettle_lid": new, "course-cup": "0.9"}
    cases = [
        *visible_find_problems(),
        _check("a higher number with more digits", ["torch>=" + old], {"torch": new}),
        _check("a lower number with fewer digits", ["torch>=" + new], {"torch": old}),
        _check("a CPU build, wanted from a version on", [f"torch>={new}"], {"torch": new + "+cpu"}),
        _check("a CUDA build that is too old", [f"torch>={new}"], {"torch": old + "+cu126"}),
        _check("a CUDA build under an exact pin", [f"torch=={new}"], {"torch": new + "+cu126"}),
        _check("the installed name is the one written otherwise", ["typing-extensions>=4"], {"Typing_Extensions": "4.12.2"}),
        _check("dots in a name", ["ruamel-yaml"], {"ruamel.yaml": "0.18"}),
        _check("several signs in a row", ["course_-kettle"], {"course-kettle": "1.0"}),
        _check("an import name that is no distribution", ["PIL", "yaml", "cv2"], {"pillow": "11.0", "pyyaml": "6.0", "opencv-python": "4.10"}),
        _check("distributions whose import has another name", ["scikit-learn>=1.4", "PyYAML"], {"scikit_learn": "1.5.0", "pyyaml": "6.0"}),
        _check("a marker that does not hold", ["torch>=2.6", "pywinpty>=2; python_version < '3'"], {"torch": "2.6.0"}),
        _check("a marker that does not hold, and lines after it", ["pywinpty>=2; python_version < '3'", "torch>=2.6", "numpy"], {"torch": "2.5.1"}),
        _check("a marker that holds", ["tomli>=2; python_version >= '3'"], {"tomli": "1.2"}),
        _check("extras", ["torch[optree]>=2.6", "seaborn [stats]"], {"torch": "2.5.1", "seaborn": "0.13.2"}),
        _check("spaces and two clauses", ["jupyterlab >= 4.2, < 5"], {"jupyterlab": "4.4.1"}),
        _check("one clause met and one not", ["jupyterlab >= 4.2, < 5"], {"jupyterlab": "5.0.2"}),
        _check("the other clause not met", ["jupyterlab < 5, >= 4.2"], {"jupyterlab": "4.1.8"}),
        _check("a pre-release above the bound", ["torch>=2.6"], {"torch": "2.7.0rc1"}),
        _check("a pre-release of the very version wanted", ["torch>=2.6"], {"torch": "2.6.0rc1"}),
        _check("a version that is excluded", ["nbgrader!=0.9.1"], {"nbgrader": "0.9.1"}),
        _check("a compatible release", ["nbgrader~=0.9.2", "tqdm~=4.60"], {"nbgrader": "0.9.6", "tqdm": "5.0"}),
        _check("a family of versions", ["torch==2.13.*", "course-cup==2.1.*"], {"torch": "2.13.1", "course-cup": "2.0.2"}),
        _check("a number that begins like the one wanted", ["tqdm==4.6", "torch==2.1.*"], {"tqdm": "4.60", "torch": "2.13.0"}),
        _check("the very version that has to be exceeded", ["tqdm>4.60"], {"tqdm": "4.60.0"}),
        _check("too old, with a clause that is met below", ["course-cup!=2.3,>=2.6"], {"course-cup": "2.5"}),
        _check("excluded, with a clause that is met above", ["course-cup!=2.5,<3"], {"course-cup": "2.5"}),
        _check("two clauses not met, one of them for being too old", ["course-cup!=1.5,>=1.6"], {"course-cup": "1.5"}),
        _check("a local label that is asked for", ["torch==2.13.0+cpu"], {"torch": "2.13.0+cpu"}),
        _check("a line that is no requirement", ["torch=>2.6", "numpy 2.1", "tqdm>=4"], {"torch": "2.13.0", "numpy": "2.1", "tqdm": "4.70"}),
        _check("spaces around a line that is no requirement", ["  tqdm=>4 ", " torch >= 2 "], {"tqdm": "4.70", "torch": "2.13.0"}),
        _check("a version that nobody can read, and no bound", ["tqdm"], {"tqdm": "main branch"}),
        _check("no requirement at all", [], {"torch": "2.13.0"}),
        _check("all is fine", ["torch>=2", "numpy"], {"torch": "2.13.0", "numpy": "2.1.0"}),
        _check("this machine asked for a drawn version", [f"course-kettle-lid>={old}", "course_CUP>=1.0"], machine=machine),
        _check("this machine asked for what nobody has", ["course-saucer>=1", "course-cup"], machine=machine),
        _check("this machine has it twice, the older one first", ["packaging>=20"], machine={"packaging": "1.0"}),
    ]
    for _ in range(12):
        chosen = draw.sample(names, draw.randint(1, 4))
        lines = [name + draw.choice(["", ">=", ">=", ">=", "=="]) for name in chosen]
        lines = [line + version() if line.endswith("=") else line for line in lines]
        installed = {name: version() + draw.choice(["", "", "+cpu"]) for name in chosen if draw.random() < 0.8}
        cases.append(_check("drawn versions", lines, installed))
    return cases
