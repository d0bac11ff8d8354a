"""Every small change of a reference's solution: mutmut's mutations, and those that numerical code needs beside them.

A mutant is a module's whole text with one change between `### BEGIN SOLUTION` and `### END SOLUTION`. Annotations,
docstrings and the arguments of exceptions are left alone, and so is whatever changes the text and not the program.
"""

from __future__ import annotations

import ast
import textwrap
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

import libcst as cst
import libcst.matchers as matchers
from libcst.metadata import MetadataWrapper, PositionProvider
from mutant_operators import OPERATORS, Place

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    Attributes:
        where: the definition that it stands in, as "Attention.forward".
        operator: the kind of change.
        first, last: the lines of the original that it replaces, from 1.
        diff: the lines taken out ("- ...") and put in ("+ ..."), without indentation.
        code: the whole module.
    """

    where: str
    operator: str
    first: int
    last: int
    diff: str
    code: str


def mutants(source: str) -> list[Mutant]:
    """All mutants of a module's text, in the order of its lines; no two of them the same program."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    position = wrapper.resolve(PositionProvider)
    regions, modules = _regions(source), _modules(source)
    found, end = [], 0
    for block in wrapper.module.body:
        original = wrapper.module.code_for_node(block)
        start = source.index(original, end)
        end = start + len(original)
        seen = {None, _program(original)}
        for node, parents in _walk(block, ()):
            span = position.get(node)
            if span is None or not any(first < span.start.line and span.end.line < last for first, last in regions):
                continue
            place = _place(parents, modules, node, position)
            for operator, change in OPERATORS:
                for old, new in change(node, place):
                    changed = block.deep_replace(old, _parenthesised(old, new, parents))
                    text = wrapper.module.code_for_node(changed)
                    program = _program(text)
                    if program not in seen:
                        seen.add(program)
                        code = source[:start] + text + source[end:]
                        found.append(Mutant(_where((*parents, node)), operator, *_compared(source, code), code))
    return sorted(found, key=lambda mutant: (mutant.first, mutant.last, mutant.diff))


def _program(text: str) -> str | None:
    """What a text compiles to, its places in the file apart; None for one that does not compile: nobody could run it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return _instructions(compile("from __future__ import annotations\n" + text, "mutant", "exec", dont_inherit=True))
    except (SyntaxError, ValueError):
        return None


def _instructions(code: CodeType) -> str:
    constants = [_instructions(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    return repr((code.co_code.hex(), constants, code.co_names, code.co_varnames, code.co_freevars, code.co_name))


def _regions(source: str) -> list[tuple[int, int]]:
    lines = [line.strip() for line in source.splitlines()]
    starts = [number for number, line in enumerate(lines, 1) if line == BEGIN]
    return list(zip(starts, [number for number, line in enumerate(lines, 1) if line == END], strict=True))


def _modules(source: str) -> frozenset[str]:
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [(alias.asname or alias.name).split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [name for name in ("nn", "optim", "functional", "F") if name in [a.asname or a.name for a in node.names]]
    return frozenset(names)


def _walk(node: cst.CSTNode, parents: tuple[cst.CSTNode, ...]) -> Iterator[tuple[cst.CSTNode, tuple[cst.CSTNode, ...]]]:
    if matchers.matches(node, matchers.SimpleStatementLine(body=[matchers.Expr(matchers.SimpleString())])):  # a docstring
        return
    yield node, parents
    if isinstance(node, cst.Annotation | cst.Import | cst.ImportFrom | cst.Decorator):
        return
    # What an exception says is no part of an answer.
    children = [] if isinstance(node, cst.Raise) else node.children
    for child in children:
        yield from _walk(child, (*parents, node))


def _where(nodes: Sequence[cst.CSTNode]) -> str:
    return ".".join(node.name.value for node in nodes if isinstance(node, cst.FunctionDef | cst.ClassDef))


@cache
def _names_in(function: cst.FunctionDef) -> tuple[dict[str, int], dict[tuple[str, bool], tuple[str, ...]]]:
    """The parameters and variables of a function, each with the line (from its `def`) that brings it in; and the
    attributes that it takes of each name, called or not."""
    tree = ast.parse(textwrap.dedent(cst.Module([function]).code))
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    start = tree.body[0].lineno
    names: dict[str, int] = {}
    attributes: dict[tuple[str, bool], tuple[str, ...]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            names[node.arg] = 0
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = min(names.get(node.id, node.lineno - start), node.lineno - start)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            key = (node.value.id, id(node) in called)
            attributes[key] = (*attributes.get(key, ()), node.attr)
    return names, {key: tuple(dict.fromkeys(of)) for key, of in attributes.items()}


def _place(parents: tuple[cst.CSTNode, ...], modules: frozenset[str], node: cst.CSTNode, position: Any) -> Place:
    names: list[str] = []
    attributes: dict[tuple[str, bool], tuple[str, ...]] = {}
    for function in (parent for parent in parents if isinstance(parent, cst.FunctionDef)):
        more, taken = _names_in(function)
        line = position[node].start.line - position[function.name].start.line
        names += [name for name, since in more.items() if since <= line and name not in ("self", "cls", "_")]
        attributes |= taken
    parent = parents[-1] if parents else None
    stored = isinstance(parent, cst.AnnAssign | cst.AugAssign | cst.For | cst.CompFor) and parent.target is node
    stored = stored or any(isinstance(above, cst.AssignTarget) for above in parents)
    named = isinstance(parent, cst.Arg) and parent.keyword is node
    named = named or isinstance(parent, cst.Param | cst.FunctionDef | cst.NameItem)
    named = named or (isinstance(parent, cst.Attribute) and parent.attr is node)
    called = isinstance(parent, cst.Call) and parent.func is node
    return Place(parents, tuple(dict.fromkeys(names)), attributes, modules, called, not (stored or named or called))


def _parenthesised(old: cst.CSTNode, new: cst.CSTNode, parents: Sequence[cst.CSTNode]) -> cst.CSTNode:
    """An expression in the place of another reads as one expression there."""
    if not isinstance(old, cst.BaseExpression) or not isinstance(new, cst.BaseExpression) or new.lpar:
        return new
    if old.lpar:
        return new.with_changes(lpar=old.lpar, rpar=old.rpar)
    simple = cst.Name | cst.Attribute | cst.Call | cst.Subscript | cst.BaseNumber | cst.BaseString | cst.List | cst.Dict
    bare = isinstance(parents[-1], cst.Arg | cst.Assign | cst.Return | cst.AssignTarget | cst.Index | cst.Expr)
    if isinstance(new, simple) or bare or type(new) is type(old):
        return new
    return new.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _compared(source: str, code: str) -> tuple[int, int, str]:
    before, after = source.splitlines(), code.splitlines()
    first = next((n for n, (one, other) in enumerate(zip(before, after)) if one != other), min(len(before), len(after)))
    tail = 0
    while tail < min(len(before), len(after)) - first and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    taken, put = before[first : len(before) - tail], after[first : len(after) - tail]
    lines = [f"- {line.strip()}" for line in taken if line.strip()] + [f"+ {line.strip()}" for line in put if line.strip()]
    return first + 1, first + max(1, len(taken)), "\n".join(lines)
