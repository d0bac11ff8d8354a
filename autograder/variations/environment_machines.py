"""Q1 and Q3: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import importlib.metadata
import itertools
import re

import packaging.requirements
import packaging.specifiers
import packaging.utils
import packaging.version
import torch
from packaging.version import Version
from torch.cuda import device_count as number_of_gpus
from torch.cuda import is_available as gpu_there


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


def pick_device_with_the_accelerator(prefer=None):
    """with torch.accelerator"""
    here = torch.accelerator.current_accelerator(check_available=True)
    count = torch.accelerator.device_count() if here is not None else 0
    if prefer is None:
        return here if here is not None else torch.device("cpu")
    try:
        device = torch.device(prefer)
    except Exception:
        raise ValueError(f"unknown: {prefer}") from None
    if device.type == "cpu" and device.index in (None, 0):
        return device
    if device.type == "mps" and torch.mps.is_available() and device.index in (None, 0):
        return device
    if device.type == "cuda" and here is not None and here.type == "cuda" and (device.index is None or device.index < count):
        return device
    raise ValueError(f"not here: {prefer}")


def pick_device_from_a_list(prefer=None):
    """from a list of all devices that are there, through names imported from torch.cuda"""
    there = []
    if gpu_there():
        there.append("cuda")
        there.extend(f"cuda:{number}" for number in range(number_of_gpus()))
    if torch.backends.mps.is_available():
        there += ["mps", "mps:0"]
    there += ["cpu", "cpu:0"]
    wanted = there[0] if prefer is None else str(prefer)
    if wanted not in there:
        raise ValueError(f"{wanted} is none of {', '.join(there)}")
    return torch.device(wanted)


class NoSuchDevice(ValueError):
    """A kind of ValueError."""


def pick_device_by_questions(prefer=None):
    """question by question, with an exception of its own"""
    if isinstance(prefer, torch.device):
        kind, index = prefer.type, prefer.index
    elif prefer is not None:
        kind, _, tail = prefer.partition(":")
        if tail and not tail.isdigit():
            raise NoSuchDevice(prefer)
        index = int(tail) if tail else None
    else:
        kind, index = "cpu", None
        if torch.cuda.is_available() and torch.cuda.device_count() > 0:
            kind = "cuda"
        elif torch.backends.mps.is_available():
            kind = "mps"
    if kind == "cuda" and torch.cuda.is_available():
        most = torch.cuda.device_count()
    elif kind == "cpu" or (kind == "mps" and torch.backends.mps.is_available()):
        most = 1
    else:
        most = 0
    if most == 0 or (index is not None and index >= most):
        raise NoSuchDevice(f"{kind}:{index}")
    return torch.device(kind) if index is None else torch.device(kind, index)


def to_device_by_match(nested, device):
    """with match"""
    match nested:
        case torch.Tensor():
            return nested.to(device=device, non_blocking=True)
        case dict():
            moved = {}
            for key in nested:
                moved[key] = nested[key] if key == "lengths" else to_device_by_match(nested[key], device)
            return moved
        case tuple() if hasattr(nested, "_fields"):
            pairs = zip(nested._fields, nested)
            return type(nested)._make(value if name == "lengths" else to_device_by_match(value, device) for name, value in pairs)
        case list():
            return [to_device_by_match(item, device) for item in nested]
        case tuple():
            return tuple([to_device_by_match(item, device) for item in nested])
    return nested


def to_device_with_a_name(nested, device, name=""):
    """with the name of the place passed down"""
    if name == "lengths":
        return nested
    if torch.is_tensor(nested):
        return torch.empty_like(nested, device=device).copy_(nested)
    if isinstance(nested, dict):
        return type(nested)((key, to_device_with_a_name(value, device, key)) for key, value in nested.items())
    if not isinstance(nested, (list, tuple)):
        return nested
    fields = getattr(nested, "_fields", itertools.repeat(""))
    items = [to_device_with_a_name(item, device, field) for item, field in zip(nested, fields)]
    if hasattr(nested, "_replace"):
        return nested._replace(**dict(zip(nested._fields, items)))
    return items if isinstance(nested, list) else tuple(items)


def to_device_from_a_copy(nested, device):
    """by changing a shallow copy of each container"""
    device = torch.device(device)
    if isinstance(nested, torch.Tensor):
        return nested if nested.device == device else nested.to(device, copy=True)
    if isinstance(nested, dict):
        copied = nested.copy()
        for key, value in nested.items():
            if key != "lengths":
                copied[key] = to_device_from_a_copy(value, device)
        return copied
    if isinstance(nested, tuple):
        named = hasattr(nested, "_asdict")
        kept = {index for index, field in enumerate(getattr(nested, "_fields", ())) if field == "lengths"}
        items = [item if index in kept else to_device_from_a_copy(item, device) for index, item in enumerate(nested)]
        return type(nested)(*items) if named else tuple(items)
    if isinstance(nested, list):
        copied = nested[:]
        for index in range(len(copied)):
            copied[index] = to_device_from_a_copy(copied[index], device)
        return copied
    return nested
