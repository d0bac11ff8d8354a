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


LONGEST_START = 300.0  # seconds: importing torch from a slow disk takes long
LONGEST_REPLY = 60.0
PASSED_ON = ("PATH", "LANG", "LC_ALL", "COURSE_DATA", "COURSE_DEVICE", "VIRTUAL_ENV", "CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH")


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
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._stop(patience=5)
            self._server = None

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        environment = {
            # Nothing of the grader's environment but what finding programs and reading text needs.
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
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
        try:
            ours.settimeout(LONGEST_START)
            started = ours.recv(16) == b"ready\n"
        except OSError:
            started = False
        if not started:
            self._stop()
            raise GradingUnavailable("The process that runs answers did not start; `course doctor` says what is missing.")

    def _stop(self, patience: float = 0) -> None:
        if self._control:
            self._control.close()
        if self._server:
            try:
                self._server.wait(patience)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()

    def ask(self, request: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        """Put a request to the server. One that has been killed or stopped, by an answer perhaps, is replaced.

        Raises:
            GradingUnavailable: no server can be started, or the workshop is closed.
        """
        with self._lock:
            if self._server is None:
                raise GradingUnavailable("The workshop is closed: use it as `with Workshop() as workshop:`.")
            try:
                return self._exchange(request, descriptors)
            except (OSError, ValueError):
                self._stop()
                self._start()
            try:
                return self._exchange(request, descriptors)
            except (OSError, ValueError) as error:
                raise GradingUnavailable("The process that runs answers ends again and again; start the grading again.") from error

    def _exchange(self, request: dict[str, Any], descriptors: Sequence[int]) -> dict[str, Any]:
        assert self._control is not None
        self._control.settimeout(LONGEST_REPLY)
        socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))
        reply = b""
        while not reply.endswith(b"\n"):
            part = self._control.recv(4096)
            if not part:
                raise ConnectionResetError
            reply += part
        return json.loads(reply)

    def open(self, files: Path | None = None, topic: str = "") -> Bench:
        """A fresh process for one answer to a topic, in a scratch folder that holds a copy of `files`."""
        return Bench(self, files, topic)


class Bench:
    """One answer's process. Use as a context manager: at the end the process and all its files are gone."""

    def __init__(self, workshop: Workshop, files: Path | None, topic: str = "") -> None:
        self._workshop = workshop
        self._scratch = Path(tempfile.mkdtemp(prefix="course-answer-"))
        ours, theirs = socket.socketpair()
        try:
            if files is not None:
                # What cannot be copied (a pipe, a file that may not be read) is left out: it must not stop the grading.
                with contextlib.suppress(shutil.Error, RecursionError):
                    shutil.copytree(files, self._scratch, dirs_exist_ok=True, symlinks=True)
            self._pid = workshop.ask({"do": "fork", "scratch": str(self._scratch), "topic": topic}, [theirs.fileno()])["pid"]
        except BaseException:
            ours.close()
            _remove(self._scratch)
            raise
        finally:
            theirs.close()
        self._connection = ours
        self.alive = True
        self._ended = False

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        _remove(self._scratch)

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
        inputs = [values.encode(dict(case.inputs), tensors, layout=True) for case in cases]
        reply, back = self._exchange({"do": "probe", "exercise": exercise_id, "cases": inputs}, tensors, seconds)
        given = reply.get("observations")
        try:
            if type(given) is not list or len(given) != len(cases):
                raise ValueError("not one observation a case")
            observations = [Observation.decode(data, back) for data in given]
            if not all(set(seen.changed) <= set(case.inputs) for seen, case in zip(observations, cases)):
                raise ValueError("not an input's name")
            return observations
        except ValueError as error:
            self._end()
            raise AnswerEnded("What came back from the answer cannot be read.") from error

    def _exchange(
        self, request: dict[str, Any], tensors: dict[str, Any], seconds: float
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        if not self.alive:
            raise AnswerEnded("The process of this answer has ended.")
        try:
            channel.send(self._connection, request, tensors, seconds)
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
        code = self._end(grace=0.5)
        if code is None:
            return "The code ended its Python process, or cut the connection to it."
        if code < 0:
            return f"The process was ended by {_signal_name(-code)} (out of memory, or a crash in compiled code)."
        return f"The code ended the Python process (exit status {code})."

    def _end(self, grace: float = 0) -> int | None:
        """End the process with all that it started; its exit status, if it has ended by itself."""
        self.alive = False
        if self._ended:
            return None
        self._ended = True
        self._connection.close()
        reply = {"known": False, "status": None}
        with contextlib.suppress(GradingUnavailable):
            reply = self._workshop.ask({"do": "end", "pid": self._pid, "grace": grace})
        if not reply["known"]:
            # The server that knew it is gone.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
        return reply["status"]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _remove(folder: Path) -> None:
    """Remove a folder whatever has been made of it: a link in its place, files nobody may touch, a thousand levels."""
    with contextlib.suppress(FileNotFoundError):
        if folder.is_symlink() or not folder.is_dir():
            folder.unlink()
            return
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        # These two walk a tree of any depth.
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, str(folder)], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
