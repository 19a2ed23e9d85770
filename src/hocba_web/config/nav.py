"""What stands in the navigation: who sees an entry is asked of the permission matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    label: Promise
    view: str
    """Name of the address: "schools:pupils"."""
    icon: str
    action: Action | None = None
    """Shown to roles that may do this; None: to everybody with a capacity."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of entries."""

    label: Promise
    items: tuple[Item, ...]


SECTIONS: tuple[Section, ...] = (
    Section(
        _("Công việc"),
        (Item(_("Trang chính"), "supervision:home", "home"),),
    ),
)


def entries(actor: Actor, path: str) -> Iterator[dict[str, object]]:
    """The sections an acting person sees, as the base template takes them."""
    for section in SECTIONS:
        items = []
        for item in section.items:
            if item.action is not None and not held_by(actor.role, item.action):
                continue
            try:
                url = reverse(item.view)
            except NoReverseMatch:
                continue
            items.append(
                {
                    "label": item.label,
                    "url": url,
                    "icon": item.icon,
                    "current": path == url or (url != "/" and path.startswith(url)),
                }
            )
        if items:
            yield {"label": section.label, "items": items}
