"""An IPython shell without a kernel: runs a notebook's cells and keeps what they show, in order and bounded."""

from __future__ import annotations

import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell

MAXIMUM_CHARACTERS = 500_000


class Outputs:
    """The outputs of one cell, as a notebook stores them."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.characters = 0

    def add(self, output: dict[str, Any], size: int) -> None:
        if self.characters > MAXIMUM_CHARACTERS:
            return
        self.characters += size
        if self.characters > MAXIMUM_CHARACTERS:
            output = stream("stdout", "\n[The rest of this cell's output was left out: it is too long.]\n")
        self.items.append(output)

    def write(self, name: str, text: str) -> None:
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name and self.characters + len(text) <= MAXIMUM_CHARACTERS:
            last["text"] += text
            self.characters += len(text)
        elif text:
            self.add(stream(name, text), len(text))


def stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


class _Stream(io.TextIOBase):
    """Takes the place of sys.stdout or sys.stderr."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self.stream_name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        CURRENT.write(self.stream_name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, **_: Any) -> None:
        _add_data("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        CURRENT.items.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        _add_data("execute_result", format_dict, md_dict or {}, execution_count=self.prompt_count)


def _add_data(kind: str, data: dict[str, Any], metadata: dict[str, Any], **more: Any) -> None:
    import base64

    plain = {
        mime: base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content
        for mime, content in data.items()
        if isinstance(content, str | bytes | dict | list)
    }
    CURRENT.add({"output_type": kind, "data": plain, "metadata": metadata, **more}, sum(len(str(part)) for part in plain.values()))


class AnswerShell(InteractiveShell):
    """Runs cells one after the other; what they show is collected, never printed."""

    displayhook_class = _Hook
    display_pub_class = _Publisher

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        traceback = [str(line) for line in stb]
        output = {"output_type": "error", "ename": str(etype.__name__), "evalue": str(evalue), "traceback": traceback}
        CURRENT.add(output, sum(map(len, traceback)))

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
    shell = AnswerShell.instance(config=configuration)
    shell.system = shell.system_piped
    return shell


def run(shell: AnswerShell, code: str) -> tuple[list[dict[str, Any]], bool]:
    """Run a cell's code; its outputs, and whether it ended without an exception."""
    global CURRENT
    CURRENT = Outputs()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")  # type: ignore[assignment]
    try:
        result = shell.run_cell(code, store_history=True)
    finally:
        sys.stdout, sys.stderr = before
    return CURRENT.items, bool(result.success)
