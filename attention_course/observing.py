"""Put a probe to an answer and bring back what happened, as plain values. Nothing is judged here."""

from __future__ import annotations

import io
import random
import warnings
from collections.abc import Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from attention_course import values
from attention_course.comparing import difference
from attention_course.question import Case, Exercise


@dataclass(frozen=True)
class Observation:
    """What an answer did with one case.

    Attributes:
        returned: what the probe brought back (None where it raised).
        raised: the names of the exception's type and its bases, nearest first; empty where nothing was raised.
        message: the exception's text, shortened.
        changed: the inputs that came back different from how they went in.
    """

    returned: Any = None
    raised: tuple[str, ...] = ()
    message: str = ""
    changed: tuple[str, ...] = ()

    def encode(self, tensors: dict[str, torch.Tensor] | None = None) -> dict[str, Any]:
        data: dict[str, Any] = {"returned": values.encode(self.returned, tensors)}
        if self.raised:
            data |= {"raised": list(self.raised), "message": self.message}
        if self.changed:
            data["changed"] = list(self.changed)
        return data

    @classmethod
    def decode(cls, data: Any, tensors: dict[str, torch.Tensor] | None = None) -> Observation:
        """Raises ValueError when the data is not an observation: it may come from hostile hands."""
        if type(data) is not dict:
            raise ValueError("not an observation")
        raised, changed, message = data.get("raised", []), data.get("changed", []), data.get("message", "")
        texts = [message, *raised, *changed] if type(raised) is list and type(changed) is list else [None]
        if not all(type(text) is str for text in texts):
            raise ValueError("not an observation")
        return cls(values.decode(data.get("returned"), tensors), tuple(raised), message[:2000], tuple(changed))


MISSING = "not defined"


def observe(exercise: Exercise, namespace: Mapping[str, Any], cases: Sequence[Case]) -> list[Observation]:
    """Put every case to the answer that stands in `namespace`, each from the same clean state."""
    try:
        answer = exercise.answer_in(namespace)
    except KeyError as error:
        return [Observation(raised=(MISSING,), message=str(error.args[0])) for _ in cases]
    return [observe_case(exercise, answer, case) for case in cases]


def observe_case(exercise: Exercise, answer: Any, case: Case) -> Observation:
    """Put one case to the answer. Whatever it prints is dropped; whatever it raises is brought back."""
    inputs = {name: values.copy(value) for name, value in case.inputs.items()}
    with _clean_state():
        try:
            returned = exercise.probe(answer, **inputs)
            # Encoding here shows an unreasonable value where it can still be put down to the answer.
            tensors: dict[str, torch.Tensor] = {}
            returned = values.decode(values.encode(returned, tensors), tensors)
        except (Exception, SystemExit) as error:
            return Observation(raised=_lineage(error), message=_text(error), changed=_changed(case, inputs))
    return Observation(returned=returned, changed=_changed(case, inputs))


@contextmanager
def _clean_state():
    """The same random numbers, dtype and gradient mode for every case, and the caller's put back afterwards."""
    python_state, numpy_state, torch_state = random.getstate(), np.random.get_state(), torch.get_rng_state()
    dtype, gradients = torch.get_default_dtype(), torch.is_grad_enabled()
    deterministic, benchmark = torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark
    algorithms = torch.are_deterministic_algorithms_enabled()
    random.seed(0)
    np.random.seed(0)
    torch.random.default_generator.manual_seed(0)
    torch.set_default_dtype(torch.float32)
    try:
        # `set_grad_enabled` as a function lasts; as a context it would undo what the probe itself sets.
        torch.set_grad_enabled(True)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)
        torch.set_rng_state(torch_state)
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(gradients)
        torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark = deterministic, benchmark
        # Only where it was changed: the call imports half of torch's compiler.
        if torch.are_deterministic_algorithms_enabled() != algorithms:
            torch.use_deterministic_algorithms(algorithms)


def _lineage(error: BaseException) -> tuple[str, ...]:
    names = tuple(kind.__name__ for kind in type(error).__mro__ if kind not in (object, BaseException))
    return names[:8] or ("BaseException",)


def _text(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except Exception:
        return ""


def _changed(case: Case, inputs: Mapping[str, Any]) -> tuple[str, ...]:
    try:
        return tuple(name for name, value in case.inputs.items() if difference(value, inputs[name]) is not None)
    except Exception:
        return ("an input",)

