"""The operators of `mutants.py`: mutmut's, and those that numerical code needs beside them.

Each is a function of a node and its place that yields what to replace by what.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import libcst as cst
from mutmut.mutation.mutators import mutation_operators


@dataclass(frozen=True)
class Place:
    """What an operator may want to know of where a node stands.

    Attributes:
        parents: the nodes around it, outermost first.
        names: the parameters and variables that are there by then.
        attributes: for each name, the attributes that its definition takes of it: those called, and the others.
        modules: names that stand for imported modules.
        called: whether the node is called.
        read: whether the node is read (and not assigned to, called, or the name of a keyword).
    """

    parents: tuple[cst.CSTNode, ...]
    names: tuple[str, ...]
    attributes: dict[tuple[str, bool], tuple[str, ...]]
    modules: frozenset[str]
    called: bool
    read: bool


Changed = Iterator[tuple[cst.CSTNode, cst.CSTNode]]  # (the node that is replaced, what stands there instead)


def _of_mutmut(node: cst.CSTNode, place: Place) -> Changed:
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            for new in operator(node):
                yield node, new


def _integer(value: int) -> cst.BaseExpression:
    number = cst.Integer(str(abs(value)))
    return number if value >= 0 else cst.UnaryOperation(cst.Minus(), number)


def _numbers(node: cst.CSTNode, place: Place) -> Changed:
    """A number one less; as an argument, every dimension near; a fraction halved, negative, or 0."""
    negative = isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus)
    number = node.expression if negative else node
    if place.parents and isinstance(place.parents[-1], cst.UnaryOperation) and not negative:
        return
    if isinstance(number, cst.Integer):
        value = -number.evaluated_value if negative else number.evaluated_value
        argued = isinstance(place.parents[-1], cst.Arg | cst.Index | cst.Element)
        for other in (-2, -1, 0, 1, 2, value - 1) if argued and abs(value) < 5 else (value - 1,):
            if other != value:
                yield node, _integer(other)
    elif isinstance(number, cst.Float):
        value = number.evaluated_value
        for other in (0.0, -value, value / 2):
            if other != value:
                yield node, cst.parse_expression(repr(other))


ARITHMETIC = (cst.Add, cst.Subtract, cst.Multiply, cst.Divide)
COMPARISONS = (cst.LessThan, cst.LessThanEqual, cst.GreaterThan, cst.GreaterThanEqual, cst.Equal, cst.NotEqual)


def _other_operators(node: cst.CSTNode, place: Place) -> Changed:
    """Another sign of arithmetic or comparison; one operand alone."""
    if isinstance(node, cst.BinaryOperation):
        if isinstance(node.operator, ARITHMETIC):
            for kind in ARITHMETIC:
                yield node, node.with_changes(operator=kind())
        if isinstance(node.operator, cst.MatrixMultiply):
            yield node, node.with_changes(operator=cst.Multiply())
            yield node, node.with_changes(left=node.right, right=node.left)
    if isinstance(node, cst.BinaryOperation | cst.BooleanOperation):
        yield node, node.left
        yield node, node.right
    if isinstance(node, cst.UnaryOperation):
        yield node, node.expression
    if isinstance(node, cst.ComparisonTarget) and isinstance(node.operator, COMPARISONS):
        for kind in COMPARISONS:
            yield node, node.with_changes(operator=kind())


def _conditions(node: cst.CSTNode, place: Place) -> Changed:
    """A condition always true, never true, or turned round."""
    if isinstance(node, cst.If | cst.While | cst.CompIf | cst.IfExp):
        for test in (cst.Name("True"), cst.Name("False")):
            if not (isinstance(node, cst.While) and test.value == "True"):
                yield node, node.with_changes(test=test)
        turned = cst.UnaryOperation(cst.Not(), node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()]))
        yield node, node.with_changes(test=turned)


def _is_module(node: cst.CSTNode, place: Place) -> bool:
    while isinstance(node, cst.Attribute):
        node = node.value
    return isinstance(node, cst.Name) and node.value in place.modules


def _dropped_calls(node: cst.CSTNode, place: Place) -> Changed:
    """`f(x)` as `x`, `x.f()` as `x`, `x.mT` as `x`, `x[...]` as `x`."""
    if isinstance(node, cst.Call):
        if isinstance(node.func, cst.Attribute) and not _is_module(node.func, place):
            yield node, node.func.value
        for argument in node.args:
            if not argument.keyword and not argument.star:
                yield node, argument.value
    if isinstance(node, cst.Attribute) and node.attr.value in ("mT", "T", "mH", "data", "real", "__getitem__"):
        yield node, node.value
    if isinstance(node, cst.Subscript):
        yield node, node.value


def _arguments(node: cst.CSTNode, place: Place) -> Changed:
    """Neighbouring arguments or elements exchanged, one left out, the only argument left out."""
    if isinstance(node, cst.Call):
        arguments = node.args
        if len(arguments) == 1:
            yield node, node.with_changes(args=[])
        for left, right in zip(range(len(arguments)), range(1, len(arguments))):
            one, other = arguments[left], arguments[right]
            if not one.star and not other.star and not (one.keyword and not other.keyword):
                pair = [one.with_changes(value=other.value), other.with_changes(value=one.value)]
                yield node, node.with_changes(args=[*arguments[:left], *pair, *arguments[right + 1 :]])
    if isinstance(node, cst.Tuple | cst.List | cst.Set | cst.Dict):
        elements: Any = node.elements
        looked_in = isinstance(place.parents[-1], cst.ComparisonTarget)  # where the order says nothing
        for left, right in zip(range(len(elements)), range(1, 1 if looked_in else len(elements))):
            one, other = elements[left], elements[right]
            if hasattr(one, "value") and hasattr(other, "value"):
                pair = [one.with_changes(value=other.value), other.with_changes(value=one.value)]
                yield node, node.with_changes(elements=[*elements[:left], *pair, *elements[right + 1 :]])
        for gone in range(len(elements)):
            rest = [*elements[:gone], *elements[gone + 1 :]]
            if rest:
                last = rest[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
                yield node, node.with_changes(elements=[*rest[:-1], last])
            elif not isinstance(node, cst.Set):
                yield node, node.with_changes(elements=[])


def _slices(node: cst.CSTNode, place: Place) -> Changed:
    """A slice without one of its bounds."""
    if isinstance(node, cst.Slice):
        for bound in ("lower", "upper", "step"):
            if getattr(node, bound) is not None:
                yield node, node.with_changes(**{bound: None})


def _ranges(node: cst.CSTNode, place: Place) -> Changed:
    """A loop without its first or its last step, backwards, or without any."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "range":
        text = cst.Module([]).code_for_node(node)
        for other in (f"{text}[1:]", f"{text}[:-1]", f"reversed({text})"):
            yield node, cst.parse_expression(other)
    if isinstance(node, cst.For):
        yield node, node.with_changes(iter=cst.Tuple([], lpar=[cst.LeftParen()], rpar=[cst.RightParen()]))


