"""What waits for an officer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from hocba_web.desk.certificates.selectors import counts as certificate_counts
from hocba_web.desk.closing.selectors import due
from hocba_web.desk.common import schools_of
from hocba_web.desk.deciding import within
from hocba_web.desk.recalls.selectors import counts as recall_counts
from hocba_web.desk.years import DaysLeft, current_year, deadlines
from hocba_web.gateway.models import Access
from hocba_web.officers.actor import Officer
from hocba_web.officers.models import Appointment
from hocba_web.officers.permissions import Act, may
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.services import awaiting
from hocba_web.register.models import Closing, Prepared, School

Kind = Prepared.Kind


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work that waits."""

    label: str
    icon: str
    url: str
    count: int
    hint: str


@dataclass(frozen=True, slots=True)
class GroupLeft:
    """A deadline and how far closing has come."""

    left: DaysLeft
    schools: int
    closed: int


def tasks(officer: Officer, *, today: date) -> list[Task]:
    """Everything that waits for this officer's role and areas, also what is nought; a few queries.

    Args:
        officer: who looks.
        today: in Vietnam.
    """
    if officer.role is OfficerRole.ADMIN:
        return _for_admin(today)
    found: list[Task] = []
    if may(officer, Act.CERTIFICATE_PREPARE):
        found += [*_to_prepare(officer), _to_close(officer, today)]
    if may(officer, Act.CERTIFICATE_DECIDE):
        found += _to_decide(officer, today)
    return found


def groups(officer: Officer, *, today: date) -> list[GroupLeft]:
    """Both deadlines of the current school year, with how many schools are closed; two queries."""
    year = current_year(today)
    schools = schools_of(officer).filter(active=True)
    number = schools.count()
    closings = Closing.objects.filter(school_year=year.first, school__in=schools).order_by().values("group")
    closed = {one["group"]: one["n"] for one in closings.annotate(n=Count("id"))}
    return [GroupLeft(one, number, closed.get(one.group.value, 0)) for one in deadlines(year, today)]


def _to_prepare(officer: Officer) -> list[Task]:
    certificates, recalls = certificate_counts(officer), recall_counts(officer)
    return [
        Task(
            _("Chứng thư số chờ chuẩn bị"),
            "shield-check",
            f"{reverse('desk:certificates')}?muc=prepare",
            certificates["prepare"],
            _("Đối chiếu rồi đề xuất"),
        ),
        Task(
            _("Đề nghị thu hồi chờ chuẩn bị"),
            "undo-2",
            f"{reverse('desk:recalls')}?muc=prepare",
            recalls["prepare"],
            _("Xem lý do rồi đề xuất"),
        ),
        Task(
            _("Thu hồi chờ Bộ trả lời"),
            "landmark",
            f"{reverse('desk:recalls')}?muc=ministry",
            recalls["ministry"],
            _("Chỉ theo dõi"),
        ),
    ]


def _to_close(officer: Officer, today: date) -> Task:
    """Nothing is closed by itself, and without closing no record has effect (chapter I art. 5(3)(d))."""
    waiting = due(officer, today=today)
    url = reverse("desk:closing")
    if waiting:
        url += "?" + urlencode({"nam": waiting[0].school_year, "dot": waiting[0].group})
    return Task(
        _("Đợt đến hạn chưa chuẩn bị chốt"),
        "lock",
        url,
        len(waiting),
        _("Học bạ chỉ có hiệu lực từ khi chốt"),
    )


def _to_decide(officer: Officer, today: date) -> list[Task]:
    rows = within(officer, Prepared.objects.filter(state=Prepared.State.WAITING))
    waiting = Counter(rows.exclude(prepared_by_id=officer.user_id).order_by().values_list("kind", flat=True))
    hint = _("Do người khác chuẩn bị")
    return [
        Task(
            _("Chứng thư số chờ quyết định"),
            "shield-check",
            f"{reverse('desk:certificates')}?muc=decide",
            waiting[Kind.CERTIFICATE],
            hint,
        ),
        Task(
            _("Thu hồi chờ quyết định"),
            "undo-2",
            f"{reverse('desk:recalls')}?muc=decide",
            waiting[Kind.RECALL],
            hint,
        ),
        Task(_("Chốt dữ liệu chờ quyết định"), "lock", reverse("desk:closing"), waiting[Kind.CLOSING], hint),
        Task(_("Cho phép chờ quyết định"), "gavel", reverse("desk:permits"), waiting[Kind.PERMIT], hint),
        Task(
            _("Cán bộ chờ xác nhận"),
            "contact",
            reverse("desk:officers_waiting"),
            len(awaiting(officer, today=today)),
            _("Nghe mã từ chính người đó"),
        ),
    ]


def _for_admin(today: date) -> list[Task]:
    ending = Appointment.objects.filter(starts_on__lte=today, ends_on__gte=today).count()
    with_login = Access.objects.filter(active=True).values("school")
    without = School.objects.filter(active=True).exclude(pk__in=with_login).count()
    return [
        Task(
            _("Trường chưa có tài khoản kết nối"),
            "school",
            reverse("desk:schools"),
            without,
            _("Cấp một lần, trao tận tay"),
        ),
        Task(_("Nhiệm vụ có ngày kết thúc"), "contact", reverse("desk:officers"), ending, _("Giao tiếp khi cần")),
    ]
