"""Every action that is recorded has words, in every application."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import hocba_web
from hocba_web.audit.wording import phrase, wording

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
                        for value in ast.walk(keyword.value):
                            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                                yield f"{path.relative_to(HOME)}:{node.lineno}", value.value


def test_every_action_that_is_recorded_has_words() -> None:
    missing = [f"{place}: {action}" for place, action in recorded() if action not in wording()]
    assert not missing, "\n".join(missing)


def test_words_are_filled_from_what_was_recorded_and_survive_what_was_not() -> None:
    assert phrase("audit.request.refused", {}) == "Bị từ chối"
    assert phrase("nobody.worded.this", {"a": 1}) == "nobody.worded.this"


def test_every_sentence_is_one_and_its_places_are_plain_names() -> None:
    for action, sentence in wording().items():
        text = str(sentence)
        assert text == text.strip(), action
        assert not text.endswith("."), action
        assert phrase(action, {}), action
