"""What is on file about one person, table by table, as `handed_out.toml` names it.

The one place that reads tables of all applications: by name and field from an explicit list, so that a right to one's
own data does not become a door to everything.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from hocba.model import Competency, Moment, OverallResult, Quality, Subject, SubjectLevel, TraitLevel
from hocba.regulation.names import competency_info, form_name, level_name, moment_name, quality_info
from hocba_web.accounts.roles import Role
from hocba_web.base.clock import local
from hocba_web.support.labels import kind_of


@dataclass(frozen=True, slots=True)
class Part:
    """One table of what is on file."""

    title: str
    columns: Mapping[str, str]
    """Name of the field in the JSON file -> heading."""
    rows: tuple[tuple[str, ...], ...]
    """Every value in words."""


@cache
def _listed(which: str) -> tuple[Mapping[str, Any], ...]:
    told = tomllib.loads((files("hocba_web.support") / "handed_out.toml").read_text(encoding="utf-8"))
    return tuple(told[which])


def about_user(user_id: int) -> Iterator[Part]:
    """What is on file about an account's owner."""
    yield from _parts("own", user_id)


def about_pupil(pupil_id: int) -> Iterator[Part]:
    """What is on file about a pupil but the identity itself."""
    yield from _parts("child", pupil_id)


def named_in(user_id: int) -> Part:
    """How many rows of which tables name an account's owner as who did something."""
    counts: dict[str, int] = {}
    for model in apps.get_models():
        keys = [field for field in model._meta.concrete_fields if _names_user(field)]  # noqa: SLF001  # Django's own door to a table's fields
        found = sum(model._default_manager.filter(**{key.name: user_id}).count() for key in keys)  # noqa: SLF001  # as above
        entry = kind_of(model._meta.label)  # noqa: SLF001  # as above
        if found and entry is not None:
            counts[entry.what["vi"]] = counts.get(entry.what["vi"], 0) + found
    rows = tuple((what, str(count)) for what, count in counts.items())
    return Part("Nơi khác có ghi tài khoản này", {"what": "Loại dữ liệu", "count": "Số lần"}, rows)


def _names_user(field: object) -> bool:
    return isinstance(field, ForeignKey) and field.related_model is apps.get_model("accounts.User")


def _parts(which: str, holder_id: int) -> Iterator[Part]:
    for one in _listed(which):
        model: type[Model] = apps.get_model(one["model"])
        names = list(one["fields"])
        rows = model._default_manager.filter(**{one["holder"]: holder_id}).order_by(one["order"], "pk")  # noqa: SLF001  # the manager of a table known by name
        speak = [_speaker(model, name, one.get("levels", "")) for name in names]
        yield Part(one["title"], one["fields"], tuple(_row(values, speak) for values in rows.values_list(*names)))


def _row(values: Iterable[object], speak: Iterable[Callable[[Any], str]]) -> tuple[str, ...]:
    return tuple(said(value) for said, value in zip(speak, values, strict=True))


def in_words(value: object) -> str:
    """A stored value as people read it: days and times in Vietnam."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return local(value).strftime("%H:%M %d/%m/%Y")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


_LEVELS: Mapping[str, Callable[[str], str]] = {
    "subject": lambda value: level_name(SubjectLevel(value)),
    "trait": lambda value: level_name(TraitLevel(value)),
}
_CODES: Mapping[str, Callable[[str], str]] = {
    "moment": lambda value: moment_name(Moment(value)),
    "subject": lambda value: form_name(Subject(value)),
    "overall": lambda value: level_name(OverallResult(value)),
    "role": lambda value: Role(value).label,
}


def _trait(value: str) -> str:
    for enum, told in ((Quality, quality_info), (Competency, competency_info)):
        if value in {one.value for one in enum}:
            return told(enum(value)).caption
    return value


def _speaker(model: type[Model], name: str, levels: str) -> Callable[[Any], str]:
    """How values of a field are said."""
    if name.rsplit("__", maxsplit=1)[-1] == "first":
        return lambda value: f"{value}-{value + 1}"
    coded = _LEVELS.get(levels) if name == "level" else _CODES.get(name)
    if name == "trait":
        coded = _trait
    if coded is not None:
        return lambda value: coded(value) if value else ""
    field = model._meta.get_field(name.split("__", maxsplit=1)[0])  # noqa: SLF001  # Django's own door to a table's fields
    choices = dict(getattr(field, "flatchoices", ()) or ()) if "__" not in name else {}
    return lambda value: str(choices[value]) if value in choices else in_words(value)
