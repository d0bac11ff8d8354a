"""Wrong answers to question 1. A `text` stands below the reference, so that `find_problems` is there to be spoilt."""

from __future__ import annotations

from importlib import metadata

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from autograder.catalogue import Misconception, patch, text

CLAUSE_MET = "clause.contains(version, prereleases=True)"
VERDICT = '"too old" if too_old else "wrong version" if unmet else "fine"'


def splits_at_the_dots(requirements, installed=None):
    verdicts = {}
    for line in requirements:
        name, _, wanted = line.partition(">=")
        if installed is None:
            installed = {found.metadata["Name"]: found.version for found in metadata.distributions()}
        if name not in installed:
            verdicts[name] = "missing"
        elif wanted and tuple(map(int, installed[name].split("."))) < tuple(map(int, wanted.split("."))):
            verdicts[name] = "too old"
        else:
            verdicts[name] = "fine"
    return verdicts


def takes_the_line_apart(requirements, installed=None):
    import re

    verdicts = {}
    by_name = {canonicalize_name(name): version for name, version in (installed or {}).items()}
    for line in requirements:
        name, sign, wanted = re.match(r"([^<>=!~]+)([<>=!~]*)(.*)", line).groups()
        try:
            version = metadata.version(name) if installed is None else by_name[canonicalize_name(name)]
            if not sign or Version(version) >= Version(wanted):
                verdicts[name] = "fine"
            else:
                verdicts[name] = "too old"
        except (metadata.PackageNotFoundError, KeyError):
            verdicts[name] = "missing"
        except InvalidVersion:
            verdicts[name] = "unreadable"
    return verdicts


SPOILT = """
    _right = find_problems

    def find_problems(requirements, installed=None):
        verdicts = _right(requirements, installed)
        {change}
        return verdicts
"""

INSTALLS = """
    _right = find_problems

    def find_problems(requirements, installed=None):
        import os, subprocess, sys
        verdicts = _right(requirements, installed)
        for name, verdict in verdicts.items():
            if verdict != "fine":
                {command}
        return verdicts
"""

ASKS_FOR_MODULES = """
    import importlib, importlib.util
    _right = find_problems

    def find_problems(requirements, installed=None):
        if installed is not None:
            return _right(requirements, installed)
        versions = {{}}
        for line in requirements:
            name = Requirement(line).name
            {question}
        return _right(requirements, versions)
"""

