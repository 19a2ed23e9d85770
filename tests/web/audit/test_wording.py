"""Every action that is recorded has words, in every application."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import filter as filter_names
from pathlib import Path

from django.utils import translation

import hocba_web
from hocba.lifecycle import Event
from hocba_web.audit.wording import phrase, wording
from hocba_web.issuance.models import HandOut

HOME = Path(hocba_web.__file__).parent


def recorded() -> Iterator[tuple[str, str]]:
    """(place, action) of every literal `action=` handed to `record` or `viewed`."""
    for path in sorted(HOME.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if name not in {"record", "viewed"}:
                    continue
                for keyword in node.keywords:
                    if keyword.arg == "action":
                        for value in texts(keyword.value):
                            yield f"{path.relative_to(HOME)}:{node.lineno}", value


def texts(expression: ast.expr) -> Iterator[str]:
    """The texts that an expression can be; what is put in at run time stands as `*`."""
    if isinstance(expression, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in expression.values)
        return
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    for child in ast.iter_child_nodes(expression):
        if isinstance(child, ast.expr):
            yield from texts(child)


def test_every_action_that_is_recorded_has_words() -> None:
    missing = [f"{place}: {action}" for place, action in recorded() if not filter_names(wording(), action)]
    assert not missing, "\n".join(missing)


def test_every_action_that_is_made_from_a_value_has_words() -> None:
    made = {f"records.step.{event.value}" for event in Event}
    made |= {f"issuance.{kind.value}.handed_out" for kind in HandOut.Kind}
    made |= {f"signatures.certificate.{state}" for state in ("lost", "withdrawn")}
    assert made <= set(wording())


def test_words_are_filled_from_what_was_recorded_and_survive_what_was_not() -> None:
    with translation.override("vi"):
        assert phrase("audit.request.refused", {}) == "Bị từ chối"
    assert phrase("nobody.worded.this", {"a": 1}) == "nobody.worded.this"


def test_every_sentence_is_one_and_its_places_are_plain_names() -> None:
    for action, sentence in wording().items():
        text = str(sentence)
        assert text == text.strip(), action
        assert not text.endswith("."), action
        assert phrase(action, {}), action
