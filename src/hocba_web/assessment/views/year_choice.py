"""The school year a page is about: two run side by side in summer, so pages take it from the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.base.refusals import Missing
from hocba_web.schools.selectors.setup import YearRow, years


@dataclass(frozen=True, slots=True)
class YearChoice:
    """The years of a school and the one chosen."""

    all: tuple[YearRow, ...]
    """The newest first."""
    chosen: YearRow | None
    """None before the first is set up."""


def year_choice(request: HttpRequest, actor: Actor) -> YearChoice:
    """The year named by "?nam=" (its number), else the current one.

    Raises:
        Missing: NOT_FOUND_HERE, no such year at this school.
    """
    found = years(actor.school_id)
    wanted = request.GET.get("nam", "")
    if wanted:
        chosen = next((one for one in found if str(one.id) == wanted), None)
        if chosen is None:
            raise Missing("NOT_FOUND_HERE")
        return YearChoice(found, chosen)
    return YearChoice(found, next((one for one in found if one.is_current), found[0] if found else None))


def year_end_tabs(actor: Actor, here: str) -> list[dict[str, object]]:
    """The pages of the end of the year as tabs; submissions concern the whole school.

    Args:
        actor: who looks.
        here: name of the address that is shown.
    """
    found = [("year_end", _("Các lớp")), ("supplementary", _("Đánh giá bổ sung"))]
    if allowed(actor, Action.SUPPLEMENTARY_VIEW, Target(school_id=actor.school_id)):
        found.append(("year_end_groups", _("Hạn gửi học bạ")))
    return [
        {"label": label, "url": reverse(f"assessment:{name}"), "current": name == here, "count": None}
        for name, label in found
    ]
