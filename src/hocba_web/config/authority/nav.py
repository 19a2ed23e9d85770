"""What stands in the navigation of the authority's side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.config.nav import leads_to
from hocba_web.officers.actor import Officer
from hocba_web.officers.permissions import Act, may


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    label: Promise
    view: str
    icon: str
    acts: tuple[Act, ...] = ()
    """Shown to roles that have one of these; none: to every officer."""


SECTIONS: tuple[tuple[Promise, tuple[Item, ...]], ...] = ((_("Công việc"), ()),)


def entries(officer: Officer, path: str) -> Iterator[dict[str, object]]:
    """The sections an officer sees, as the base template takes them; the entry nearest to `path` is current."""
    found: list[dict[str, object]] = []
    shown: list[dict[str, object]] = []
    for label, items in SECTIONS:
        rows = [row for item in items if (row := _row(officer, item)) is not None]
        if rows:
            shown.append({"label": label, "items": rows})
            found += rows
    nearest = max(
        (one for one in found if leads_to(path, str(one["url"]))), key=lambda one: len(str(one["url"])), default=None
    )
    if nearest is not None:
        nearest["current"] = True
    yield from shown


def _row(officer: Officer, item: Item) -> dict[str, object] | None:
    if item.acts and not any(may(officer, act) for act in item.acts):
        return None
    try:
        url = reverse(item.view)
    except NoReverseMatch:
        return None
    return {"label": item.label, "url": url, "icon": item.icon, "current": False}
