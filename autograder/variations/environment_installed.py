"""Q1: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import importlib.metadata
import re

import packaging.requirements
import packaging.specifiers
import packaging.utils
import packaging.version
from packaging.version import Version


def find_problems_by_classes(requirements, installed=None):
    """with a class for each verdict's question, and the normal form written out"""

    def normal(name):
        return re.sub("[-_.]+", "-", name).lower()

    class Machine:
        def __init__(self):
            self.versions = None if installed is None else {normal(key): value for key, value in installed.items()}

        def version(self, name):
            if self.versions is not None:
                return self.versions.get(normal(name))
            try:
                return importlib.metadata.distribution(name).version
            except importlib.metadata.PackageNotFoundError:
                return None

    def verdict(requirement, text):
        if text is None:
            return "missing"
        try:
            version = packaging.version.parse(text)
        except packaging.version.InvalidVersion:
            return "unreadable"
        if requirement.specifier.contains(version, prereleases=True):
            return "fine"
        for clause in requirement.specifier:
            if clause.contains(version, prereleases=True):
                continue
            if version < Version(clause.version.replace(".*", "")):
                return "too old"
        return "wrong version"

    answer, machine = {}, Machine()
    for line in requirements:
        try:
            requirement = packaging.requirements.Requirement(line)
        except packaging.requirements.InvalidRequirement:
            answer[line] = "unreadable"
            continue
        if not requirement.marker or requirement.marker.evaluate():
            answer[requirement.name] = verdict(requirement, machine.version(requirement.name))
    return answer


def find_problems_with_a_list_of_all(requirements, installed=None):
    """by reading everything that is installed first"""
    if installed is None:
        pairs = [(found.metadata["Name"], found.version) for found in importlib.metadata.distributions()]
        pairs.reverse()  # the first on the path is the one that Python finds
    else:
        pairs = installed.items()
    versions = dict((packaging.utils.canonicalize_name(name), version) for name, version in pairs if name)
    result = dict()
    for line in requirements:
        try:
            wish = packaging.requirements.Requirement(line)
        except ValueError:
            result.update({line: "unreadable"})
        else:
            if wish.marker is None or wish.marker.evaluate():
                result[wish.name] = _judged(wish.specifier, versions.get(packaging.utils.canonicalize_name(wish.name), "missing"))
    return result


def _judged(specifier, version):
    if version == "missing":
        return version
    try:
        version = Version(version)
    except ValueError:
        return "unreadable"
    met = {clause: version in packaging.specifiers.SpecifierSet(str(clause), prereleases=True) for clause in specifier}
    if all(met.values()):
        return "fine"
    low = [clause for clause, good in met.items() if not good and Version(clause.version.split(".*")[0]) > version]
    return "too old" if low else "wrong version"


def find_problems_lazily(requirements, installed=None):
    """from a generator, with the version looked up through a function"""
    if installed is None:
        look_up = importlib.metadata.version
    else:
        look_up = {packaging.utils.canonicalize_name(key): value for key, value in installed.items()}.__getitem__

    def verdicts():
        for line in requirements:
            try:
                wish = packaging.requirements.Requirement(line)
            except packaging.requirements.InvalidRequirement:
                yield line, "unreadable"
                continue
            if wish.marker is not None and not wish.marker.evaluate():
                continue
            try:
                text = look_up(packaging.utils.canonicalize_name(wish.name))
            except LookupError:
                yield wish.name, "missing"
                continue
            except importlib.metadata.PackageNotFoundError:
                yield wish.name, "missing"
                continue
            try:
                version = Version(text)
                left = [clause for clause in wish.specifier if not list(clause.filter([version], prereleases=True))]
                bounds = [Version(clause.version.removesuffix(".*")) for clause in left]
                yield wish.name, "fine" if not left else "too old" if version < max(bounds) else "wrong version"
            except packaging.version.InvalidVersion:
                yield wish.name, "unreadable"

    return dict(verdicts())


class Report(dict):
    """A dictionary that is filled by asking it."""

    def __init__(self, versions):
        super().__init__()
        self.versions = versions

    def judge(self, line):
        try:
            wish = packaging.requirements.Requirement(line.strip())
        except packaging.requirements.InvalidRequirement:
            self[line] = "unreadable"
            return
        if wish.marker and not wish.marker.evaluate():
            return
        self[wish.name] = "missing"
        for version in self.versions(wish.name):
            try:
                version = Version(version)
            except packaging.version.InvalidVersion:
                self[wish.name] = "unreadable"
                return
            self[wish.name] = "fine"
            for clause in sorted(wish.specifier, key=str):
                if not clause.contains(str(version), prereleases=True) and self[wish.name] != "too old":
                    named = Version(clause.version.replace(".*", ""))
                    self[wish.name] = ["wrong version", "too old"][version < named]


def find_problems_with_a_report(requirements, installed=None):
    """with a class that is a dictionary, and versions as lists of none or one"""

    def versions_here(name):
        try:
            return [importlib.metadata.version(name)]
        except importlib.metadata.PackageNotFoundError:
            return []

    def versions_given(name):
        same = packaging.utils.canonicalize_name
        return [version for other, version in installed.items() if same(other) == same(name)]

    report = Report(versions_here if installed is None else versions_given)
    for line in requirements:
        report.judge(line)
    return report
