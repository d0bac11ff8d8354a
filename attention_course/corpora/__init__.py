"""Parallel text for the course: its own grammar, and the public data sets that a learner may fetch.

    from attention_course.corpora import load
    pairs = load("multi30k", "train")      # 29,000 (English, French) sentences

Names are imported when they are first used, so `import attention_course.corpora` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attention_course.corpora.alignments import AlignedPair, read_alibi, read_hansards
    from attention_course.corpora.download import get
    from attention_course.corpora.loading import load
    from attention_course.corpora.readers import (
        CorpusError,
        CorpusFormatError,
        blank_pairs,
        paradetox_pairs,
        read_lines,
        read_moses,
        read_paradetox,
        read_tab_separated,
    )
    from attention_course.corpora.registry import DATA_SETS, DataFile, DataSet
    from attention_course.corpora.storage import data_folder, find

_HOMES = {
    "alignments": ("AlignedPair", "read_alibi", "read_hansards"),
    "download": ("get",),
    "loading": ("load",),
    "readers": (
        "CorpusError",
        "CorpusFormatError",
        "blank_pairs",
        "paradetox_pairs",
        "read_lines",
        "read_moses",
        "read_paradetox",
        "read_tab_separated",
    ),
    "registry": ("DATA_SETS", "DataFile", "DataSet"),
    "storage": ("data_folder", "find"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "DATA_SETS",
    "AlignedPair",
    "CorpusError",
    "CorpusFormatError",
    "DataFile",
    "DataSet",
    "blank_pairs",
    "data_folder",
    "find",
    "get",
    "load",
    "paradetox_pairs",
    "read_alibi",
    "read_hansards",
    "read_lines",
    "read_moses",
    "read_paradetox",
    "read_tab_separated",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
