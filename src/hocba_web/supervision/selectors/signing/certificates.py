"""Certificates that are missing, or that end soon: without one nobody signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, held_by
from hocba_web.base import clock
from hocba_web.signatures.selectors.desk import TEACHERS
from hocba_web.signatures.selectors.staff_certificates import staff_certificates
from hocba_web.signatures.selectors.tallies import HeldCertificate, certificates_held
from hocba_web.submission.selectors.account import account_of
from hocba_web.supervision.selectors.task import Task

WARNED_AHEAD = timedelta(days=30)


def certificates(actor: Actor, at: datetime, real_at: datetime, *, signing_near: bool) -> Iterator[Task]:
    """What somebody should do about their own certificate, or the school's.

    Source: Decision 32/QĐ-THPĐ, art. 4(3), art. 10(e).

    Args:
        actor: whose.
        at: product clock.
        real_at: the machine's time, by which certificates end.
        signing_near: whether records are about to be signed; before that nothing is missed.
    """
    signs = actor.role in TEACHERS or allowed(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))
    admin = held_by(actor.role, Action.CERTIFICATE_SCHOOL_DECLARE)
    if not (signs or admin or held_by(actor.role, Action.RECORD_SEAL)):
        return
    held = certificates_held(actor.school_id, actor.staff_id if signs else None)
    if signs:
        mine = [one for one in held if one.holder == "person" and one.state == "active"]
        yield from _own(mine, real_at, signing_near=signing_near)
    if admin or (signing_near and held_by(actor.role, Action.SUBMISSION_PREPARE)):
        yield from _school([one for one in held if one.holder == "organisation"], real_at, signing_near=signing_near)
    if admin and signing_near:
        yield from _setting_up(actor, at, real_at)


def _own(mine: Sequence[HeldCertificate], real_at: datetime, *, signing_near: bool) -> Iterator[Task]:
    url = reverse("signatures:certificates")
    good = [one for one in mine if one.valid_until > real_at]
    if not good and (mine or signing_near):
        title = _("Chứng thư số của thầy/cô đã hết hạn") if mine else _("Khai báo chứng thư số để ký học bạ")
        yield Task(title, _("Cần trước khi đến lượt ký"), url, "late" if mine else "asked")
    elif good and good[0].valid_until - real_at <= WARNED_AHEAD:
        day = f"{clock.local(good[0].valid_until):%d/%m/%Y}"
        yield Task(_("Chứng thư số của thầy/cô sắp hết hạn"), _("Hết hạn ngày %s") % day, url, "late")


def _school(seals: Sequence[HeldCertificate], real_at: datetime, *, signing_near: bool) -> Iterator[Task]:
    url = reverse("signatures:certificates_school")
    active = [one for one in seals if one.state == "active" and one.valid_until > real_at]
    if active:
        if active[0].valid_until - real_at <= WARNED_AHEAD:
            day = f"{clock.local(active[0].valid_until):%d/%m/%Y}"
            yield Task(_("Chứng thư số của trường sắp hết hạn"), _("Hết hạn ngày %s") % day, url, "late")
    elif any(one.state == "pending" for one in seals):
        yield Task(_("Chứng thư số của trường chờ Sở phê duyệt"), _("Chưa đóng dấu được"), url, "doing")
    elif signing_near:
        yield Task(_("Trường chưa có chứng thư số để đóng dấu"), _("Khai báo và gửi Sở phê duyệt"), url, "error")


def _setting_up(actor: Actor, at: datetime, real_at: datetime) -> Iterator[Task]:
    """What the administrator prepares before signing begins."""
    people = staff_certificates(actor, on=clock.local(at).date(), real_at=real_at)
    count = sum(not one.way_label for one in people)
    if count:
        text = ngettext("%d người ký chưa có chứng thư số", "%d người ký chưa có chứng thư số", count)
        yield Task(text % count, _("Nhắc khai báo trước kỳ ký"), reverse("signatures:certificates_staff"), "asked")
    if account_of(actor.school_id) is None:
        title = _("Chưa cài đặt kết nối với cổng tiếp nhận")
        yield Task(title, _("Cần trước khi nộp học bạ"), reverse("submission:gateway"), "asked")