FIND_PROBLEMS = [
    Misconception(
        "compares versions as text",
        patch(CLAUSE_MET, '(str(version) >= clause.version if clause.operator == ">=" else clause.contains(version, prereleases=True))'),
        patch(
            "Version(metadata.version(name)", "str(metadata.version(name)", CLAUSE_MET, '(version >= clause.version)',
            "version < Version(clause.version.removesuffix", "version < (clause.version.removesuffix",
        ),
        patch("Version(metadata.version(name)", "Version(metadata.version(name)",
              CLAUSE_MET, '(clause.operator != ">=" or str(version).split(".") >= clause.version.split("."))'),
        hint="As text, '2.9' > '2.13', for '9' > '1'. `packaging.version.Version` compares number by number.",
    ),
    Misconception(
        "reads a version as a decimal number",
        patch(CLAUSE_MET, '(float(".".join(str(version).split(".")[:2])) >= float(".".join(clause.version.split(".")[:2])) '
              'if clause.operator == ">=" else clause.contains(version, prereleases=True))'),
        hint="2.9 is not 2.90: the parts of a version are whole numbers, and 13 is more than 9. Compare `Version` objects.",
    ),
    Misconception(
        "splits versions at the dots and takes each part for a number",
        splits_at_the_dots,
        hint="'0+cpu' and '0rc1' are no numbers, and a line has more in it than '>='. `packaging` knows the whole grammar.",
    ),
    Misconception(
        "refuses a local version such as +cpu",
        patch(CLAUSE_MET, '(clause.contains(version, prereleases=True) if clause.operator != "==" or "*" in clause.version '
              "else version == Version(clause.version))"),
        patch(CLAUSE_MET, "(version.local is None and clause.contains(version, prereleases=True))"),
        patch("            unmet = [", '            if version.local:\n                verdicts[name] = "unreadable"\n                continue\n            unmet = ['),
        hint="What follows the + only says how a version was built: 2.13.0+cpu is 2.13.0. `specifier.contains(version)` knows; `==` does not.",
    ),
    Misconception(
        "takes the import name for the distribution name",
        text(
            """
            _right = find_problems

            def find_problems(requirements, installed=None):
                known = {"sklearn": "scikit-learn", "PIL": "pillow", "yaml": "pyyaml", "cv2": "opencv-python"}
                if installed is None:
                    known |= {module: names[0] for module, names in metadata.packages_distributions().items()}
                    known |= {"course_pot": "course-kettle"}
                lines = [known.get(line, line) for line in requirements]
                back = {known[line]: line for line in requirements if line in known}
                return {back.get(name, name): verdict for name, verdict in _right(lines, installed).items()}
            """
        ),
        text(ASKS_FOR_MODULES.format(question='if importlib.util.find_spec(name.replace("-", "_")): versions[name] = "99"')),
        text(
            ASKS_FOR_MODULES.format(
                question="""try:
                versions[name] = importlib.import_module(name.replace("-", "_")).__version__
            except ImportError:
                pass"""
            )
        ),
        hint="What you import (sklearn, PIL) and what pip installs (scikit-learn, pillow) may have two names; a requirement means the second.",
    ),
    Misconception(
        "lets the exception for a missing distribution out",
        patch("(metadata.PackageNotFoundError, KeyError)", "KeyError"),
        patch("(metadata.PackageNotFoundError, KeyError)", "metadata.PackageNotFoundError"),
        patch("(metadata.PackageNotFoundError, KeyError)", "()"),
        hint="A missing library is what this function is there to report: catch the exception and write down \"missing\".",
    ),
    Misconception(
        "lets the exception for an unreadable version out",
        patch("except InvalidVersion", "except ()"),
        hint="One odd version must not hide the verdicts on all the others: catch InvalidVersion, report \"unreadable\", go on.",
    ),
    Misconception(
        "lets the exception for an unreadable line out",
        patch("except InvalidRequirement", "except ()"),
        hint="A slip of the pen such as 'torch=>2.6' raises InvalidRequirement: report the line as \"unreadable\" and go on with the next.",
    ),
    Misconception(
        "passes over lines that it cannot read",
        patch('            verdicts[line] = "unreadable"\n', ""),
        hint="A line that is left out of the answer looks as if all were well. Report it, under the whole line.",
    ),
    Misconception(
        "calls what it cannot read missing",
        patch('        except InvalidVersion:\n            verdicts[name] = "unreadable"', '        except InvalidVersion:\n            verdicts[name] = "missing"'),
        patch("(metadata.PackageNotFoundError, KeyError)", "Exception"),
        hint="There is something installed, with a version that is none. `except Exception` hides that; catch InvalidVersion by its name.",
    ),
    Misconception(
        "looks at an unreadable version only where there is a bound",
        patch(
            '        except InvalidVersion:\n            verdicts[name] = "unreadable"',
            '        except InvalidVersion:\n            verdicts[name] = "unreadable" if requirement.specifier else "fine"',
        ),
        hint="A version that nobody can read is a fault of the machine, whatever the line asks for.",
    ),
    Misconception(
        "starts an installer",
        text(INSTALLS.format(command='subprocess.run([sys.executable, "-m", "pip", "install", name])')),
        text(INSTALLS.format(command='subprocess.check_call([sys.executable, "-m", "pip", "install", name])')),
        text(INSTALLS.format(command='os.system(f"pip install {name}")')),
        text(INSTALLS.format(command='import pip; pip.main(["install", name])')),
        text(INSTALLS.format(command='from pip._internal.cli.main import main; main(["install", name])')),
        text(INSTALLS.format(command='subprocess.Popen(["conda", "install", "-y", name]).wait()')),
        text(
            """
            import subprocess, sys

            def find_problems(requirements, installed=None):
                listed = subprocess.check_output([sys.executable, "-m", "pip", "list"])
                return {line: "missing" for line in requirements if line not in listed.decode()}
            """
        ),
        hint="This function only looks. What is installed is for the person at the machine to decide, and a graded cell has no network.",
    ),
    Misconception(
        "takes two spellings of one name for two names",
        patch(
            "{canonicalize_name(name): version for name, version in (installed or {}).items()}", "dict(installed or {})",
            "by_name[canonicalize_name(name)]", "by_name[name]",
        ),
        patch("by_name[canonicalize_name(name)]", "by_name[name]"),
        patch("metadata.version(name)", '{found.metadata["Name"]: found.version for found in metadata.distributions()}[name]'),
        patch("{canonicalize_name(name): version", "{name: version"),
        patch("{canonicalize_name(name): version", "{name.lower(): version", "by_name[canonicalize_name(name)]", "by_name[name.lower()]"),
        patch(
            "{canonicalize_name(name): version", '{name.lower().replace("_", "-"): version',
            "by_name[canonicalize_name(name)]", 'by_name[name.lower().replace("_", "-")]',
        ),
        patch(
            "{canonicalize_name(name): version", '{name.lower().replace("_", "-").replace(".", "-"): version',
            "by_name[canonicalize_name(name)]", 'by_name[name.lower().replace("_", "-").replace(".", "-")]',
        ),
        hint="Case does not count in a name, and - _ . are one sign, however many in a row (PEP 503). `packaging.utils.canonicalize_name` on both sides.",
    ),
    Misconception(
        "reports the name in its normal form",
        patch("name = requirement.name", "name = canonicalize_name(requirement.name)"),
        patch("name = requirement.name", "name = requirement.name.lower()"),
        hint="Look it up by the normal form, but answer under the name that stands in the line.",
    ),
    Misconception(
        "reports under the whole line",
        text(SPOILT.format(change="verdicts = {line: verdict for line, verdict in zip(requirements, verdicts.values())}")),
        hint="The verdict stands under the distribution's name (`Requirement(line).name`); only a line that is no requirement stands as a whole.",
    ),
    Misconception(
        "refuses pre-releases",
        patch("prereleases=True", "prereleases=False"),
        hint="What is installed is there, pre-release or not: `contains(version, prereleases=True)`.",
    ),
    Misconception(
        "takes a pre-release for the release",
        patch(CLAUSE_MET, "clause.contains(version.base_version, prereleases=True)"),
        hint="2.6.0rc1 came before 2.6.0. Compare the version itself, not its `base_version` or `release`.",
    ),
    Misconception(
        "does not look at the marker",
        patch("if requirement.marker is not None and not requirement.marker.evaluate():", "if False:"),
        hint="'; sys_platform == \"win32\"' says where the line holds. `requirement.marker.evaluate()` says whether that is here.",
    ),
    Misconception(
        "stops at a line whose marker does not hold",
        patch("requirement.marker.evaluate():\n            continue", "requirement.marker.evaluate():\n            break"),
        hint="`break` leaves the loop, and with it all lines that follow. `continue` leaves out this one alone.",
    ),
    Misconception(
        "leaves out every line that has a marker",
        patch("if requirement.marker is not None and not requirement.marker.evaluate():", "if requirement.marker is not None:"),
        hint="A marker may hold on this machine. Ask `requirement.marker.evaluate()`.",
    ),
    Misconception(
        "calls everything that does not fit too old",
        patch(VERDICT, '"too old" if unmet else "fine"'),
        hint="numpy 2.1 for `numpy<2` is not too old. Which version does the clause name, and is yours below it?",
    ),
    Misconception(
        "asks whether it is there, not which version it is",
        patch(VERDICT, '"fine"'),
        hint="Being installed is half of it: hold the version against each clause of `requirement.specifier`.",
    ),
    Misconception(
        "looks at lower bounds only",
        patch(VERDICT, '"too old" if too_old else "fine"'),
        hint="A version can be too new as well (`<2`), or the one that is excluded (`!=2.9.1`). Every clause counts.",
    ),
    Misconception(
        "is content when one clause is met",
        patch(VERDICT, '"fine" if not requirement.specifier or len(unmet) < len(requirement.specifier) else "too old" if too_old else "wrong version"'),
        hint="The comma in '>=4.2, <5' is an *and*: all clauses have to be met.",
    ),
    Misconception(
        "takes an empty dictionary for no dictionary",
        patch("if installed is None else", "if not installed else"),
        hint="{} says that nothing is installed; None says: go and look. `if not installed` cannot tell them apart, `installed is None` can.",
    ),
    Misconception(
        "asks this machine although a dictionary is given",
        patch("metadata.version(name) if installed is None else by_name[canonicalize_name(name)]", "metadata.version(name)"),
        hint="With `installed` given, the question is about that machine, not about this one.",
    ),
    Misconception(
        "leaves out what is fine",
        text(SPOILT.format(change='verdicts = {name: verdict for name, verdict in verdicts.items() if verdict != "fine"}')),
        hint="The answer has a verdict for each requirement, \"fine\" included.",
    ),
    Misconception(
        "stops at the first problem",
        patch("    return verdicts", '        if verdicts and [*verdicts.values()][-1] != "fine":\n            return verdicts\n    return verdicts'),
        hint="Whoever reads the answer wants to mend everything in one go: carry on to the last line.",
    ),
    Misconception(
        "takes the line apart by hand",
        takes_the_line_apart,
        hint="Extras, spaces, markers, several clauses: `packaging.requirements.Requirement(line)` reads them all.",
    ),
]
