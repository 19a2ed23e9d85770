"""Pages that exist in demo mode only: who can log in, and what time it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hocba.adapters.clock import VIETNAM
from hocba.adapters.demo_pki.tree import PASSWORD as KEY_PASSWORD
from hocba_web.accounts.gates import open_to_everyone
from hocba_web.accounts.ports import ports
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.demo.family import INPUTS, read_family
from hocba_web.demo.totp import PASSWORD

if TYPE_CHECKING:
    from hocba_web.demo.accounts import ShownAccount
    from hocba_web.demo.officers import ShownOfficer

    Shown = ShownAccount | ShownOfficer

MOMENTS = (
    ("2026-05-25T08:00", "Nhập kết quả cuối năm"),
    ("2026-06-02T08:00", "Đã hết hạn nhập, chờ ký"),
    ("2026-06-12T08:00", "Sát hạn nộp 15/6"),
    ("2026-07-20T08:00", "Đánh giá bổ sung trong hè"),
    ("2026-08-12T08:00", "Sát hạn nộp 15/8"),
)


@open_to_everyone
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The table of accounts with their present codes, and the clock."""
    _demo_only()
    wanted = request.GET.get("q", "").strip().casefold()
    rows = [one for one in _shown() if wanted in f"{one.name} {one.role} {one.username}".casefold()]
    context = {
        "accounts": rows,
        "password": PASSWORD,
        "key_password": KEY_PASSWORD,
        "now": clock.local(clock.now()).strftime("%Y-%m-%dT%H:%M"),
        "moments": MOMENTS,
        "query": wanted,
        "family": _family(),
    }
    return render(request, "demo/accounts.html", context)


@open_to_everyone
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Log in as a demo account, second factor included."""
    _demo_only()
    user = get_user_model().objects.filter(username=request.POST.get("username", ""), is_active=True).first()
    if user is None:
        raise Missing("NOT_FOUND_HERE")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "password", username=user.username)
    if any(one.username == user.username and one.totp_secret for one in _shown()):
        record_authentication(request, user, "mfa", type="totp")
    return redirect(ports.landing(user.pk))


@open_to_everyone
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Set the demo's clock, for all processes and both sides."""
    _demo_only()
    try:
        shown = datetime.fromisoformat(request.POST.get("at", "")).replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise Refused("DEMO_CLOCK_INVALID") from error
    clock.set_demo_clock(shown)
    messages.success(request, _("Đồng hồ thử nghiệm: %s") % shown.strftime("%H:%M %d/%m/%Y"))
    return redirect("demo:accounts")


def _demo_only() -> None:
    if not settings.HOCBA.demo:
        raise Missing("NOT_FOUND_HERE")


def _shown() -> list[Shown]:
    """Who can log in on this side; each side's tables exist in its own process only."""
    if settings.HOCBA.side == "authority":
        from hocba_web.demo.officers import shown_officers  # noqa: PLC0415  # the other side has no such tables

        return list(shown_officers())
    from hocba_web.demo.accounts import shown_accounts  # noqa: PLC0415  # the same

    return list(shown_accounts())


def _family() -> list[tuple[str, str]]:
    """One invented family's five inputs on the authority's side; nothing elsewhere."""
    if settings.HOCBA.side != "authority":
        return []
    labels = (
        _("Định danh học bạ"),
        _("Họ và tên"),
        _("Ngày sinh"),
        _("Mã định danh cá nhân"),
        _("Mã xác nhận"),
    )
    inputs = read_family(settings.HOCBA.data)
    return [(label, inputs[name]) for label, name in zip(labels, INPUTS, strict=True)] if inputs else []
