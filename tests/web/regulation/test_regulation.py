"""The school's own regulation: dated versions that never change, and what each of them sets."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from hocba.model import SchoolYear
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.schools.models import Acknowledgement, Appointment, RegulationVersion
from hocba_web.schools.regulation_text import first_text
from hocba_web.schools.regulation_values import DEFAULTS, FaultReceiver, differences, parse
from hocba_web.schools.selectors import regulation as read
from hocba_web.schools.selectors.capacities import capacities_of
from hocba_web.schools.selectors.teaching import deputy_may_sign
from hocba_web.schools.services import regulation
from support.web import SchoolWorld, actor_for, logged_in, make_school

TODAY = date(2026, 5, 25)
TEXTS = {one["key"]: (one["title"], one["text"]) for one in first_text()}


def published(
    head: Actor, at: datetime, real_at: datetime, number: str = "32/QĐ-TH", since: date = TODAY, **values: object
) -> RegulationVersion:
    regulation.begin_draft(actor=head, at=at)
    current = read.regulation_in_force(head.school_id, TODAY).values.as_json()
    regulation.save_draft(actor=head, sections=TEXTS, values=parse(current | values), summary="Mới", at=at)
    return regulation.publish(actor=head, number=number, dated=TODAY, in_force_from=since, at=at, real_at=real_at)


def test_before_the_first_version_the_defaults_hold_and_a_draft_changes_nothing(
    world: SchoolWorld, head: Actor, at: datetime
) -> None:
    regulation.begin_draft(actor=head, at=at)
    values = parse({"late_opening_max_days": 9})
    regulation.save_draft(actor=head, sections=TEXTS, values=values, summary="", at=at)
    found = read.regulation_in_force(world.school.id, TODAY)
    assert (found.version_id, found.values) == (None, DEFAULTS)


def test_each_version_holds_from_its_day_until_the_next_one(
    world: SchoolWorld, head: Actor, at: datetime, real_at: datetime
) -> None:
    published(head, at, real_at, late_opening_max_days=5)
    published(head, at, real_at, number="40/QĐ-TH", since=date(2026, 6, 1), late_opening_max_days=1)

    def days(day: date) -> tuple[int, str]:
        found = read.regulation_in_force(world.school.id, day)
        return found.values.late_opening_max_days, found.number

    assert days(date(2026, 5, 24)) == (DEFAULTS.late_opening_max_days, "")
    assert days(date(2026, 5, 25)) == (5, "32/QĐ-TH")
    assert days(date(2026, 5, 31)) == (5, "32/QĐ-TH")
    assert days(date(2026, 6, 1)) == (1, "40/QĐ-TH")


def test_what_is_published_never_changes(world: SchoolWorld, head: Actor, at: datetime, real_at: datetime) -> None:
    version = published(head, at, real_at)
    before = (version.sections, version.values, version.number)
    for call in (
        lambda: regulation.save_draft(actor=head, sections=TEXTS, values=DEFAULTS, summary="x", at=at),
        lambda: regulation.drop_draft(actor=head, at=at),
    ):
        with pytest.raises(Missing) as missing:
            call()
        assert missing.value.code == "REGULATION_NO_DRAFT"
    regulation.begin_draft(actor=head, at=at)
    values = parse({"session_idle_minutes": 5})
    regulation.save_draft(actor=head, sections=TEXTS, values=values, summary="", at=at)
    version.refresh_from_db()
    assert (version.sections, version.values, version.number) == before


def test_only_the_principal_writes_and_publishes_with_a_fresh_factor(
    world: SchoolWorld, head: Actor, at: datetime, real_at: datetime
) -> None:
    for key in ("vice_principal", "registrar", "clerk", "school_admin", "english", "homeroom:4A1"):
        with pytest.raises(Forbidden):
            regulation.begin_draft(actor=actor_for(world, key), at=at)
    regulation.begin_draft(actor=head, at=at)
    how = {"number": "1/QĐ", "dated": TODAY, "in_force_from": TODAY, "at": at, "real_at": real_at}
    for key in ("vice_principal", "school_admin"):
        with pytest.raises(Forbidden):
            regulation.publish(actor=actor_for(world, key), **how)
    with pytest.raises(FreshFactorNeeded):
        regulation.publish(actor=actor_for(world, "principal", fresh=False), **how)


def test_only_the_first_version_may_have_begun_already(
    world: SchoolWorld, head: Actor, at: datetime, real_at: datetime
) -> None:
    regulation.begin_draft(actor=head, at=at)
    how = {"at": at, "real_at": real_at, "actor": head, "number": "32/QĐ-THPĐ"}
    with pytest.raises(Refused) as refused:
        regulation.publish(dated=date(2025, 10, 24), in_force_from=date(2025, 10, 23), **how)
    assert refused.value.code == "REGULATION_BEFORE_DECISION"
    regulation.publish(dated=date(2025, 10, 24), in_force_from=date(2025, 10, 24), **how)
    regulation.begin_draft(actor=head, at=at)
    with pytest.raises(Refused) as refused:
        regulation.publish(
            **(how | {"number": "40/QĐ"}), dated=date(2026, 5, 20), in_force_from=TODAY - timedelta(days=1)
        )
    assert refused.value.code == "REGULATION_RETROACTIVE"


def test_a_new_version_is_read_anew(world: SchoolWorld, head: Actor, at: datetime, real_at: datetime) -> None:
    teacher = actor_for(world, "english")

    def banner() -> bool:
        return read.must_read(teacher.user_id, world.school.id, TODAY)

    assert not banner()
    version = published(head, at, real_at)
    assert banner()
    regulation.acknowledge(actor=teacher, version_id=version.id, at=at)
    regulation.acknowledge(actor=teacher, version_id=version.id, at=at)
    assert not banner()
    assert Acknowledgement.objects.count() == 1
    published(head, at, real_at, number="40/QĐ-TH")
    assert banner()


def test_the_principal_sees_who_has_read(world: SchoolWorld, head: Actor, at: datetime, real_at: datetime) -> None:
    version = published(head, at, real_at)
    regulation.acknowledge(actor=actor_for(world, "english"), version_id=version.id, at=at)
    rows = read.readers(world.school.id, version.id, TODAY)
    assert {one.name for one in rows if one.at} == {world.staff["english"].name}
    assert len(rows) == len(world.staff)


def test_what_the_regulation_says_of_deputies_is_what_the_system_does(
    world: SchoolWorld, head: Actor, at: datetime, real_at: datetime
) -> None:
    vice = world.staff["vice_principal"]
    Appointment.objects.filter(staff=vice).update(may_sign_for_principal=True)
    assert deputy_may_sign(vice.id, TODAY)
    published(head, at, real_at, since=TODAY + timedelta(days=1), deputies_may_sign=False)
    assert deputy_may_sign(vice.id, TODAY)
    assert not deputy_may_sign(vice.id, TODAY + timedelta(days=1))
    [capacity] = [
        one for one in capacities_of(vice.user_id, TODAY + timedelta(days=1)) if one.role is Role.VICE_PRINCIPAL
    ]
    assert not capacity.signs_for_head


@pytest.mark.parametrize(
    ("stored", "code", "where"),
    [
        ({"nonsense": 1}, "REGULATION_VALUE_UNKNOWN", "nonsense"),
        ({"late_opening_max_days": 0}, "REGULATION_VALUE_WRONG", "late_opening_max_days"),
        ({"late_opening_max_days": 15}, "REGULATION_VALUE_WRONG", "late_opening_max_days"),
        ({"late_opening_max_days": True}, "REGULATION_VALUE_WRONG", "late_opening_max_days"),
        ({"session_idle_minutes": "30"}, "REGULATION_VALUE_WRONG", "session_idle_minutes"),
        ({"deputies_may_sign": 1}, "REGULATION_VALUE_WRONG", "deputies_may_sign"),
        ({"fault_receivers": []}, "REGULATION_VALUE_WRONG", "fault_receivers"),
        ({"fault_receivers": ["parents"]}, "REGULATION_VALUE_WRONG", "fault_receivers"),
        ({"window_plan": {}}, "REGULATION_VALUE_WRONG", "window_plan"),
    ],
)
def test_values_that_cannot_be_followed_are_refused(stored: dict[str, object], code: str, where: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(stored)
    assert (refused.value.code, refused.value.where) == (code, where)


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"opens": "31-02", "closes": "10-03"}, "REGULATION_VALUE_WRONG"),
        ({"opens": "29-02", "closes": "10-03"}, "REGULATION_VALUE_WRONG"),
        ({"opens": "x", "closes": "10-03"}, "REGULATION_VALUE_WRONG"),
        ({"opens": "20-03", "closes": "10-03"}, "REGULATION_WINDOW_BACKWARDS"),
    ],
)
def test_windows_that_cannot_be(days: dict[str, str], code: str) -> None:
    plan = DEFAULTS.as_json()["window_plan"] | {"gk2": days}
    with pytest.raises(Refused) as refused:
        parse({"window_plan": plan})
    assert (refused.value.code, refused.value.where) == (code, "window_plan/gk2")


def test_windows_lie_in_the_right_calendar_year_of_a_school_year() -> None:
    year = SchoolYear(2025)
    assert DEFAULTS.window("gk1").dates(year)[0].year == 2025
    assert [day.year for day in DEFAULTS.window("ck1").dates(year)] == [2025, 2026]
    late = parse({"window_plan": DEFAULTS.as_json()["window_plan"] | {"bs": {"opens": "10-06", "closes": "12-08"}}})
    assert late.window("bs").dates(year) == (date(2026, 6, 10), date(2026, 8, 12))


def test_values_survive_storage_and_their_differences_are_told() -> None:
    assert parse(DEFAULTS.as_json()) == DEFAULTS
    changed = parse(DEFAULTS.as_json() | {"fault_receivers": ["principal", "board"], "check_sample_size": 8})
    assert changed.fault_receivers == (FaultReceiver.BOARD, FaultReceiver.PRINCIPAL)
    assert {key for key, _before, _after in differences(DEFAULTS, changed)} == {"fault_receivers", "check_sample_size"}
    assert parse({}) == DEFAULTS


def test_another_schools_versions_do_not_exist_here(
    world: SchoolWorld, head: Actor, at: datetime, real_at: datetime
) -> None:
    other = make_school()
    theirs = published(actor_for(other, "principal"), at, real_at)
    with pytest.raises(Missing):
        regulation.acknowledge(actor=head, version_id=theirs.id, at=at)
    client = logged_in(Client(), world, "principal")
    assert client.get(reverse("schools:regulation_version", args=[theirs.id])).status_code == 404
    assert read.regulation_in_force(world.school.id, TODAY).version_id is None


def test_written_previewed_published_and_acknowledged_in_the_pages(world: SchoolWorld, at: datetime) -> None:
    head, teacher = logged_in(Client(), world, "principal"), logged_in(Client(), world, "english")
    assert head.post(reverse("schools:regulation_begin")).status_code == 302
    form = head.get(reverse("schools:regulation_draft")).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in typed.items() if value not in (None, False)}
    wrong = head.post(reverse("schools:regulation_draft"), typed | {"opens_gk2": "20/04"})
    assert wrong.status_code == 422
    assert "Ngày khóa trước ngày mở." in wrong.content.decode()
    saved = head.post(reverse("schools:regulation_draft"), typed | {"late_opening_max_days": 7, "preview": "1"})
    assert saved["Location"] == reverse("schools:regulation_preview")
    text = head.get(saved["Location"]).content.decode()
    assert "Mở muộn lâu nhất (ngày)" in text
    decided = {"number": "32/QĐ-TH", "dated": "2026-05-25", "in_force_from": "2026-05-25"}
    assert head.post(reverse("schools:regulation_preview"), decided).status_code == 302
    page = teacher.get(reverse("schools:regulation"))
    assert "Tôi đã đọc và thực hiện" in page.content.decode()
    read_it = {"version": page.context["version"].id}
    assert teacher.post(reverse("schools:regulation_acknowledge"), read_it).status_code == 302
    assert "Tôi đã đọc và thực hiện" not in teacher.get(reverse("schools:regulation")).content.decode()
    assert head.get(reverse("schools:regulation_readers")).context["done"] == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(summary="Sửa lén"),
        lambda rows: rows.update(published_at=None),
        lambda rows: rows._raw_delete(rows.db),
    ],
    ids=["update", "back to a draft", "delete"],
)
def test_the_database_itself_keeps_a_published_version(
    world: SchoolWorld, at: datetime, real_at: datetime, change
) -> None:
    head = actor_for(world, "principal")
    version = published(head, at, real_at)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(RegulationVersion.objects.filter(id=version.id))
    if connection.vendor == "sqlite":
        columns = 'id, school_id, number, sections, "values", summary, drafted_by_id, drafted_at'
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT OR REPLACE INTO schools_regulationversion ({columns}) "  # noqa: S608  # our own names
                f"SELECT {columns} FROM schools_regulationversion WHERE id = %s",
                [version.id],
            )
    regulation.begin_draft(actor=head, at=at)
    draft = RegulationVersion.objects.filter(published_at__isnull=True)
    assert draft.update(summary="Bản nháp vẫn sửa được") == 1
    assert draft.delete()[0] == 1
    version.refresh_from_db()
    assert version.summary == "Mới"
