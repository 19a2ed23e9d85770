"""Every table says what it keeps of whom; nothing anywhere puts pupils in an order of results."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

import hocba_web
from hocba_web.support.labels import OF, kept, kind_of

HOME = Path(hocba_web.__file__).parent
OTHER_SIDE = {
    *("officers", "transparency", "register", "gateway"),
    *("ministry", "relay", "procedures", "portal", "desk"),
}
"""Tables of the authority's side stand in its own database; this page is the school's."""
TABLES = [
    model
    for model in apps.get_models()
    if model.__module__.partition(".")[0] != "tests" and model._meta.app_label not in OTHER_SIDE
]
OUR_TABLES = [model for model in TABLES if model.__module__.startswith("hocba_web.")]
RANKED = "score|level|overall|first_score|second_score|award_year_end|mean|average|rank"
ORDERED_IN_PYTHON = re.compile(rf"order_by\([^)]*[\"']-?(?:\w+__)*(?:{RANKED})[\"']")
SORTED_IN_PYTHON = re.compile(rf"(?:sorted|\.sort|max|min|nlargest)\([^\n]*key=lambda \w+: -?\w+\.(?:{RANKED})\b")
SORTED_IN_TEMPLATES = re.compile(rf"dictsort(?:reversed)?:[\"'](?:\w+\.)*(?:{RANKED})[\"']|\?sort=-?(?:{RANKED})\b")


def _label(model: type[Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", TABLES, ids=_label)
def test_every_table_stands_on_the_page(model: type[Model]) -> None:
    assert kind_of(_label(model)) is not None, f"{_label(model)} is missing in support/personal_data.toml"


def test_no_table_stands_there_twice_or_without_being() -> None:
    named = Counter(name for one in kept() for name in one.models)
    assert [name for name, times in named.items() if times > 1] == []
    assert set(named) <= {_label(model) for model in TABLES}


@pytest.mark.parametrize("model", OUR_TABLES, ids=_label)
def test_the_page_agrees_with_the_table(model: type[Model]) -> None:
    said = re.search(r"Personal data: (.*?)(?:;|\.)", " ".join((model.__doc__ or "").split()))
    assert said is not None, "its docstring lacks the line `Personal data: …; kept …`"
    entry = kind_of(_label(model))
    assert entry is not None
    nothing = said[1].startswith("none") and "of pupils" not in said[1]
    # Entries waiting to be chained carry the number of an entry only; the page counts them with the sessions.
    assert nothing == (entry.of == "none") or _label(model) == "audit.Pending"


def test_everything_is_said_in_both_languages() -> None:
    for one in kept():
        assert one.of in OF
        assert one.source
        for told in (one.what, one.why, one.how_long):
            assert set(told) >= {"vi", "en"}
            assert all(told[language] for language in ("vi", "en"))


OF_SENTENCES = {"assessment/selectors/comments/bank.py"}
"""Orders sample sentences of the comment bank by the level they are for; no pupil is in it."""


def _files(ending: str) -> list[tuple[str, str]]:
    return [
        (path.relative_to(HOME).as_posix(), path.read_text(encoding="utf-8")) for path in sorted(HOME.rglob(ending))
    ]


def test_no_code_orders_pupils_by_result() -> None:
    found = [name for name, text in _files("*.py") if ORDERED_IN_PYTHON.search(text) or SORTED_IN_PYTHON.search(text)]
    assert set(found) == OF_SENTENCES


def test_no_page_offers_an_order_by_result() -> None:
    assert [name for name, text in _files("*.html") if SORTED_IN_TEMPLATES.search(text)] == []


@pytest.mark.parametrize(
    "bad",
    [
        'rows.order_by("-score")',
        "rows.order_by('enrolment__number', 'subject_results__level')",
        "sorted(pupils, key=lambda one: -one.score)",
        '{% for one in rows|dictsortreversed:"overall" %}',
        '<a href="?sort=-score">',
    ],
)
def test_the_search_for_rankings_finds_them(bad: str) -> None:
    assert any(found.search(bad) for found in (ORDERED_IN_PYTHON, SORTED_IN_PYTHON, SORTED_IN_TEMPLATES))
