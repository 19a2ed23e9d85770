"""Regular checks: the sample is drawn once and kept, what is to be mended reaches its teacher."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from hocba.model import Moment
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.supervision.models import Check, CheckItem, Notice
from hocba_web.supervision.services import checks as service
from support.web import SchoolWorld, actor_for, logged_in, make_school


def started(world: SchoolWorld, at: datetime, *names: str, per_class: int = 2) -> Check:
    """A check of some classes."""
    return service.start_check(
        actor=actor_for(world, "principal"),
        moment=Moment.YEAR_END,
        class_ids=[world.classes[name].pk for name in names or ("4A1", "4A2")],
        subject="Nhận xét môn học",
        per_class=per_class,
        at=at,
    )


def test_a_sample_holds_so_many_of_each_class_and_stays(world: SchoolWorld, at: datetime) -> None:
    check = started(world, at)
    drawn = list(check.items.values_list("enrolment__school_class__name", flat=True))
    assert sorted(drawn) == ["4A1", "4A1", "4A2", "4A2"]
    again = list(Check.objects.get().items.values_list("enrolment_id", flat=True))
    assert again == list(check.items.values_list("enrolment_id", flat=True))


def test_a_small_class_is_looked_at_whole_and_who_left_is_not_drawn(world: SchoolWorld, at: datetime) -> None:
    gone = world.enrolments["4A1"][0]
    gone.left_on = at.date()
    gone.save()
    check = started(world, at, "4A1", per_class=40)
    assert set(check.items.values_list("enrolment_id", flat=True)) == {one.pk for one in world.enrolments["4A1"][1:]}


def test_samples_differ_between_checks(world: SchoolWorld, at: datetime) -> None:
    drawn = {started(world, at, "4A1", per_class=1).items.get().enrolment_id for _ in range(40)}
    assert len(drawn) > 1


def test_what_is_to_be_mended_reaches_the_teacher_of_the_part_without_a_name(
    client: Client, world: SchoolWorld, at: datetime
) -> None:
    check = started(world, at, "4A1")
    item = check.items.select_related("enrolment__pupil")[0]
    logged_in(client, world, "vice_principal")
    path = f"/kiem-tra/{check.pk}/em/{item.pk}/"
    told = {"verdict": "mend", "part": "FOREIGN_LANG_1", "note": "Nhận xét chưa nêu điều cần cố gắng"}
    assert client.post(path, told).status_code == 302
    notice = Notice.objects.get(user_id=world.person("english").user_id)
    assert "4A1" in notice.text
    assert item.enrolment.pupil.name not in notice.text
    page = logged_in(Client(), world, "english").get(notice.url)
    assert "Nhận xét chưa nêu điều cần cố gắng" in page.text
    assert item.enrolment.pupil.name in page.text
    others = logged_in(Client(), world, "homeroom:4A2").get(notice.url)
    assert item.enrolment.pupil.name not in others.text


def test_a_remark_needs_part_and_note(world: SchoolWorld, at: datetime) -> None:
    check = started(world, at, "4A1")
    item = check.items.all()[0]
    for part, note in (("MATHS", " "), ("", "Thiếu"), ("HISTORY_OF_ART", "Thiếu")):
        with pytest.raises(Refused, match="CHECK_NOTE_NEEDED"):
            service.note_item(
                actor=actor_for(world, "principal"),
                check_id=check.pk,
                item_id=item.pk,
                verdict="mend",
                part=part,
                note=note,
                at=at,
            )


def test_a_check_closes_when_all_were_looked_at_and_then_stands(
    client: Client, world: SchoolWorld, at: datetime
) -> None:
    check = started(world, at, "4A1")
    head = actor_for(world, "principal")
    logged_in(client, world, "principal")
    early = client.post(f"/kiem-tra/{check.pk}/ket-thuc/", {"summary": "Tốt"})
    assert early.status_code == 422
    assert "Còn 2 học sinh" in early.text
    for item in check.items.all():
        service.note_item(actor=head, check_id=check.pk, item_id=item.pk, verdict="fine", at=at)
    assert client.post(f"/kiem-tra/{check.pk}/ket-thuc/", {"summary": "Tốt"}).status_code == 302
    assert "Tốt" in client.get(f"/kiem-tra/{check.pk}/").text
    with pytest.raises(Refused, match="CHECK_CLOSED"):
        service.note_item(actor=head, check_id=check.pk, item_id=item.pk, verdict="mend", at=at)


@pytest.mark.parametrize("key", ["school_admin", "registrar", "clerk", "homeroom:4A1", "english"])
def test_others_do_not_check(client: Client, world: SchoolWorld, at: datetime, key: str) -> None:
    check = started(world, at)
    logged_in(client, world, key)
    for path in ("", "moi/", f"{check.pk}/"):
        assert client.get(f"/kiem-tra/{path}").status_code == 403
    with pytest.raises(Forbidden):
        service.close_check(actor=actor_for(world, key), check_id=check.pk, summary="", at=at)


def test_another_schools_classes_checks_and_items_are_not_there(
    client: Client, world: SchoolWorld, at: datetime
) -> None:
    other = make_school()
    with pytest.raises(Refused, match="CHECK_NOBODY"):
        service.start_check(
            actor=actor_for(world, "principal"),
            moment=Moment.MID1,
            class_ids=[other.classes["4A1"].pk],
            subject="Khác",
            per_class=1,
            at=at,
        )
    theirs, ours = started(other, at), started(world, at)
    logged_in(client, world, "principal")
    assert client.get(f"/kiem-tra/{theirs.pk}/").status_code == 404
    with pytest.raises(Missing):
        service.note_item(
            actor=actor_for(world, "principal"),
            check_id=ours.pk,
            item_id=theirs.items.all()[0].pk,
            verdict="fine",
            at=at,
        )
    assert not CheckItem.objects.exclude(verdict="").exists()


def test_starting_by_the_page(client: Client, world: SchoolWorld, at: datetime) -> None:
    logged_in(client, world, "principal")
    form = client.get("/kiem-tra/moi/")
    assert 'value="5"' in form.text
    sent = {
        "subject": "Điểm kiểm tra",
        "moment": "cn",
        "per_class": "1",
        "classes": [world.classes["4A1"].pk, world.classes["4A2"].pk],
    }
    page = client.post("/kiem-tra/moi/", sent, follow=True)
    assert "Điểm kiểm tra" in page.text
    assert Check.objects.get().items.count() == 2
    assert client.post("/kiem-tra/moi/", sent | {"classes": []}).status_code == 422
