"""Put a probe to an answer and bring back what happened, as plain values. Nothing is judged here."""

from __future__ import annotations

import io
import os
import random
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from attention_course import values
from attention_course.comparing import EXACTLY, difference
from attention_course.probing import device
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
        names = tuple(values.legible(name, 100) for name in raised[:LONGEST_LINEAGE])
        return cls(values.decode(data.get("returned"), tensors), names, values.legible(message, 500), tuple(changed))


MISSING = "not defined"
LONGEST_LINEAGE = 12


def observe(exercise: Exercise, namespace: Mapping[str, Any], cases: Sequence[Case]) -> list[Observation]:
    """Put every case to the answer that stands in `namespace`, each from the same clean state."""
    try:
        answer = exercise.answer_in(namespace)
    except KeyError as error:
        return [Observation(raised=(MISSING,), message=str(error.args[0])) for _ in cases]
    return [observe_case(exercise, answer, case) for case in cases]


def observe_case(exercise: Exercise, answer: Any, case: Case) -> Observation:
    """Put one case to the answer. Whatever it prints is dropped; whatever it raises is brought back."""
    inputs = {name: _placed(value) for name, value in case.inputs.items()}
    with _clean_state():
        try:
            returned = exercise.probe(answer, **inputs)
        except KeyboardInterrupt:
            # A learner who presses “stop” means the whole check.
            raise
        except BaseException as error:
            return Observation(raised=_lineage(error), message=_text(error), changed=_changed(case, inputs))
        return Observation(returned=_plain(returned), changed=_changed(case, inputs))


def _placed(value: Any) -> Any:
    """An input's copy, its tensors where answers are put to the test."""
    there = device()
    return values.copy(value, there if there.type != "cpu" else None)


def _brought_back(value: Any) -> Any:
    """What has become of an input, where it can be compared with what it was."""
    return value if device().type == "cpu" else values.copy(value, torch.device("cpu"))


def _plain(returned: Any) -> Any:
    """What the probe brought back, as it would arrive elsewhere: what is no value is one kind of wrong value."""
    tensors: dict[str, torch.Tensor] = {}
    try:
        return values.decode(values.encode(returned, tensors), tensors)
    except values.TooLarge:
        return values.Opaque("value too large to compare")
    except Exception:
        # An object that fails while it is looked at, such as a tensor of a library's own kind.
        return values.Opaque(type(returned).__name__)


@contextmanager
def _clean_state() -> Iterator[None]:
    """The same random numbers, dtype, device and gradient mode for every case; all that was there is put back afterwards."""
    python_state, numpy_state, torch_state = random.getstate(), np.random.get_state(), torch.get_rng_state()
    restore = [*_torch_settings(), *_process_settings(), *_figure_settings()]
    random.seed(0)
    np.random.seed(0)
    torch.random.default_generator.manual_seed(0)
    if device().type == "cuda":
        restore.append(_cuda_settings())
    torch.set_default_dtype(torch.float32)
    if torch.get_default_device().type != "cpu":
        torch.set_default_device("cpu")
    try:
        # `set_grad_enabled` as a function lasts; as a context it would undo what the probe itself sets.
        torch.set_grad_enabled(True)
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for put_back in restore:
            put_back()
        random.setstate(python_state)
        np.random.set_state(numpy_state)
        torch.set_rng_state(torch_state)


def _torch_settings() -> list[Callable[[], object]]:
    """What puts torch's settings back to what they are now."""
    dtype, device, gradients = torch.get_default_dtype(), torch.get_default_device(), torch.is_grad_enabled()
    deterministic, benchmark = torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark
    algorithms = torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()
    threads = torch.get_num_threads()

    def put_back() -> None:
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(gradients)
        torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark = deterministic, benchmark
        # Set only where they differ: the first call imports half of torch's compiler, and a default device, once set, slows
        # every call down.
        if (torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()) != algorithms:
            torch.use_deterministic_algorithms(algorithms[0], warn_only=algorithms[1])
        if torch.get_default_device() != device:
            torch.set_default_device(device)
        if torch.get_num_threads() != threads:
            torch.set_num_threads(threads)

    return [put_back]


def _cuda_settings() -> Callable[[], object]:
    """The same random numbers on every GPU, and numbers of full width; what puts it all back."""
    states, narrow = torch.cuda.get_rng_state_all(), torch.backends.cudnn.allow_tf32
    torch.cuda.manual_seed_all(0)
    # By default cuDNN multiplies float32 numbers by their first ten bits, which is less than a float32 is held to.
    torch.backends.cudnn.allow_tf32 = False
    # cuDNN refuses the gradient of a recurrent network in evaluation mode; torch's own kernels give it.
    library = torch.backends.cudnn.enabled
    torch.backends.cudnn.enabled = False

    def put_back() -> None:
        torch.backends.cudnn.allow_tf32, torch.backends.cudnn.enabled = narrow, library
        torch.cuda.set_rng_state_all(states)

    return put_back


def _process_settings() -> list[Callable[[], object]]:
    """What puts the process's working directory, environment and recursion limit back to what they are now."""
    environment, depth = dict(os.environ), sys.getrecursionlimit()
    try:
        folder = os.getcwd()
    except OSError:
        folder = ""

    def variables() -> None:
        if dict(os.environ) != environment:
            os.environ.clear()
            os.environ.update(environment)

    def directory() -> None:
        with suppress(OSError):
            if folder:
                os.chdir(folder)

    return [variables, directory, lambda: sys.setrecursionlimit(depth)]


def _figure_settings() -> list[Callable[[], object]]:
    """What puts Matplotlib's settings back to what they are now, where it is in use."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    import matplotlib

    settings, figures = matplotlib.rcParams.copy(), set(pyplot.get_fignums())

    def settle() -> None:
        for number in set(pyplot.get_fignums()) - figures:
            pyplot.close(number)
        if matplotlib.rcParams["backend"] != settings["backend"]:
            pyplot.switch_backend(settings["backend"])
        dict.update(matplotlib.rcParams, settings)

    return [settle]


def _lineage(error: BaseException) -> tuple[str, ...]:
    names = tuple(kind.__name__ for kind in type(error).__mro__ if kind not in (object, BaseException))
    return names[:LONGEST_LINEAGE] or ("BaseException",)


def _text(error: BaseException) -> str:
    try:
        return values.legible(str(error), 500)
    except Exception:
        return ""


def _changed(case: Case, inputs: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in case.inputs.items() if _differs(value, inputs[name]))


def _differs(before: Any, now: Any) -> bool:
    try:
        return difference(before, _brought_back(now), *EXACTLY) is not None
    except Exception:
        # An input that an answer has filled with something that cannot even be compared.
        return True
