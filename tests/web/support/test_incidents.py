"""Incidents: who reports and manages, the clock of the law at its edges, the notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hocba.errors import UnknownRule
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.supervision.models import Notice
from hocba_web.support.models import Incident
from hocba_web.support.selectors.incidents import countdown, incident_of, incidents_of
from hocba_web.support.services import incidents
from hocba_web.support.services.incidents import Facts, notify_by
from support.web import SchoolWorld, actor_for, logged_in, make_school

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def reported(world: SchoolWorld, at: datetime, *, ago: timedelta = HOUR, key: str = "english") -> Incident:
    return incidents.report_incident(
        actor=actor_for(world, key), what="Gửi nhầm danh sách lớp", found_at=at - ago, at=at
    )


def test_the_clock_of_the_law_at_its_edges(world: SchoolWorld, at: datetime) -> None:
    incident = reported(world, at, ago=timedelta(0))
    until = incident.found_at + 72 * HOUR
    assert countdown(incident, at).until == until
    assert (countdown(incident, at).kind, countdown(incident, at).hours) == ("doing", 72)
    assert (countdown(incident, until - SECOND).kind, countdown(incident, until - SECOND).hours) == ("doing", 0)
    assert countdown(incident, until).kind == "doing"
    assert countdown(incident, until + SECOND).kind == "late"
    assert countdown(incident, until + 5 * HOUR).hours == 5


@pytest.mark.parametrize(("after", "kind"), [(72 * HOUR, "done"), (72 * HOUR + SECOND, "late")])
def test_told_in_time_or_late_stays_so(world: SchoolWorld, at: datetime, after: timedelta, kind: str) -> None:
    incident = reported(world, at, ago=timedelta(0))
    told = incidents.note_notified(
        actor=actor_for(world, "principal"), incident_id=incident.pk, whom="authority", at=incident.found_at + after
    )
    assert countdown(told, at + timedelta(days=90)).kind == kind


def test_no_rule_is_invented_for_days_before_the_law() -> None:
    first = datetime(2025, 12, 31, 17, 0, tzinfo=UTC)
    assert notify_by(first)[0] == first + 72 * HOUR
    with pytest.raises(UnknownRule):
        notify_by(first - SECOND)


def test_principal_and_admin_hear_of_it_at_once(world: SchoolWorld, at: datetime) -> None:
    reported(world, at)
    told = set(Notice.objects.filter(kind="support.incident.reported").values_list("user_id", flat=True))
    assert told == {world.staff["principal"].user_id, world.staff["school_admin"].user_id}


def test_discovery_lies_not_in_the_future(world: SchoolWorld, at: datetime) -> None:
    with pytest.raises(Refused) as caught:
        reported(world, at, ago=-SECOND)
    assert caught.value.code == "INCIDENT_IN_FUTURE"


def test_what_was_found_before_the_law_is_refused_in_the_form(world: SchoolWorld, at: datetime) -> None:
    sent = {"found_at": "2025-12-31T23:59", "what": "Mất sổ"}
    answer = logged_in(Client(), world, "english").post(reverse("support:incident_report"), sent)
    assert at.year > 2025
    assert answer.status_code == 422
    assert "31/12/2025" in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.parametrize("key", ["english", "homeroom:4A1", "registrar", "clerk", "vice_principal"])
def test_only_principal_and_admin_manage(world: SchoolWorld, at: datetime, key: str) -> None:
    incident, actor = reported(world, at, key=key), actor_for(world, key)
    assert incident_of(actor, incident.pk) == incident, "who reports may follow it"
    with pytest.raises(Forbidden):
        incidents.take_on(actor=actor, incident_id=incident.pk, facts=Facts(), note="", at=at)
    with pytest.raises(Forbidden):
        incidents.note_notified(actor=actor, incident_id=incident.pk, whom="authority", at=at)
    with pytest.raises(Forbidden):
        incidents.end_incident(actor=actor, incident_id=incident.pk, conclusion="a", is_incident=True, at=at)


def test_others_neither_see_nor_manage_it(world: SchoolWorld, at: datetime) -> None:
    incident = reported(world, at)
    assert list(incidents_of(actor_for(world, "clerk"))) == []
    stranger = actor_for(make_school(), "principal")
    with pytest.raises(Missing):
        incident_of(stranger, incident.pk)
    with pytest.raises(Missing):
        incidents.take_on(actor=stranger, incident_id=incident.pk, facts=Facts(), note="", at=at)


def test_an_ended_incident_takes_no_more(world: SchoolWorld, at: datetime) -> None:
    incident, head = reported(world, at), actor_for(world, "principal")
    incidents.note_notified(actor=head, incident_id=incident.pk, whom="authority", at=at)
    with pytest.raises(Refused, match="INCIDENT_TOLD"):
        incidents.note_notified(actor=head, incident_id=incident.pk, whom="authority", at=at)
    incidents.end_incident(actor=head, incident_id=incident.pk, conclusion="Đã thu hồi", is_incident=True, at=at)
    with pytest.raises(Refused, match="INCIDENT_ENDED"):
        incidents.take_on(actor=head, incident_id=incident.pk, facts=Facts(), note="", at=at)


def test_what_was_none_needs_no_notice(world: SchoolWorld, at: datetime) -> None:
    incident = reported(world, at)
    ended = incidents.end_incident(
        actor=actor_for(world, "principal"), incident_id=incident.pk, conclusion="Nhầm", is_incident=False, at=at
    )
    assert countdown(ended, at + timedelta(days=30)).kind == "none"


def test_from_report_to_notice_in_the_pages(world: SchoolWorld, at: datetime) -> None:
    teacher, head = (logged_in(Client(), world, key) for key in ("english", "principal"))
    answer = teacher.post(
        reverse("support:incident_report"), {"found_at": "2026-05-21T08:00", "what": "Mất máy tính <b>của trường</b>"}
    )
    incident = Incident.objects.get()
    assert incident.found_at == datetime(2026, 5, 21, 1, 0, tzinfo=UTC), "typed as Vietnamese time"
    page = teacher.get(answer.url).content.decode()
    assert "Quá hạn 24 giờ" in page, "four days after the discovery, three were allowed"
    notices = [reverse("support:incident_notice", args=[incident.pk, whom]) for whom in ("co-quan", "gia-dinh")]
    assert [teacher.get(one).status_code for one in notices] == [403, 403]
    head.post(
        answer.url, {"data_kinds": "họ tên", "people": "31", "harm": "", "measures": "Khóa máy", "note": "Đã gọi"}
    )
    to_authority, to_families = (head.get(one).content.decode() for one in notices)
    for words in ("Luật 91/2025/QH15", "31", "Khóa máy", "&lt;b&gt;của trường", "Lý do thông báo quá thời hạn"):
        assert words in to_authority
    assert "Khóa máy" in to_families
    assert "Mất máy tính" not in to_families, "families get no inner report"
    head.post(reverse("support:incident_told", args=[incident.pk]), {"whom": "authority"})
    head.post(reverse("support:incident_end", args=[incident.pk]), {"is_incident": "yes", "conclusion": "Đã xóa từ xa"})
    page = head.get(answer.url).content.decode()
    assert "Đã báo trễ 24 giờ" in page
    assert "Đã gọi" in page
    assert head.get(reverse("support:incident_notice", args=[incident.pk, "bao-chi"])).status_code == 404
