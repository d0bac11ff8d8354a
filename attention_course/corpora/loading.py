"""Load a data set by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, overload

from attention_course.corpora import alignments, readers
from attention_course.corpora.alignments import AlignedPair
from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import data_set
from attention_course.corpora.storage import find

MULTI30K_SPLITS = ("train", "val", "test_2016_flickr", "test_2017_flickr")
HANSARDS_SPLITS = ("test", "dev")
ALIBI_STORIES = {  # story: (English file, French file)
    "ChatBotte_MasterCat": ("MasterCat", "ChatBotte"),
    "LAuberge_TheInn": ("TheInn", "LAuberge"),
    "LaBarbeBleue_BlueBeard": ("BlueBeard", "LaBarbeBleue"),
    "LaDerniereClasse_TheLastLesson": ("TheLastLesson", "LaDerniereClasse"),
    "LaVision_TheVision": ("TheVision", "LaVision"),
}
_SAME_SPLIT = {
    ("multi30k", "validation"): "val",
    ("multi30k", "test"): "test_2016_flickr",
    ("hansards", "validation"): "dev",
}

Pairs = list[tuple[str, str]]


@overload
def load(
    name: Literal["hansards", "alibi"], split: str | None = None, folder: Path | None = None
) -> list[AlignedPair]: ...
@overload
def load(
    name: Literal["multi30k", "tatoeba", "paradetox"], split: str | None = None, folder: Path | None = None
) -> Pairs: ...
@overload
def load(name: str, split: str | None = None, folder: Path | None = None) -> Pairs | list[AlignedPair]: ...
def load(name: str, split: str | None = None, folder: Path | None = None) -> Pairs | list[AlignedPair]:
    """Load a data set as published, nothing stripped and nothing left out.

    Args:
        name: multi30k, tatoeba or paradetox, for pairs of sentences; hansards or alibi, for pairs with their alignment.
        split: of Multi30k "train" (the default), "val" or "validation", "test_2016_flickr" or "test", "test_2017_flickr"; of
            the Hansards "test" (the default) and "dev" or "validation"; of ALIBI one of the five stories, by default all.
        folder: the data folder, by default `data_folder()`.

    Returns:
        (English, French) sentences, or (rude, neutral) ones; or `AlignedPair`s, English first.

    Raises:
        CorpusError: the data set or the split is unknown, or its files are missing or not what was published.
    """
    wanted = data_set(name)
    choices = {
        "multi30k": MULTI30K_SPLITS,
        "hansards": HANSARDS_SPLITS,
        "alibi": (*ALIBI_STORIES, None),
    }.get(name, (None,))
    default = None if None in choices else choices[0]
    part = default if split is None else _SAME_SPLIT.get((name, split), split)
    if part not in choices:
        known = ", ".join(choice for choice in choices if choice) or "none: leave it out"
        raise CorpusError(f"{wanted.name} has no split {split!r}: its splits are {known}.")
    if name == "multi30k":
        root = find(name, [f"{part}.en.gz", f"{part}.fr.gz"], folder)
        return readers.read_moses(root / f"{part}.en.gz", root / f"{part}.fr.gz")
    if name == "tatoeba":
        return readers.read_tab_separated(find(name, folder=folder) / "fra-eng.zip")
    if name == "paradetox":
        root = find(name, ["paradetox.tsv"], folder)
        return readers.paradetox_pairs(readers.read_paradetox(root / "paradetox.tsv"))
    if name == "hansards":
        root = find(name, [f"{part}.e", f"{part}.f", f"{part}.wa.nonullalign"], folder)
        return alignments.read_hansards(root / f"{part}.e", root / f"{part}.f", root / f"{part}.wa.nonullalign")
    root = find(name, folder=folder)
    pairs: list[AlignedPair] = []
    for story, (english, french) in ALIBI_STORIES.items():
        if part in (None, story):
            place = root / "ali" / story
            links = place / f"ali_w2w_{story}.txt"
            pairs += alignments.read_alibi(place / f"{english}_sents.txt", place / f"{french}_sents.txt", links)
    return pairs
