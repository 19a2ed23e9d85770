"""What the pages of reports, requests and incidents share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.selectors.teaching import holder_of

_WITH_ZERO = 2


def sections(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The three lists that somebody sees, as tabs."""
    found = [("reports", _("Báo lỗi, góp ý"))]
    if held_by(actor.role, Action.CHANGE_REQUEST_VIEW):
        found.append(("requests", _("Đề nghị gửi nhà cung cấp, cấp trên")))
    found.append(("incidents", _("Sự cố dữ liệu")))
    return [{"label": label, "url": reverse(f"support:{name}"), "current": name == current} for name, label in found]


def letter_head(actor: Actor, dated: date) -> dict[str, Any]:
    """Who writes a letter, when, and who signs it: context of `support/_letter.html` and `support/_signed.html`."""
    head = holder_of(actor.school_id, Role.PRINCIPAL, clock.today())
    return {"profile": profile(actor.school_id), "signer": head[1] if head else "", "day": day_of_letter(dated)}


def day_of_letter(day: date) -> str:
    """A day as letters write it: days below 10, months 1 and 2 with a zero (Decree 30/2020/NĐ-CP, appendix I)."""
    month = f"{day.month:02}" if day.month <= _WITH_ZERO else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
