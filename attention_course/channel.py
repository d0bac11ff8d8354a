"""Messages between the process of an answer and that of its judge: JSON for the words, safetensors for the tensors."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

HEAD = struct.Struct("!IQ")
MAXIMUM_JSON = 32 * 2**20
MAXIMUM_TENSORS = 512 * 2**20


class ChannelClosed(Exception):
    """The other side is gone."""


class Misbehaved(Exception):
    """What arrived is no message."""


class Overdue(Exception):
    """Nothing arrived in time, or nobody took what was sent."""


def send(
    connection: socket.socket, message: dict[str, Any], tensors: dict[str, Tensor] | None = None, seconds: float | None = None
) -> None:
    """Send one message, in so many seconds at the most: an answer may well stop listening.

    Raises:
        ChannelClosed, Overdue.
    """
    text = json.dumps(message, allow_nan=False).encode("ascii")
    payload = save_tensors(tensors) if tensors else b""
    connection.settimeout(seconds)
    try:
        connection.sendall(HEAD.pack(len(text), len(payload)) + text + payload)
    except TimeoutError as error:
        raise Overdue from error
    except OSError as error:
        raise ChannelClosed(str(error)) from error


def receive(connection: socket.socket, seconds: float | None = None) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """Wait for one message, for so many seconds at the most.

    Raises:
        ChannelClosed, Misbehaved, Overdue.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    words, numbers = HEAD.unpack(_exactly(connection, HEAD.size, deadline))
    if words > MAXIMUM_JSON or numbers > MAXIMUM_TENSORS:
        raise Misbehaved("a message larger than any exercise needs")
    text, payload = _exactly(connection, words, deadline), _exactly(connection, numbers, deadline)
    try:
        message = json.loads(text)
        tensors = load_tensors(bytes(payload)) if payload else {}
    except Exception as error:
        # safetensors raises an exception type of its own; whatever it is, this was no message.
        raise Misbehaved("a message that cannot be read") from error
    if type(message) is not dict:
        raise Misbehaved("a message of another form")
    return message, tensors


def _exactly(connection: socket.socket, size: int, deadline: float | None) -> bytearray:
    parts = bytearray()
    while len(parts) < size:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise Overdue
        # Each wait is for what is left of the whole time: bytes that drip in one by one buy none.
        connection.settimeout(left)
        try:
            part = connection.recv(min(size - len(parts), 2**20))
        except TimeoutError as error:
            raise Overdue from error
        except OSError as error:
            raise ChannelClosed(str(error)) from error
        if not part:
            raise ChannelClosed("the process has ended")
        parts += part
    return parts
