"""Reads our own source for the codes of findings, checks and errors, so that documents can be held to it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CODE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
WORD = re.compile(r"(?=.{3})[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
"""Also codes of one word, such as the names of steps; too wide to call every such string a code."""
BASE_ERROR = "HocbaError"


@dataclass(slots=True)
class SourceCodes:
    """What the source says about codes."""

    passed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Code -> places where it is passed as a code: to a parameter or field named `code`."""
    raised: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The part of `passed` that makes an error, so that somebody is refused something."""
    mentioned: set[str] = field(default_factory=set)
    """Every string of the shape of a code, in Python and in data files."""
    composed: list[re.Pattern[str]] = field(default_factory=list)
    """Shapes of codes put together by an f-string, such as HELP_{name}."""

    def uses(self, code: str) -> bool:
        """Whether the source can ever ask for this code's sentence."""
        return code in self.mentioned or any(shape.fullmatch(code) for shape in self.composed)


def read_source(source: Path, *, without: str) -> SourceCodes:
    """Everything about codes in the Python and TOML files below `source`, but for paths that hold `without`."""
    found = SourceCodes()
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(source.rglob("*.py"))}
    errors = _error_classes(modules.values())
    takers = _takers_of_codes(modules.values(), errors)
    for path, module in modules.items():
        place = path.relative_to(source).as_posix()
        constants = _constants(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.mentioned.update(_words(node.value))
            elif isinstance(node, ast.JoinedStr | ast.BinOp) and (shape := _shape(node)) is not None:
                found.composed.append(shape)
            elif isinstance(node, ast.Call):
                name = _name(node.func)
                for code in _codes_passed(node, takers.get(name, set()), constants):
                    found.passed[code].add(f"{place}:{node.lineno}")
                    if name in errors:
                        found.raised[code].add(f"{place}:{node.lineno}")
    for path in sorted(source.rglob("*.toml")):
        if without not in path.as_posix():
            found.mentioned.update(_strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    return found


def _words(text: str) -> list[str]:
    """The codes of a string that is one code, or several with spaces between; nothing of a sentence."""
    words = text.split()
    return words if all(WORD.fullmatch(word) for word in words) else []


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _error_classes(modules) -> set[str]:
    bases: dict[str, set[str]] = {}
    for module in modules:
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {_name(base) for base in node.bases}
    errors = {BASE_ERROR}
    while grown := {name for name, above in bases.items() if above & errors} - errors:
        errors |= grown
    return errors


def _takers_of_codes(modules, errors: set[str]) -> dict[str, set[int]]:
    """Name of each function or class that takes a whole code -> the positions at which it does."""
    takers: dict[str, set[int]] = defaultdict(set)
    for name in errors:
        takers[name].add(0)
    for module in modules:
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                fields = [
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                ]
                if "code" in fields:
                    takers[node.name].add(fields.index("code"))
                for item in node.body:
                    if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                        takers[node.name].update(_position_of_code(item))
            elif isinstance(node, ast.FunctionDef):
                takers[node.name].update(_position_of_code(node))
    return takers


def _position_of_code(function: ast.FunctionDef) -> Iterator[int]:
    parameters = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    if parameters[:1] in (["self"], ["cls"]):
        parameters = parameters[1:]
    if "code" in parameters and not _completes_it(function):
        yield parameters.index("code")


def _completes_it(function: ast.FunctionDef) -> bool:
    """Whether the function only gets the end of a code, and puts it behind a fixed beginning itself."""
    return any(
        isinstance(node, ast.JoinedStr)
        and _shape(node) is not None
        and any(isinstance(part, ast.FormattedValue) and _name(part.value) == "code" for part in node.values)
        for node in ast.walk(function)
    )


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    found = {}
    for node in module.body:
        if isinstance(node, ast.Assign):
            found.update({target.id: node.value for target in node.targets if isinstance(target, ast.Name)})
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            found[node.target.id] = node.value
    return found


def _codes_passed(call: ast.Call, positions: set[int], constants: dict[str, ast.expr]) -> Iterator[str]:
    given = [call.args[position] for position in positions if position < len(call.args)]
    given += [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    for expression in given:
        yield from (code for code in _values(expression, constants) if CODE.fullmatch(code))


# How the possible values of an expression come from smaller ones.
_ALTERNATIVES = {
    ast.IfExp: lambda node: [node.body, node.orelse],
    ast.BoolOp: lambda node: node.values,
    ast.Subscript: lambda node: [node.value],
    ast.Dict: lambda node: node.values,
    ast.Attribute: lambda node: [node.value] if node.attr == "get" else [],
    ast.Call: lambda node: [node.func, *node.args[-1:]] if _name(node.func) in {"get", "MappingProxyType"} else [],
}


def _values(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    """The strings an expression can be, as far as one module tells."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in constants:
        rest = {name: value for name, value in constants.items() if name != node.id}
        yield from _values(constants[node.id], rest)
    else:
        for smaller in _ALTERNATIVES.get(type(node), lambda _: [])(node):
            yield from _values(smaller, constants)


def _shape(node: ast.JoinedStr | ast.BinOp) -> re.Pattern[str] | None:
    """Text put together, f"HELP_{name}" or "HELP_" + name, as a pattern; None unless it looks like a code."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node.left, node.right]
    fixed = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    if re.fullmatch(r"[A-Z][A-Z0-9_]{2,}", fixed) is None or "_" not in fixed:
        return None
    return re.compile(
        "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[A-Z0-9_]+" for part in parts)
    )


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
    elif isinstance(data, str) and WORD.fullmatch(data):
        yield data
