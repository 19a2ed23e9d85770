"""What pages of submission share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit
from hocba_web.schools.selectors.rows import YearOfSchool, years_of_school
from hocba_web.submission.selectors.years import chosen_year


def viewer(request: HttpRequest) -> tuple[Actor, Collection[int] | None]:
    """Who looks, and which classes they may see; None means all.

    Raises:
        Forbidden: ROLE_MAY_NOT.
    """
    actor = acting(request)
    return actor, class_limit(actor, Action.SUBMISSION_VIEW)


def year_of(request: HttpRequest, actor: Actor) -> YearOfSchool:
    """The school year that the address names by "?nam=", else the current one.

    Raises:
        Refused: SUBMISSION_NO_YEAR.
    """
    return chosen_year(actor.school_id, request.GET.get("nam", ""))


def may(actor: Actor) -> dict[str, bool]:
    """What the acting person may do here, for pages; services ask again."""
    target = Target(school_id=actor.school_id)
    return {
        "prepare": allowed(actor, Action.SUBMISSION_PREPARE, target),
        "approve": allowed(actor, Action.SUBMISSION_APPROVE, target),
        "recall": allowed(actor, Action.RECALL_REQUEST, target),
        "decide_recall": allowed(actor, Action.RECALL_APPROVE, target),
        "configure": allowed(actor, Action.GATEWAY_CONFIGURE, target),
    }


def frame(actor: Actor, year: YearOfSchool, here: str) -> dict[str, Any]:
    """Tabs, the choice of years and rights, for every page of this application."""
    pages = (
        ("overview", _("Tổng quan")),
        ("packages", _("Gói học bạ")),
        ("refusals", _("Học bạ bị từ chối")),
        ("outbox", _("Giao dịch")),
        ("told", _("Tin của Sở")),
    )
    query = "" if year.is_current else f"?nam={year.id}"
    return {
        "tabs": [
            {"label": label, "url": reverse(f"submission:{name}") + query, "current": name == here}
            for name, label in pages
        ],
        "year": year,
        "year_name": f"{year.first}-{year.first + 1}",
        "years": [(one.id, f"{one.first}-{one.first + 1}") for one in years_of_school(actor.school_id)],
        "query": query,
        "may": may(actor),
    }
