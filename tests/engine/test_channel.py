"""Messages arrive whole, or it is said why not: never another exception, never a wait without end."""

from __future__ import annotations

import json
import socket
import threading
import time

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save

from attention_course.channel import (
    HEAD,
    MAXIMUM_JSON,
    MAXIMUM_TENSORS,
    ChannelClosed,
    Misbehaved,
    Overdue,
    receive,
    send,
)


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def raw(theirs, content):
    """Write bytes from another thread and close: the other side may not take them all."""

    def write():
        try:
            theirs.sendall(content)
            theirs.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    threading.Thread(target=write, daemon=True).start()


def message(text, payload=b""):
    return HEAD.pack(len(text), len(payload)) + text + payload


def test_a_message_arrives_as_it_was_sent(ends):
    ours, theirs = ends
    big = torch.arange(300_000.0)
    sender = threading.Thread(target=send, args=(theirs, {"words": "é\ud800", "list": [1, None]}, {"0": big, "1": torch.tensor(True)}))
    sender.start()
    words, tensors = receive(ours, 10)
    sender.join()
    assert words == {"words": "é\ud800", "list": [1, None]}
    assert torch.equal(tensors["0"], big)
    assert tensors["1"].dtype == torch.bool


@pytest.mark.parametrize(
    "content",
    [
        message(b"{"), message(b""), message(b"[]"), message(b"3"), message(b'"x"'), message(b"null"), message(b"NaN"), message(b"\xff\xfe{"),
        message(b"[" * 200_000), message(b'{"a":' * 50_000), message(b'{"a": ' + b"9" * 10_000 + b"}"),
        message(b"{}", b"garbage"), message(b"{}", b"\xff" * 64), message(b"{}", save({"0": torch.ones(3)})[:-1]),
        message(b"{}", (2**62).to_bytes(8, "little") + b"{}"), message(b"{}", (2).to_bytes(8, "little") + b"[]"),
        HEAD.pack(MAXIMUM_JSON + 1, 0), HEAD.pack(0, MAXIMUM_TENSORS + 1), HEAD.pack(2**32 - 1, 2**64 - 1),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_is_no_message_misbehaves(ends, content):
    ours, theirs = ends
    raw(theirs, content)
    with pytest.raises(Misbehaved):
        receive(ours, 10)


@pytest.mark.parametrize("text", [b'{"a": 1, "a": 2}', b'{"a": NaN, "b": -Infinity}', b'{"": {"": []}}', b'{"a": "\\ud800"}'])
def test_odd_json_is_still_data(ends, text):
    ours, theirs = ends
    raw(theirs, message(text))
    words, tensors = receive(ours, 10)
    assert repr(words) == repr(json.loads(text))
    assert tensors == {}


@given(st.binary(max_size=80), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_one_of_three_ways(content, framed):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(message(content[:40], content[40:]) if framed else content)
        theirs.shutdown(socket.SHUT_WR)
        try:
            words, _ = receive(ours, 5)
            assert type(words) is dict
        except (ChannelClosed, Misbehaved):
            pass


@pytest.mark.parametrize("content", [b"", b"\0", HEAD.pack(10, 0) + b"{", HEAD.pack(2, 500) + b"{}" + b"x"])
def test_a_message_that_breaks_off_is_a_closed_channel(ends, content):
    ours, theirs = ends
    raw(theirs, content)
    with pytest.raises(ChannelClosed):
        receive(ours, 10)


@pytest.mark.parametrize("content", [b"", b"\0", HEAD.pack(10, 0) + b"{"])
def test_a_message_that_never_ends_is_overdue(ends, content):
    ours, theirs = ends
    theirs.sendall(content)
    before = time.monotonic()
    with pytest.raises(Overdue):
        receive(ours, 0.1)
    assert time.monotonic() - before < 20, "it waited longer than it was told to"


def test_bytes_that_drip_in_buy_no_time(ends):
    ours, theirs = ends
    stop = threading.Event()

    def drip():
        theirs.sendall(HEAD.pack(1000, 0))
        while not stop.wait(0.05):
            theirs.sendall(b" ")

    dripping = threading.Thread(target=drip)
    dripping.start()
    before = time.monotonic()
    with pytest.raises(Overdue):
        receive(ours, 0.5)
    assert time.monotonic() - before < 20
    stop.set()
    dripping.join()


def test_nobody_listening_holds_no_one_up(ends):
    with pytest.raises(Overdue):
        send(ends[0], {"words": "x" * 5_000_000}, seconds=0.2)


def test_sending_to_nobody_is_a_closed_channel(ends):
    ends[1].close()
    with pytest.raises(ChannelClosed):
        send(ends[0], {"words": "x" * 5_000_000}, seconds=5)
