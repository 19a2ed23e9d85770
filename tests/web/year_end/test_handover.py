"""A class changes hands: written by who leads it, received by who leads the pupils next, paper to sign."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from hocba_web.assessment.models import Handover, HandoverNote
from hocba_web.assessment.selectors.handover import handover_sheet, incoming
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.services.handover import Note, hand_over, receive_handover, write_handover
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import Enrolment, Homeroom, SchoolClass, SchoolYear
from support.web import actor_for, logged_in, make_school
from support.web.school import NOW, add_staff
from support.web.year_end import assessed_school, behind_pupil

END, MID = Handover.Occasion.YEAR_END.value, Handover.Occasion.MID_YEAR.value


@pytest.fixture
def world(db, at):
    return assessed_school(classes=("4A1", "5A1"))


def write(world, name="4A1", *, occasion=END, who=None, only=None, text="Chăm chỉ."):
    pupils = [one.id for one in world.enrolments[name]][:only]
    return write_handover(
        actor=actor_for(world, who or f"homeroom:{name}"),
        class_id=world.classes[name].id,
        occasion=occasion,
        notes={one: Note(text, "", "") for one in pupils},
        remarks="Kèm học bạ.",
        at=NOW,
    )


def hand(world, name="4A1", *, occasion=END, who=None):
    actor = actor_for(world, who or f"homeroom:{name}")
    return hand_over(actor=actor, class_id=world.classes[name].id, occasion=occasion, at=NOW)


def next_year(world, *, key="next"):
    """The 4A1 of this year is 5A1 next year, led by somebody else."""
    year = SchoolYear.objects.create(
        school=world.school,
        first=2026,
        starts_on=date(2026, 5, 1),
        term_2_on=date(2027, 1, 18),
        ends_on=date(2027, 5, 31),
    )
    new = SchoolClass.objects.create(year=year, name="5A1", grade=5, foreign_language="Tiếng Anh")
    for one in world.enrolments["4A1"]:
        Enrolment.objects.create(pupil=one.pupil, school_class=new, joined_on=year.starts_on)
    staff = add_staff(world, key, "Tô Thị Phương")
    Homeroom.objects.create(
        school_class=new, staff=staff, since=date(2026, 5, 1), decision=world.decision, approved_at=NOW
    )
    return new


def test_notes_begin_with_suggestions_from_results(world):
    facts = class_facts(world.classes["4A1"].id, world.school.id)
    sheet = handover_sheet(facts, END, NOW.date())
    behind = next(row for row in sheet.rows if row.pupil.enrolment_id == behind_pupil(world).id)
    assert behind.limits == "Cần cố gắng: Toán."
    assert len(sheet.unwritten) == 3


def test_a_class_is_handed_over_whole_and_once(world):
    with pytest.raises(Refused, match="HANDOVER_NOT_BEGUN"):
        hand(world)
    write(world, only=2)
    with pytest.raises(Refused, match="HANDOVER_INCOMPLETE"):
        hand(world)
    write(world)
    assert hand(world).handed_at == NOW
    for again in (hand, write):
        with pytest.raises(Refused, match="HANDOVER_DONE"):
            again(world)


@pytest.mark.parametrize("who", ["homeroom:5A1", "principal", "registrar", "vice_principal", "english", "school_admin"])
def test_only_its_homeroom_teacher_writes(world, who):
    with pytest.raises(Forbidden):
        write(world, who=who)
    assert not Handover.objects.exists()


def test_the_next_teacher_reads_and_receives(world):
    write(world)
    hand(world)
    next_year(world)
    teacher = actor_for(world, "next")
    (one,) = incoming(teacher)
    assert (one.open, len(one.enrolments)) == (3, 3)
    assert receive_handover(actor=teacher, handover_id=one.handover.id, at=NOW) == 3
    assert set(HandoverNote.objects.values_list("received_by_id", flat=True)) == {teacher.user_id}
    with pytest.raises(Refused, match="HANDOVER_NOTHING"):
        receive_handover(actor=teacher, handover_id=one.handover.id, at=NOW)


def test_nobody_else_receives_or_reads(world, client):
    write(world)
    handover = hand(world)
    next_year(world)
    for who in ("homeroom:5A1", "english", "principal", "registrar"):
        with pytest.raises(Refused, match="HANDOVER_NOTHING"):
            receive_handover(actor=actor_for(world, who), handover_id=handover.id, at=NOW)
    url = reverse("assessment:handover_incoming", args=[handover.id])
    assert logged_in(client, world, "homeroom:5A1").get(url).status_code == 404
    assert incoming(actor_for(make_school(), "registrar")) == []


def test_grade_5_goes_to_the_school(world):
    write(world, "5A1")
    handover = hand(world, "5A1")
    assert incoming(actor_for(world, "homeroom:4A1")) == []
    assert receive_handover(actor=actor_for(world, "registrar"), handover_id=handover.id, at=NOW) == 3


def test_within_a_year_the_new_homeroom_teacher_receives(world):
    write(world, occasion=MID)
    handover = hand(world, occasion=MID)
    with pytest.raises(Forbidden, match="HANDOVER_OWN"):
        receive_handover(actor=actor_for(world, "homeroom:4A1"), handover_id=handover.id, at=NOW)
    new = add_staff(world, "new", "Tô Thị Phương")
    Homeroom.objects.filter(school_class=world.classes["4A1"]).update(staff=new)
    assert receive_handover(actor=actor_for(world, "new"), handover_id=handover.id, at=NOW) == 3
    # The class changes hands once more: the new teacher writes notes of their own.
    write(world, occasion=MID, who="new")
    assert hand(world, occasion=MID, who="new").id != handover.id


def test_pupils_of_other_classes_have_no_place_in_it(world):
    other = world.enrolments["5A1"][0]
    with pytest.raises(Missing):
        write_handover(
            actor=actor_for(world, "homeroom:4A1"),
            class_id=world.classes["4A1"].id,
            occasion=END,
            notes={other.id: Note("x", "", "")},
            remarks="",
            at=NOW,
        )


def test_too_long_a_text_is_refused_at_its_field(world):
    with pytest.raises(Refused, match="YEAR_END_TEXT_TOO_LONG"):
        write(world, text="a" * 1001)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_clean(world, desk, phone, tmp_path):
    url = reverse("assessment:handover", args=[world.classes["4A1"].id, "cuoi-nam"])
    for window in (desk, phone):
        window.sign_in(world, "homeroom:4A1")
        for address in ("/ban-giao/", url):
            window.go(address)
            window.check()
        window.picture(tmp_path / f"write-{window.page.viewport_size['width']}.png", full=True)
    write(world)
    hand(world)
    desk.go(url)
    desk.check()
    desk.page.emulate_media(media="print")
    desk.picture(tmp_path / "paper.png", full=True)
    desk.page.emulate_media(media="screen")
    for who in ("registrar", "principal"):
        for window in (desk, phone):
            window.sign_in(world, who)
            window.go("/len-nam-hoc/")
            window.check()
    assert Handover.objects.get().handed_at == NOW
