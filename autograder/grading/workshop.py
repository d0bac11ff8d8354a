"""Processes for answers: forked from a server that has everything imported, talked to over a socket, ended for good.

The judge's side of `attention_course.runner`. Whatever comes back is data that an answer may have forged; it is
compared with the right values and never executed, unpickled or believed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attention_course import channel, values
from attention_course.observing import Observation
from attention_course.question import Case


class AnswerEnded(Exception):
    """The process of an answer is gone, or said nothing in time; the message says which, in a sentence."""


class GradingUnavailable(Exception):
    """Answers cannot be run on this machine; the message says why and what to do."""


class Workshop:
    """A fork server and the benches that come from it. Use as a context manager; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Workshop:
        if not hasattr(os, "fork") or not hasattr(socket, "send_fds"):
            raise GradingUnavailable("Grading needs Linux or macOS; on Windows, use the Windows Subsystem for Linux.")
        ours, theirs = socket.socketpair()
        environment = {
            # Nothing of the grader's environment but what finding programs and reading text needs.
            **{name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "COURSE_DATA", "VIRTUAL_ENV") if name in os.environ},
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "OMP_NUM_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",
            "COURSE_GRADING": "1",
        }
        self._server = subprocess.Popen(
            [sys.executable, "-P", "-m", "attention_course.runner", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._control = ours
        if ours.recv(16) != b"ready\n":
            raise GradingUnavailable("The process that runs answers did not start; `course doctor` says what is missing.")
        return self

    def __exit__(self, *_: object) -> None:
        if self._control:
            self._control.close()
        if self._server:
            try:
                self._server.wait(5)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()

    def _ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        assert self._control is not None, "a workshop is used as `with Workshop() as workshop:`"
        with self._lock:
            socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))
            reply = b""
            while not reply.endswith(b"\n"):
                part = self._control.recv(4096)
                if not part:
                    raise GradingUnavailable("The process that runs answers has ended; start the grading again.")
                reply += part
        return json.loads(reply)

    def open(self, files: Path | None = None) -> Bench:
        """A fresh process for one answer, in a scratch folder that holds a copy of `files`."""
        return Bench(self, files)


class Bench:
    """One answer's process. Use as a context manager: at the end the process and all its files are gone."""

    def __init__(self, workshop: Workshop, files: Path | None) -> None:
        self._workshop = workshop
        self._scratch = Path(tempfile.mkdtemp(prefix="course-answer-"))
        if files is not None:
            shutil.copytree(files, self._scratch, dirs_exist_ok=True, symlinks=True)
        ours, theirs = socket.socketpair()
        self._pid = workshop._ask({"do": "fork", "scratch": str(self._scratch)}, [theirs.fileno()])["pid"]
        theirs.close()
        self._connection = ours
        self.alive = True

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def run(self, code: str, seconds: float) -> tuple[list[dict[str, Any]], bool]:
        """Run a cell; its outputs (untrusted), and whether it ended without an exception.

        Raises:
            AnswerEnded: it took longer than `seconds`, or the process died.
        """
        reply, _ = self._exchange({"do": "run", "code": code}, {}, seconds)
        outputs = reply.get("outputs")
        return (outputs if type(outputs) is list else []), reply.get("succeeded") is True

    def probe(self, exercise_id: str, cases: Sequence[Case], seconds: float) -> list[Observation]:
        """Put cases to the answer; what it did with each.

        Raises:
            AnswerEnded: it took longer than `seconds`, the process died, or what came back is no observation.
        """
        tensors: dict[str, Any] = {}
        inputs = [values.encode(dict(case.inputs), tensors) for case in cases]
        reply, back = self._exchange({"do": "probe", "exercise": exercise_id, "cases": inputs}, tensors, seconds)
        given = reply.get("observations")
        try:
            if type(given) is not list or len(given) != len(cases):
                raise ValueError("not one observation a case")
            return [Observation.decode(data, back) for data in given]
        except (ValueError, RecursionError) as error:
            self._end()
            raise AnswerEnded("What came back from the answer cannot be read.") from error

    def _exchange(
        self, request: dict[str, Any], tensors: dict[str, Any], seconds: float
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        if not self.alive:
            raise AnswerEnded("The process of this answer has ended.")
        try:
            channel.send(self._connection, request, tensors)
            return channel.receive(self._connection, seconds)
        except channel.Overdue:
            self._end()
            raise AnswerEnded(f"It took longer than {seconds:g} seconds and was stopped.") from None
        except channel.Misbehaved as error:
            self._end()
            raise AnswerEnded(f"The answer's process sent {error}.") from None
        except channel.ChannelClosed:
            raise AnswerEnded(self._obituary()) from None

    def _obituary(self) -> str:
        self.alive = False
        code = self._workshop._ask({"do": "status", "pid": self._pid})["status"]
        self._end()
        if code is not None and code < 0:
            return f"The process was ended by {signal.Signals(-code).name} (out of memory, or a crash in compiled code)."
        return f"The code ended the Python process{'' if code is None else f' (exit status {code})'}."

    def _end(self) -> None:
        self.alive = False
        self._connection.close()
        try:
            os.killpg(self._pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # The child may not have become the leader of its own group yet.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
