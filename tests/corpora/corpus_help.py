"""What the tests of the corpora share: the published files where a machine has them, and a web server that misbehaves."""

from __future__ import annotations

import contextlib
import http.server
import io
import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from attention_course.corpora import transfer
from attention_course.corpora.download import get
from attention_course.corpora.readers import CorpusError
from attention_course.corpora.storage import find

NAMED = os.environ.get("COURSE_DATA")  # as it was before a test changes it
CONTENT = random.Random(0).randbytes(300_000)
ALTERED = CONTENT[:-1] + bytes([CONTENT[-1] ^ 1])
NOTES = b"read me\n"
BLOCK = transfer.CHUNK_BYTES  # what is written at a time
NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers


def real_folder(name: str) -> Path:
    """Give the data folder when it holds the published data set, else skip the test and say so."""
    beside = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    folder = Path(NAMED) if NAMED else beside
    try:
        find(name, folder=folder)
    except CorpusError as error:
        pytest.skip(f"no published {name} here: {error}")
    return folder


class Shelf:
    """What a server has, and how it behaves.

    Attributes:
        files: content by path, such as "/good/corpus.txt".
        cuts: how many more answers break off, and after how many bytes, by path.
        ranges: whether a part can be asked for.
        asked: (path, Range header or "") in the order of the requests.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cuts: dict[str, list[int]] = {}
        self.ranges = True
        self.asked: list[tuple[str, str]] = []
        self.base = ""


@contextlib.contextmanager
def serve() -> Iterator[Shelf]:
    """Run a web server on this machine for as long as the block lasts."""
    shelf = Shelf()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            shelf.asked.append((self.path, wanted))
            content = shelf.files.get(self.path)
            if content is None:
                self.send_error(404, "Not Found")
                return
            start = 0
            if wanted and shelf.ranges:
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
                if start >= len(content):
                    self.send_error(416, "Range Not Satisfiable")
                    return
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            else:
                self.send_response(200)
            body = content[start:]
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            cuts = shelf.cuts.get(self.path, [])
            if cuts:
                body = body[: cuts.pop(0)]
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shelf.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def forget_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what a user's environment says of data, mirrors and proxies."""
    for name in ("COURSE_DATA", "COURSE_MIRROR", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def fetch(folder, **options):
    """Get the toy, and give back what was shown."""
    shown = io.StringIO()
    get("toy", to=folder, console=Console(file=shown, width=60), **options)
    return shown.getvalue()


def refuse(folder, **options):
    """Get the toy in vain, and give back the sentence."""
    with pytest.raises(CorpusError) as caught:
        fetch(folder, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def on_disk(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


WHOLE = [".toy.lock", "toy/a/corpus.bin", "toy/notes.txt"]


def is_whole(folder):
    return on_disk(folder) == WHOLE and (folder / "toy/a/corpus.bin").read_bytes() == CONTENT
