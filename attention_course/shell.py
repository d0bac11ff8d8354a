"""An IPython shell without a kernel: runs a notebook's cells and keeps what they show, in order and bounded."""

from __future__ import annotations

import base64
import io
import json
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

MAXIMUM_CHARACTERS = 500_000
MAXIMUM_OUTPUTS = 2_000
LONGEST_ERROR = 50_000  # characters
LEFT_OUT = "\n[The rest of this cell's output was left out: it is too long.]\n"


class Outputs:
    """The outputs of one cell, as a notebook stores them."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._items: list[dict[str, Any]] = []
        self._ids: list[str | None] = []
        self._characters = 0

    def add(self, output: dict[str, Any], size: int, display_id: str | None = None) -> None:
        if self._full():
            return
        self._characters += size
        if self._full():
            output = _stream("stdout", LEFT_OUT)
        self._items.append(output)
        self._ids.append(display_id)

    def _full(self) -> bool:
        return self._characters > MAXIMUM_CHARACTERS or len(self._items) >= MAXIMUM_OUTPUTS

    def update(self, output: dict[str, Any], size: int, display_id: str) -> None:
        """Put an output in the place of those that were shown under the same id."""
        for index, known in enumerate(self._ids):
            if known == display_id and self._characters + size <= MAXIMUM_CHARACTERS:
                self._characters += size
                self._items[index] = output | {"output_type": "display_data"}

    def write(self, name: str, text: str) -> None:
        if not text or self._full():
            return
        if self._characters + len(text) > MAXIMUM_CHARACTERS:
            self.add(_stream(name, text), len(text))
        elif self._items and self._items[-1]["output_type"] == "stream" and self._items[-1]["name"] == name:
            # Pieces are joined at the end: adding to a long text again and again would copy it each time.
            self._items[-1]["text"].append(text)
            self._characters += len(text)
        else:
            self.add(_stream(name, text), len(text))

    def error(self, output: dict[str, Any]) -> None:
        """An exception is shown even after a flood of other output."""
        self._items.append(output)
        self._ids.append(None)

    def collected(self) -> list[dict[str, Any]]:
        return [
            output | {"text": "".join(output["text"])} if output["output_type"] == "stream" else output for output in self._items
        ]


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": [text]}


class _Stream(io.TextIOBase):
    """Takes the place of sys.stdout or sys.stderr."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self.stream_name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        CURRENT.write(self.stream_name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **_: Any,
    ) -> None:
        display_id = (transient or {}).get("display_id")
        output, size = _data("display_data", data, metadata or {})
        if update and display_id:
            CURRENT.update(output, size, display_id)
        else:
            CURRENT.add(output, size, display_id)

    def clear_output(self, wait: bool = False) -> None:
        CURRENT.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        output, size = _data("execute_result", format_dict, md_dict or {})
        CURRENT.add(output | {"execution_count": self.prompt_count}, size)


def _data(kind: str, data: dict[str, Any], metadata: dict[str, Any]) -> tuple[dict[str, Any], int]:
    plain = {
        mime: base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content
        for mime, content in data.items()
        if isinstance(content, str | bytes | dict | list)
    }
    # What an object says of itself may hold anything; what cannot be written as JSON is written as text.
    text = json.dumps({"output_type": kind, "data": plain, "metadata": metadata}, default=str, skipkeys=True)
    return json.loads(text, parse_constant=str), len(text)


class AnswerShell(InteractiveShell):
    """Runs cells one after the other; what they show is collected, never printed."""

    displayhook_class = _Hook
    display_pub_class = _Publisher

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        try:
            said = str(evalue)[:2000]
        except Exception:
            said = ""
        traceback, left = [], LONGEST_ERROR
        for line in map(str, stb):
            traceback.append(line[: max(left, 0)])
            left -= len(line)
        CURRENT.error({"output_type": "error", "ename": str(etype.__name__), "evalue": said, "traceback": traceback})

    def system(self, cmd: str) -> None:
        """`!command`: its output is part of the cell's."""
        self.system_piped(cmd)

    def ask_exit(self) -> None:
        """`exit` in a cell ends the cell; the notebook goes on."""

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window to serve."""


CURRENT = Outputs()


def open_shell() -> AnswerShell:
    """A fresh shell that keeps no history and reads no start-up files."""
    from traitlets.config import Config

    configuration = Config()
    configuration.HistoryManager.enabled = False
    configuration.InteractiveShell.colors = "nocolor"
    configuration.InteractiveShell.xmode = "Context"
    configuration.InteractiveShell.cache_size = 0
    return AnswerShell.instance(config=configuration)


def run(shell: AnswerShell, code: str) -> tuple[list[dict[str, Any]], bool]:
    """Run a cell's code; its outputs, and whether it ended without an exception."""
    CURRENT.clear()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
    try:
        result = shell.run_cell(code, store_history=True)
    finally:
        sys.stdout, sys.stderr = before
    return CURRENT.collected(), bool(result.success)
