"""More wrong answers to question 1: verdicts that follow from a clause read wrongly, or from a line."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch, text
from autograder.misconceptions.environment_installed import CLAUSE_MET, VERDICT

TOO_OLD = 'any(version < Version(clause.version.removesuffix(".*")) for clause in unmet)'
ASKED = "metadata.version(name) if installed is None else by_name[canonicalize_name(name)]"
UNREADABLE_LINE = '            verdicts[line] = "unreadable"\n'

VERDICTS = [
    Misconception(
        "takes a family such as 2.13.* for a version",
        patch('clause.version.removesuffix(".*")', "clause.version"),
        hint="The clause ==2.13.* names all of 2.13, and `Version` cannot read the star: cut `.*` off first.",
    ),
    Misconception(
        "never says too old",
        patch(VERDICT, '"wrong version" if unmet else "fine"'),
        hint="A version below the one that an unmet clause names is \"too old\"; \"wrong version\" is for what does not fit in another way.",
    ),
    Misconception(
        "calls the very version that a clause names too old",
        patch("version < Version", "version <= Version"),
        hint="2.9.1 is not older than 2.9.1: for !=2.9.1 it is a wrong version. Too old is what is lower than the version named.",
    ),
    Misconception(
        "says too old only where all unmet clauses say so",
        patch(TOO_OLD, TOO_OLD.replace("any", "unmet and all")),
        hint="One unmet clause that names a higher version is enough for \"too old\", whatever the others name.",
    ),
    Misconception(
        "counts clauses that are met",
        patch(TOO_OLD, "unmet and " + TOO_OLD.replace("in unmet", "in requirement.specifier")),
        patch(TOO_OLD, "unmet and " + TOO_OLD.replace("in unmet", "in requirement.specifier").replace("any", "all")),
        hint="Only a clause that is not met can say that a version is too old: 2.5 meets the <3 of \"!=2.5, <3\".",
    ),
    Misconception(
        "looks at one part of a version only",
        patch("version < Version(clause.version.removesuffix(\".*\"))", "version.major < Version(clause.version.removesuffix(\".*\")).major"),
        patch("version < Version(clause.version.removesuffix(\".*\"))", "version.release[:2] < Version(clause.version.removesuffix(\".*\")).release[:2]"),
        hint="2.9 is older than 2.13 although both begin with 2. Compare whole `Version` objects.",
    ),
    Misconception(
        "compares the beginning of a text",
        patch(CLAUSE_MET, '(clause.operator == "==" and str(version).startswith(clause.version.removesuffix(".*")) or clause.contains(version, prereleases=True))'),
        hint="'2.13.0' begins like '2.1' and is another version. `clause.contains(version)` reads the star as `packaging` means it.",
    ),
    Misconception(
        "cuts the local label off",
        patch(CLAUSE_MET, "clause.contains(version.public, prereleases=True)"),
        hint="Whoever asks for ==2.13.0+cpu wants that build. `clause.contains(version)` knows when a label counts.",
    ),
    Misconception(
        "takes None for a machine with nothing on it",
        patch(ASKED, "by_name[canonicalize_name(name)]"),
        hint="Without a dictionary the question is about this machine: ask `importlib.metadata.version`.",
    ),
    Misconception(
        "takes the last of two distributions of one name",
        patch("metadata.version(name)", "{canonicalize_name(found.name): found.version for found in metadata.distributions() if found.name}[canonicalize_name(name)]"),
        hint="Python uses the first that it finds on its path, and `metadata.version(name)` tells that one's version.",
    ),
    Misconception(
        "calls an unreadable line something else",
        patch(UNREADABLE_LINE, UNREADABLE_LINE.replace("unreadable", "missing")),
        patch(UNREADABLE_LINE, UNREADABLE_LINE.replace("unreadable", "wrong version")),
        hint="Nobody knows what such a line asks for, so nothing can be missing or wrong: its verdict is \"unreadable\".",
    ),
    Misconception(
        "reports an unreadable line under a part of it",
        patch("verdicts[line]", "verdicts[line.split()[0]]"),
        patch("verdicts[line]", "verdicts[line.strip()]"),
        hint="A line that is no requirement has no name; its verdict stands under the whole line, just as it was given.",
    ),
    Misconception(
        "calls an unreadable version wrong",
        patch('        except InvalidVersion:\n            verdicts[name] = "unreadable"', '        except InvalidVersion:\n            verdicts[name] = "wrong version"'),
        hint="Whether a version that nobody can read is wrong, nobody can say: its verdict is \"unreadable\".",
    ),
    Misconception(
        "has a verdict for a line that does not hold here",
        patch("requirement.marker.evaluate():\n", 'requirement.marker.evaluate():\n            verdicts[name] = "fine"\n'),
        hint="A line whose marker does not hold asks for nothing on this machine: leave it out of the answer.",
    ),
    Misconception(
        "gives back inside the loop",
        patch("    return verdicts", "        return verdicts"),
        hint="A `return` inside the loop ends it after the first line. Move it to the left, below the loop.",
    ),
    Misconception(
        "keeps verdicts from call to call",
        text(
            """
            _right = find_problems

            def find_problems(requirements, installed=None, verdicts={}):
                verdicts.update(_right(requirements, installed))
                return verdicts
            """
        ),
        hint="A default such as `verdicts={}` is made once and shared by all calls. Make the dictionary inside the function.",
    ),
    Misconception(
        "remembers what it said of the same lines",
        text(
            """
            _right, _said = find_problems, {}

            def find_problems(requirements, installed=None):
                lines = tuple(requirements)
                if lines not in _said:
                    _said[lines] = _right(requirements, installed)
                return _said[lines]
            """
        ),
        hint="The same lines get another answer on another machine: look at what is installed at each call.",
    ),
    Misconception(
        "reads the first clause only",
        patch("Requirement(line)", 'Requirement(line.split(",")[0])'),
        hint="What follows the comma is a clause as well. `Requirement(line)` takes the whole line, and `specifier` has all of them.",
    ),
    Misconception(
        "gives back something other than a dictionary",
        patch("    return verdicts", "    return list(verdicts.items())"),
        patch("    return verdicts", "    print(verdicts)"),
        patch("    return verdicts", "    return verdicts.items()"),
        hint="`return` the dictionary itself, the distribution's name as key and the verdict as value; what is printed is lost to the caller.",
    ),
]
