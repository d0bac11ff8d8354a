"""The process in which answers run. It runs cells, puts probes to what they define, and tells what came back.

It holds no reference and gives no marks. `python -m attention_course.runner FD` is a server that has everything
imported and forks, for each submission, a child that knows nothing of the others; the judge talks to both over sockets.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import socket
import sys
from typing import Any

MEMORY = 8 * 2**30  # bytes of address space that an answer may take on top of what torch itself maps
LARGEST_FILE = 512 * 2**20  # bytes


def serve(control: socket.socket) -> None:
    """Fork a child for each request, until the judge closes the connection."""
    _warm_up()
    control.sendall(b"ready\n")
    ended: dict[int, int] = {}
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        if not data:
            os._exit(0)
        with contextlib.suppress(ChildProcessError):
            while (finished := os.waitpid(-1, os.WNOHANG))[0]:
                ended[finished[0]] = finished[1]
        request = json.loads(data)
        if request["do"] == "status":
            control.sendall(json.dumps({"status": _status(request["pid"], ended)}).encode() + b"\n")
            continue
        pid = os.fork()
        if pid == 0:
            control.close()
            _child(socket.socket(fileno=descriptors[0]), request["scratch"])
        os.close(descriptors[0])
        control.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _status(pid: int, ended: dict[int, int]) -> int | None:
    if pid not in ended:
        try:
            ended[pid] = os.waitpid(pid, 0)[1]
        except ChildProcessError:
            return None
    return os.waitstatus_to_exitcode(ended.pop(pid))


def _warm_up() -> None:
    """Import what submissions import, with one thread: a parent that has run two cannot be forked safely."""
    import torch

    torch.set_num_threads(1)
    import torch.nn.functional
    import torch.utils.data

    import attention_course.checking
    import attention_course.shell  # noqa: F401
    from attention_course.question import exercises

    exercises()
    torch.random.default_generator.manual_seed(0)


def _child(connection: socket.socket, scratch: str) -> None:
    """The life of one submission's process. Never returns."""
    status = 1
    try:
        os.setsid()
        _limit()
        os.chdir(scratch)
        os.environ.update(HOME=scratch, TMPDIR=scratch, IPYTHONDIR=scratch, COURSE_HOME=scratch)
        sys.path.insert(0, "")
        # The answers are none of a submission's business. This keeps honest code from leaning on them by accident; it
        # is the wall around this process, not this line, that keeps out whoever means to.
        sys.modules["autograder"] = None  # type: ignore[assignment]
        empty = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(empty, standard)
        _work(connection)
        status = 0
    except BaseException:
        status = 1
    finally:
        os._exit(status)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:
            mapped = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))


def _work(connection: socket.socket) -> None:
    from attention_course import channel
    from attention_course.shell import open_shell, run

    shell = open_shell()
    while True:
        try:
            request, tensors = channel.receive(connection)
        except channel.ChannelClosed:
            return
        if request["do"] == "run":
            outputs, succeeded = run(shell, request["code"])
            channel.send(connection, {"outputs": outputs, "succeeded": succeeded})
        elif request["do"] == "probe":
            _probe(connection, shell.user_ns, request, tensors)


def _probe(connection: socket.socket, namespace: dict[str, Any], request: dict[str, Any], tensors: dict[str, Any]) -> None:
    from attention_course import channel, values
    from attention_course.observing import observe
    from attention_course.question import Case, find

    [found] = find(request["exercise"])
    cases = [Case("", values.decode(inputs, tensors)) for inputs in request["cases"]]
    out: dict[str, Any] = {}
    observations = [observation.encode(out) for observation in observe(found.exercise, namespace, cases)]  # type: ignore[arg-type]
    channel.send(connection, {"observations": observations}, out)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
