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
import time
from typing import Any

MEMORY = 8 * 2**30  # bytes of address space that an answer may take on top of what torch itself maps
LARGEST_FILE = 512 * 2**20  # bytes


def serve(control: socket.socket) -> None:
    """Fork a child for each request, and end it when told so, until the judge closes the connection."""
    _adopt_orphans()
    _warm_up()
    control.sendall(b"ready\n")
    children: set[int] = set()
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        if not data:
            for pid in list(children):
                _end(pid, 0.0, children)
            os._exit(0)
        request = json.loads(data)
        if request["do"] == "end":
            reply = _end(request["pid"], request["grace"], children)
        else:
            pid = os.fork()
            if pid == 0:
                control.close()
                _child(socket.socket(fileno=descriptors[0]), request["scratch"], request["topic"])
            os.close(descriptors[0])
            children.add(pid)
            reply = {"pid": pid}
        control.sendall(json.dumps(reply).encode() + b"\n")


def _end(pid: int, grace: float, children: set[int]) -> dict[str, Any]:
    """End a child with all that it started. Its exit status is None if it had to be killed after so many seconds' grace.

    Only this process, its parent, does that: as long as it has not been waited for, nobody else can get its number.
    """
    if pid not in children:
        return {"known": False, "status": None}
    deadline = time.monotonic() + grace
    while not (ended := os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) and time.monotonic() < deadline:
        time.sleep(0.005)
    for kill in (os.killpg, os.kill):
        # The child may not have become the leader of its own group yet.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    children.discard(pid)
    _end_orphans(children)
    return {"known": True, "status": status if ended else None}


def _adopt_orphans() -> None:
    """On Linux, whatever the descendants of this process leave behind becomes its child, even if it left their group."""
    if sys.platform == "linux":
        import ctypes

        PR_SET_CHILD_SUBREAPER = 36
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_orphans(children: set[int]) -> None:
    """End the processes that an ended child left behind. Each child adopts its own orphans while it lives, so those that
    have come to this process belong to no child that is still at work."""
    for _ in range(100):
        orphans = [pid for pid in _own_children() if pid not in children]
        if not orphans:
            return
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError, PermissionError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _own_children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def _warm_up() -> None:
    """Import what submissions import, with one thread: a parent that has run two cannot be forked safely."""
    import torch

    torch.set_num_threads(1)
    import matplotlib.pyplot  # noqa: F401
    import torch.nn.functional
    import torch.utils.data
    from matplotlib.figure import Figure

    import attention_course.checking
    import attention_course.shell  # noqa: F401
    from attention_course.plotting import png
    from attention_course.question import exercises

    exercises()
    # Not the inline backend, which ties itself to the shell that is there when it is imported: each child has its own.
    # The first figure looks for every font of the system; here that is done once for all.
    figure = Figure(figsize=(1, 1))
    figure.add_subplot().set_title("warm")
    png(figure)
    torch.random.default_generator.manual_seed(0)


def _child(connection: socket.socket, scratch: str, topic: str) -> None:
    """The life of one submission's process. Never returns."""
    status = 1
    try:
        os.setsid()
        _adopt_orphans()
        _limit()
        os.chdir(scratch)
        os.environ.update(HOME=scratch, TMPDIR=scratch, IPYTHONDIR=scratch, COURSE_HOME=scratch)
        # The toolbox hands out no part that this chapter asks for.
        os.environ["COURSE_GRADED"] = topic
        sys.path.insert(0, "")
        sys.argv = ["answer"]
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
    # A GPU's memory is mapped into the address space, and more of it than any machine has.
    if sys.platform == "linux" and os.environ.get("COURSE_DEVICE", "cpu") == "cpu":
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
    cases = [Case("", values.decode(inputs, tensors, layout=True)) for inputs in request["cases"]]
    out: dict[str, Any] = {}
    observations = [observation.encode(out) for observation in observe(found.coded, namespace, cases)]
    channel.send(connection, {"observations": observations}, out)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