ALIKE = [
    ("softmax", "log_softmax", "sigmoid"), ("tanh", "relu", "sigmoid"), ("max", "min"), ("argmax", "argmin"), ("cat", "stack"),
    ("sum", "mean", "prod"), ("zeros", "ones"), ("new_zeros", "new_ones"), ("GRU", "LSTM", "RNN"), ("unsqueeze", "squeeze"),
    ("Embedding", "Linear"), ("masked_fill", "masked_fill_"), ("transpose", "transpose_"), ("rand", "randn"),
    ("sqrt", "exp", "log"), ("exp", "sqrt", "log"), ("any", "all"), ("sorted", "list"), ("extend", "append"), ("Dropout", "Identity"),
    ("out_features", "in_features"), ("log_softmax", "softmax"), ("squeeze", "flatten"), ("expand", "repeat", "reshape"),
    ("mT", "T"), ("is_available", "is_initialized"), ("casefold", "lower"), ("items", "keys", "values"), ("get", "setdefault"),
    ("clone", "detach"), ("ValueError", "KeyError"), ("float64", "float32"), ("int64", "int32"), ("endswith", "startswith"),
]  # fmt: skip


def _alike(node: cst.CSTNode, place: Place) -> Changed:
    """A function or method of a similar name or use; the lowest number as another low or high one."""
    if isinstance(node, cst.Name):
        parent = place.parents[-1]
        keyword = isinstance(parent, cst.Arg) and parent.keyword is node
        for group in ALIKE:
            if node.value in group and not keyword and node.value not in place.names:
                for other in group:
                    if other != node.value:
                        yield node, node.with_changes(value=other)
    if isinstance(node, cst.Attribute) and node.attr.value in ("inf", "min"):
        for other in ("1e4", "1e9") if node.attr.value == "inf" else ("-1e9", "-1e4", "float('-inf')", "0.0"):
            yield node, cst.parse_expression(other)


def _other_names(node: cst.CSTNode, place: Place) -> Changed:
    """Another variable or parameter in a variable's place; another attribute of the same object."""
    if isinstance(node, cst.Name) and place.read and node.value in place.names:
        for other in place.names:
            if other != node.value:
                yield node, node.with_changes(value=other)
    if isinstance(node, cst.Attribute) and isinstance(node.value, cst.Name) and node.value.value not in place.modules:
        for other in place.attributes.get((node.value.value, place.called), ()):
            if other != node.attr.value:
                yield node, node.with_changes(attr=cst.Name(other))


# Words in the names of what is whole numbers, truth values or text, and has no gradient to cut.
NO_GRADIENT = set(["mask", "length", "lengths", "source", "tokens", "token", "target", "in", "gold", "positions", "position", "lowest", "path", "text", "batch"])


# Functions that give whole numbers, truth values, or numbers that depend on nothing.
WHOLE_NUMBERS = {*dir(builtins), *("tensor", "arange", "randperm", "rand", "argmax", "size", "new_zeros", "zeros", "ones", "tolist", "item", "Generator", "cpu")}


