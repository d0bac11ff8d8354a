"""What the two ways of installing ask for is the same, and the README's commands exist."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
# The names that conda-forge gives to distributions that are called otherwise on PyPI.
CONDA_NAMES = {"torch": "pytorch"}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def conda_requirements() -> dict[str, str]:
    lines = (ROOT / "environment.yml").read_text("utf-8").splitlines()
    found = [Requirement(match[1]) for line in lines if (match := re.match(r"\s+- ([a-z0-9_-]+[<>=!~].*)$", line))]
    return {requirement.name: str(requirement.specifier) for requirement in found}


def test_conda_and_pip_ask_for_the_same():
    stated = {}
    for text in project()["dependencies"]:
        requirement = Requirement(text)
        stated[CONDA_NAMES.get(requirement.name, requirement.name)] = str(requirement.specifier)
    conda = conda_requirements()
    python = conda.pop("python")
    assert conda == stated
    assert project()["requires-python"] in python.split(",")


def test_every_python_that_is_promised_is_allowed():
    from packaging.specifiers import SpecifierSet

    promised = re.findall(r":: Python :: (3\.\d+)", "\n".join(project()["classifiers"]))
    assert promised == ["3.11", "3.12", "3.13"]
    allowed = SpecifierSet(project()["requires-python"]) & SpecifierSet(conda_requirements()["python"])
    assert all(f"{version}.0" in allowed for version in promised)


def test_what_a_learner_imports_never_imports_the_answers():
    for path in (ROOT / "attention_course").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"^\s*(from|import) autograder", text, re.MULTILINE), path


def test_every_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    goals = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"demo", "test", "lab"} <= set(re.findall(r"make ([a-z]+)", readme))
    assert set(re.findall(r"`make ([a-z]+)", readme)) <= set(goals)
    from autograder.cli import app

    commands = {info.name or info.callback.__name__ for info in app.registered_commands} | {"data"}
    assert set(re.findall(r"`course ([a-z]+)", readme)) <= commands
