"""Values of the law: every one dated, sourced, checked; a day before the rule is an error."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hocba.errors import UnknownRule
from hocba.regulation import FOLDERS, Parameter, Value, parameters_in
from hocba.regulation.parameters import _read, circular, database, school

ALL = [parameter for folder in FOLDERS for parameter in parameters_in(folder).values()]
DAY = date(2020, 10, 20)


@pytest.mark.parametrize("parameter", ALL, ids=lambda one: f"{one.folder}/{one.name}")
def test_every_value_has_unit_source_and_a_day_of_checking(parameter):
    assert parameter.unit
    assert date(2026, 1, 1) <= parameter.last_checked <= date(2027, 1, 1)
    for value in parameter.history:
        assert value.source
        assert value.start <= parameter.last_checked
    assert parameter.newest is parameter.history[-1]


def test_a_value_holds_from_its_first_day_and_not_a_day_earlier():
    score = circular("overall_result.HTXS.minimum_score")
    assert score.on(DAY).whole() == 9
    with pytest.raises(UnknownRule) as refused:
        score.on(date(2020, 10, 19))
    assert refused.value.code == "RULE_NOT_IN_FORCE"
    assert refused.value.where == "overall_result.HTXS.minimum_score"


def test_a_later_entry_replaces_an_earlier_one_from_its_day():
    old, new = Value(date(2020, 1, 1), 5, "A"), Value(date(2026, 1, 1), 6, "B")
    parameter = Parameter("x", "f", "points", date(2026, 1, 2), (old, new))
    assert parameter.on(date(2025, 12, 31)) is old
    assert parameter.on(date(2026, 1, 1)) is new


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("9", Value.whole),
        (True, Value.whole),
        (9, Value.text),
        ("no", Value.flag),
        ("T", lambda one: one.items(str)),
        ([1, "T"], lambda one: one.items(int)),
        ({"a": 1}, lambda one: one.table(str)),
        ({"a": ["1"]}, lambda one: one.lists(int)),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(value, read):
    with pytest.raises(TypeError):
        read(Value(DAY, value, "source"))


def test_values_of_the_right_kind():
    assert school("deadline.day_included").newest.flag() is False
    assert Value(DAY, ["a"], "s").items(str) == ("a",)
    assert Value(DAY, {"a": ["b"]}, "s").lists(str) == {"a": ("b",)}


ENTRY = {"from": DAY, "value": 1, "source": "s"}
WHOLE = {"unit": "u", "last_checked": DAY, "history": [ENTRY]}


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ({"a": {**WHOLE, "history": []}}, TypeError),
        ({"a": {**WHOLE, "unit": 1}}, TypeError),
        ({"a": {**WHOLE, "last_checked": "2020"}}, TypeError),
        ({"a": {**WHOLE, "history": [ENTRY, ENTRY]}}, ValueError),
        ({"a": {**WHOLE, "history": [{**ENTRY, "from": date(2021, 1, 1)}, ENTRY]}}, ValueError),
        ({"a": 1}, TypeError),
        ({"a": {"b": "loose"}}, TypeError),
    ],
)
def test_a_parameter_without_its_fields_is_refused(table, error):
    with pytest.raises(error):
        list(_read("folder", "", table))


def test_a_name_in_two_files_is_refused(tmp_path: Path, monkeypatch):
    text = '[a.b]\nunit = "u"\nlast_checked = 2026-01-01\nhistory = [{ from = 2020-10-20, value = 1, source = "s" }]\n'
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.toml").write_text(text, encoding="utf-8")
    (folder / "notes.txt").write_text("not a parameter", encoding="utf-8")
    monkeypatch.setattr("hocba.regulation.parameters.files", lambda _package: tmp_path)
    assert list(parameters_in.__wrapped__("folder")) == ["a.b"]
    (folder / "two.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.b stands twice"):
        parameters_in.__wrapped__("folder")


def test_each_folder_has_its_door():
    assert circular("subjects.compulsory").folder == "circular_27_2020"
    assert school("deadline.JUNE").folder == "school_regulation"
    assert database("ministry_code").folder == "sector_database"