# What is asked of a tensor that has nothing to do with its numbers.
ABOUT = {"dtype", "device", "shape", "size", "ndim", "dim", "new_zeros", "in_features", "out_features"}


def _called(function: cst.BaseExpression) -> set[str]:
    return {part.value for part in (function, getattr(function, "attr", None)) if isinstance(part, cst.Name)}


def _behind(expression: cst.BaseExpression, text: str) -> cst.BaseExpression:
    whole = cst.Module([]).code_for_node(expression.with_changes(lpar=[], rpar=[]))
    simple = isinstance(expression, cst.Name | cst.Call | cst.Attribute | cst.Subscript)
    return cst.parse_expression(f"{whole if simple else f'({whole})'}{text}")


def _returned(node: cst.CSTNode, place: Place) -> bool:
    """Whether a node is what a function gives back, or one of several things."""
    *_, outer, above = (None, None, *place.parents)
    if isinstance(node, cst.Tuple) or not isinstance(node, cst.BaseExpression):
        return False
    return isinstance(above, cst.Return) or (isinstance(above, cst.Element) and isinstance(outer, cst.Tuple))


def _cut_gradients(node: cst.CSTNode, place: Place) -> Changed:
    """`.detach()` behind a variable, a call, or what is given back."""
    above = place.parents[-1] if place.parents else None
    if isinstance(above, cst.Attribute) and above.attr.value in ABOUT:
        return
    tensor = isinstance(node, cst.Call) and not WHOLE_NUMBERS & _called(node.func)
    variable = isinstance(node, cst.Name) and place.read and node.value in place.names
    if tensor or (variable and not NO_GRADIENT & set(node.value.split("_"))) or (_returned(node, place) and not isinstance(node, cst.Comparison | cst.Call)):
        yield node, _behind(node, ".detach()")


def _bent(node: cst.CSTNode, place: Place) -> Changed:
    """The first row in the place of all, rows backwards, a little more than due, another type or shape."""
    above = place.parents[-1] if place.parents else None
    asked = isinstance(above, cst.Attribute) and above.attr.value in ABOUT
    if not asked and isinstance(node, cst.Name) and place.read and node.value in place.names:
        for text in ("[:1]", ".flip(0)"):
            yield node, _behind(node, text)
    if _returned(node, place):
        for text in (".float()", ".squeeze()", ".flip(0)", ".mT", " + 1e-6", "[:1]", "[..., :1]"):
            yield node, _behind(node, text)


def _statements(node: cst.CSTNode, place: Place) -> Changed:
    """A statement left out; an exception of another kind; two dependent neighbours the other way round."""
    nothing = cst.SimpleStatementLine([cst.Pass()])
    if isinstance(node, cst.SimpleStatementLine | cst.If | cst.For | cst.While | cst.With) and not (
        isinstance(node, cst.If) and isinstance(place.parents[-1], cst.If)
    ):
        yield node, nothing.with_changes(leading_lines=node.leading_lines)
    if isinstance(node, cst.If) and node.orelse is not None:
        yield node, node.with_changes(orelse=None)
    if isinstance(node, cst.Raise) and isinstance(node.exc, cst.Call) and isinstance(node.exc.func, cst.Name):
        yield node, node.with_changes(exc=node.exc.with_changes(func=cst.Name("RuntimeError")))
    if isinstance(node, cst.SimpleStatementLine):
        block = next((above for above in reversed(place.parents) if isinstance(above, cst.IndentedBlock)), None)
        if block and node in block.body:
            index = list(block.body).index(node)
            after = block.body[index + 1] if index + 1 < len(block.body) else None
            if isinstance(after, cst.SimpleStatementLine) and _dependent(node, after):
                body = [*block.body[:index], after, node, *block.body[index + 2 :]]
                yield block, block.with_changes(body=body)


def _dependent(first: cst.CSTNode, second: cst.CSTNode) -> bool:
    def names(node: cst.CSTNode) -> tuple[set[str], set[str]]:
        tree = ast.parse(cst.Module([node]).code.strip())
        inner = {id(n) for c in ast.walk(tree) if isinstance(c, ast.comprehension) for n in ast.walk(c.target)}
        walked = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in inner]
        return {n.id for n in walked if isinstance(n.ctx, ast.Store)}, {n.id for n in walked if isinstance(n.ctx, ast.Load)}

    try:
        (stored, loaded), (stored_after, loaded_after) = names(first), names(second)
    except SyntaxError:  # a return
        return False
    return bool(loaded & stored_after or (stored & stored_after) or (stored & loaded_after and stored & loaded))


OPERATORS: list[tuple[str, Callable[[cst.CSTNode, Place], Changed]]] = [
    ("mutmut", _of_mutmut),
    ("number", _numbers),
    ("operator", _other_operators),
    ("condition", _conditions),
    ("dropped call", _dropped_calls),
    ("argument", _arguments),
    ("slice", _slices),
    ("range", _ranges),
    ("alike", _alike),
    ("other name", _other_names),
    ("gradient", _cut_gradients),
    ("bent", _bent),
    ("statement", _statements),
]
