"""Messages between the process of an answer and that of its judge: JSON for the words, safetensors for the tensors."""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from typing import Any

from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

HEAD = struct.Struct("!IQ")
MAXIMUM_JSON = 64 * 2**20
MAXIMUM_TENSORS = 512 * 2**20


class ChannelClosed(Exception):
    """The other side is gone."""


class Misbehaved(Exception):
    """What arrived is no message."""


class Overdue(Exception):
    """Nothing arrived in time."""


def send(connection: socket.socket, message: dict[str, Any], tensors: dict[str, Tensor] | None = None) -> None:
    """Send one message. Raises ChannelClosed when nobody is there to take it."""
    text = json.dumps(message, allow_nan=False).encode("utf-8", "backslashreplace")
    payload = save_tensors(tensors) if tensors else b""
    try:
        connection.sendall(HEAD.pack(len(text), len(payload)) + text)
        connection.sendall(payload)
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
        tensors = load_tensors(payload) if payload else {}
    except Exception as error:
        # safetensors raises an exception type of its own; whatever it is, this was no message.
        raise Misbehaved("a message that cannot be read") from error
    if type(message) is not dict:
        raise Misbehaved("a message of another form")
    return message, tensors


def _exactly(connection: socket.socket, size: int, deadline: float | None) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([connection], [], [], left)[0]:
                raise Overdue
        try:
            part = connection.recv(min(size - len(parts), 2**20))
        except OSError as error:
            raise ChannelClosed(str(error)) from error
        if not part:
            raise ChannelClosed("the process has ended")
        parts += part
    return bytes(parts)
