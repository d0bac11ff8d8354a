"""The table of data sets: what each is, its terms, where it is published, and the SHA-256 of every file.

The course ships none of them.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from attention_course.corpora.readers import CorpusError


@dataclass(frozen=True)
class DataFile:
    """One file of a data set as its publisher ships it.

    Attributes:
        path: where it stands below the data folder, "/" between the parts.
        size: in bytes.
        sha256: in hexadecimal.
        addresses: where it is served; one with "#" is a tar archive and, behind the "#", the name of the file inside.
    """

    path: str
    size: int
    sha256: str
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataSet:
    """What a data set is, and what its use is bound to.

    Attributes:
        name: its sub-folder, and its name on the command line.
        title: one line on what it is.
        pairs: how many pairs it holds, in words.
        licence: the terms, as far as the publisher states any.
        page: where to read about it.
        files: what it is made of.
        note: what one should know before downloading, or nothing.
        pinned_edition: which edition the sums stand for, where the publisher replaces it by newer ones; else nothing.
    """

    name: str
    title: str
    pairs: str
    licence: str
    page: str
    files: tuple[DataFile, ...]
    note: str = ""
    pinned_edition: str = ""


# SHA-256, bytes, path
_SUMS = """
20931edd4345b26592efd3dfb73be371589f63718cd21e15b5f4fb0a48d9f48c 18350 alibi/LICENCE_EN.txt
208e254f28865a5ba9b18c999bd36c93e313080988382d15fda408705de75965 3212 alibi/README.md
40743a9fe0690631d279671862e0bbf1687a272feb3aa48ee041eb3fdb39013c 9143 alibi/ali/ChatBotte_MasterCat/ChatBotte_sents.txt
0f802924609eefd7a542ff1d977d609a5665b213d9ae7ecdea2ead93fe2ae2ea 9421 alibi/ali/ChatBotte_MasterCat/MasterCat_sents.txt
518c83e307cf1863be1edb8593a555b5ef21a5cf4273960714f917f68c181bb8 14363 alibi/ali/ChatBotte_MasterCat/ali_w2w_ChatBotte_MasterCat.txt
8f7ad6f8769f096ec7525aa41886ddd42f4508620d094eeb64a7258cc7367e86 29663 alibi/ali/LAuberge_TheInn/LAuberge_sents.txt
26ac7dd07c388c1ef48b3b0259b1d43376a2472ae0e2b4b387b1bc58b155f37e 29152 alibi/ali/LAuberge_TheInn/TheInn_sents.txt
3cc7f00a1e235ac2cd2220744c02200855316f8d0a38363a428a3b2a12f479c8 51656 alibi/ali/LAuberge_TheInn/ali_w2w_LAuberge_TheInn.txt
f0dba2a674a4bcc80b50e5c788ad30774c0e906933a6046fcb6ce8c34c5c8d4b 10394 alibi/ali/LaBarbeBleue_BlueBeard/BlueBeard_sents.txt
b9e2a02b48e63e4d5356e03e94d01a6febaab074bc27baf78aae026c541cefdc 10551 alibi/ali/LaBarbeBleue_BlueBeard/LaBarbeBleue_sents.txt
65b7d4ca982a74957d29e409407940ad0a5effdc84d5fe7d2abd57fcdc9d0cdf 16593 alibi/ali/LaBarbeBleue_BlueBeard/ali_w2w_LaBarbeBleue_BlueBeard.txt
f2435a5211318a6b612f57d2c0d8f5e9df1e755ff1c0b0107059fb7d26c66c98 10322 alibi/ali/LaDerniereClasse_TheLastLesson/LaDerniereClasse_sents.txt
b95699a90861107eff896424e9195738a99ad606c600f4d8da9f19c6cf238070 9156 alibi/ali/LaDerniereClasse_TheLastLesson/TheLastLesson_sents.txt
2c291cd1166d0d56d1fd4d54ef3d0fbe1e5b03cf5f1f42115b17fb4f02cc5166 16977 alibi/ali/LaDerniereClasse_TheLastLesson/ali_w2w_LaDerniereClasse_TheLastLesson.txt
a6e718634ba78a5a5660ffc37c24bbe8bebce267af76b1304be167deb2a16db8 15408 alibi/ali/LaVision_TheVision/LaVision_sents.txt
695c1230e5a151105f776647db3cbfd75584d1cbe0099629c5871245110a2bf8 14261 alibi/ali/LaVision_TheVision/TheVision_sents.txt
92a29c7059b5cffa0166f14e260413c4aae0a9c48a825f554cb539cbf2f904a2 22921 alibi/ali/LaVision_TheVision/ali_w2w_LaVision_TheVision.txt
56a871f16eafc2b44f9ba5942a636e2949baf288f228561f1889d821c04398d0 3470 hansards/dev.e
fb337c8e86297a538ebe533f9d283dc6e186961ab9ca032257bc1c1769f71b6e 3940 hansards/dev.f
1c04fe099aa83c1ef0fd1044547e34684618f2362e20da8dca3d94cb3b096f74 17728 hansards/dev.wa.nonullalign
d73d6edcf34615f9f9489d0c234a44eadb3294635d10c9ceb77c22afca46bb39 36939 hansards/test.e
7aece2a76346cd3e36a43d6e2958bf08bd22a24469e50c7e21da90fe49e0402d 42709 hansards/test.f
eedb9a219cb672a79130557fd4a4bc698565078c6a64abe8d9b18c3bb3ec0651 209027 hansards/test.wa.nonullalign
611d361c6334bc7246101d48097c13cf5c4413c5befc793cc629934359d532d9 21077 multi30k/test_2016_flickr.en.gz
6d326e188d259fb1d04ac19eae3af956559b3a0b93d7635e56c90987c40c8b90 22310 multi30k/test_2016_flickr.fr.gz
76a444ee25172e72695cddb13ae4a3bda59430617be88e0bb46b60504f054074 19138 multi30k/test_2017_flickr.en.gz
3ba671ceb2299f3304ffafefea7a833d08632fbaf0ba18546f8a2ec2391af496 20434 multi30k/test_2017_flickr.fr.gz
d79cfa999dd4c51d2cb42499b6796d5a882c3a8a961923c25a898c90f8bbd56f 568929 multi30k/train.en.gz
622e75069e9f4c577425c4f277116ce66e63a2401c0a2312d90073cb12379a3c 604242 multi30k/train.fr.gz
14f7d25ddd868909a9213e361768460edcacdd6ab9d1e77b92560dc10c10dc28 21650 multi30k/val.en.gz
ca3106f1a72390591d25f6c45cb4cd39dec4cd3f123e099748a3ce5256c160e9 23001 multi30k/val.fr.gz
a2010f343487d3f7618affe54f789f5487602331c0a8d03f49e9a7c547cf0499 7048 paradetox/LICENSE
6e5e80def7deaf4a3410f7de6c638c13f100ce5ece09ee84a47f6f14ab69a0cd 1627340 paradetox/paradetox.tsv
16c4f7d0df9e7c5e6c54cdb0447f3f4a18a55052ff5e2e0b27dd4a06c0e49d04 2951390 tatoeba/fra-eng.zip
"""


def _files(name: str, *bases: str, elsewhere: dict[str, tuple[str, ...]] | None = None) -> tuple[DataFile, ...]:
    """List the files of one data set; `elsewhere` names the addresses of a file that no base serves."""
    files = []
    for row in _SUMS.strip().splitlines():
        sha256, size, path = row.split()
        folder, _, rest = path.partition("/")
        if folder == name:
            addresses = (elsewhere or {}).get(rest) or tuple(base + rest for base in bases)
            files.append(DataFile(path, int(size), sha256, addresses))
    return tuple(files)


_AMSTERDAM = "https://uva-slpl.github.io/nlp2/resources/project_ibm/"

DATA_SETS: dict[str, DataSet] = {
    data_set.name: data_set
    for data_set in (
        DataSet(
            name="multi30k",
            title="captions of photographs, English-French (Multi30k task 1, raw)",
            pairs="29,000 train, 1,014 val, 1,000 test_2016_flickr, 1,000 test_2017_flickr",
            licence="none stated; for non-commercial research and education (Elliott et al. 2016, 2017)",
            page="https://github.com/multi30k/dataset",
            files=_files(
                "multi30k",
                "https://raw.githubusercontent.com/multi30k/dataset/master/data/task1/raw/",
                "https://github.com/multi30k/dataset/raw/master/data/task1/raw/",
            ),
        ),
        DataSet(
            name="tatoeba",
            title="short everyday sentences, English-French (Tatoeba, as packed by manythings.org)",
            pairs="142,787",
            licence="CC BY 2.0 (tatoeba.org and www.manythings.org/anki)",
            page="https://www.manythings.org/anki/",
            # The archive's copy is asked for by date and may be of another day: the sum decides.
            files=_files(
                "tatoeba",
                "https://www.manythings.org/anki/",
                "https://web.archive.org/web/20171001000000id_/http://www.manythings.org/anki/",
            ),
            note="manythings.org replaces its file by newer editions; the course's figures are of the one of 2017.",
            pinned_edition="2017-09-29",
        ),
        DataSet(
            name="hansards",
            title="word alignments by hand, sure and possible, Canadian Hansards, English-French",
            pairs="447 test, 37 dev",
            licence="none stated (Och and Ney 2000; shared task of HLT-NAACL 2003)",
            page="https://web.eecs.umich.edu/~mihalcea/wpt/",
            # The shared task's own archives are Latin-1 with mark-up; a course of the University of Amsterdam serves them
            # in UTF-8 without, and the sums are of that edition.
            files=_files(
                "hansards",
                elsewhere={
                    f"{split}.{ending}": (f"{_AMSTERDAM}{archive}.tgz#{split}.{ending}",)
                    for split, archive in (("test", "testing"), ("dev", "validation"))
                    for ending in ("e", "f", "wa.nonullalign")
                },
            ),
        ),
        DataSet(
            name="alibi",
            title="word alignments by hand, sure and possible, in five stories, French-English",
            pairs="522",
            licence="CC BY-SA 4.0 (Xu and Yvon, LREC 2016)",
            page="https://github.com/fyvo/AlibiWordAlignments",
            files=_files("alibi", "https://raw.githubusercontent.com/fyvo/AlibiWordAlignments/HEAD/"),
        ),
        DataSet(
            name="paradetox",
            title="rude sentences and neutral ways to say them, English (offensive content)",
            pairs="11,927 rows, 19,743 pairs",
            licence="CC0 1.0 (Logacheva et al., ACL 2022)",
            page="https://github.com/s-nlp/paradetox",
            files=_files(
                "paradetox",
                "https://raw.githubusercontent.com/s-nlp/paradetox/main/",
                elsewhere={
                    "paradetox.tsv": ("https://raw.githubusercontent.com/s-nlp/paradetox/main/paradetox/paradetox.tsv",)
                },
            ),
            note="It holds insults and slurs, as people wrote them.",
        ),
    )
}


def data_set(name: str) -> DataSet:
    """Look a data set up by its name.

    Raises:
        CorpusError: there is none of that name.
    """
    try:
        return DATA_SETS[name]
    except KeyError:
        near = difflib.get_close_matches(name, DATA_SETS, n=1)
        advice = f"did you mean {near[0]}?" if near else f"choose from {', '.join(DATA_SETS)}."
        raise CorpusError(f"There is no data set called {name!r}: {advice}") from None
