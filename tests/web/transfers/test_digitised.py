"""A year that only paper told: three people, nothing typed twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import PriorYear
from hocba_web.submission.models import DigitisedYear
from hocba_web.submission.transfers.services import digitising
from hocba_web.submission.transfers.services.digitising import PaperYear
from support.web.acting import actor_for, logged_in
from web.transfers.conftest import LEFT, SCAN, Move

pytestmark = pytest.mark.django_db
SUMMARY = {"subjects": {"MATHS": ["T", 9]}, "overall": "Hoàn thành tốt"}


def typed(move: Move, *, first: int = 2023, scan: Any = SCAN, who: str = "registrar", **other: Any) -> DigitisedYear:
    told: dict[str, Any] = {
        "first": first,
        "grade": 2,
        "class_name": "2A",
        "school_name": "Trường Tiểu học Xa",
        "entered_on": date(first, 9, 5),
        "summary": SUMMARY,
    }
    return digitising.type_year(
        actor=actor_for(move.old, who, at=LEFT),
        pupil_id=move.pupil.pk,
        told=PaperYear(**(told | other)),
        scan=scan,
        at=LEFT,
    )


def step(move: Move, name: str, who: str, row: DigitisedYear, **more: Any) -> DigitisedYear:
    act: Any = getattr(digitising, name)
    given = {"digest": row.digest} | more
    done: DigitisedYear = act(actor=actor_for(move.old, who, at=LEFT), year_id=row.pk, at=LEFT, **given)
    return done


def test_typed_compared_certified_by_three_people(move: Move) -> None:
    row = typed(move)
    step(move, "compare", "vice_principal", row)
    done = step(move, "certify", "principal", row)
    assert done.state == "certified"
    line = PriorYear.objects.get(pupil=move.pupil, first=2023)
    assert (line.class_name, line.school_name, line.entered_on) == ("2A", "Trường Tiểu học Xa", date(2023, 9, 5))


def test_who_typed_does_not_compare(move: Move) -> None:
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        step(move, "compare", "registrar", typed(move))


def test_who_compared_does_not_certify(move: Move) -> None:
    row = typed(move)
    step(move, "compare", "principal", row)
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        step(move, "certify", "principal", row)


@pytest.mark.parametrize("who", ["registrar", "clerk", "homeroom:4A1", "school_admin"])
def test_nobody_but_the_head_certifies(move: Move, who: str) -> None:
    row = typed(move)
    step(move, "compare", "vice_principal", row)
    with pytest.raises(Forbidden):
        step(move, "certify", who, row)


def test_it_is_not_certified_before_it_was_compared(move: Move) -> None:
    with pytest.raises(Refused, match="DIGITISED_NOT_ITS_TURN"):
        step(move, "certify", "principal", typed(move))


def test_what_changed_underneath_is_not_certified(move: Move) -> None:
    row = typed(move)
    step(move, "compare", "vice_principal", row)
    DigitisedYear.objects.filter(pk=row.pk).update(summary={"overall": "Hoàn thành xuất sắc"})
    with pytest.raises(Refused, match="DIGITISED_CHANGED"):
        step(move, "certify", "principal", row)


def test_returned_with_a_note_and_typed_again(move: Move) -> None:
    row = typed(move)
    with pytest.raises(Refused, match="DIGITISED_NOTE_MISSING"):
        step(move, "give_back", "vice_principal", row, note=" ")
    step(move, "give_back", "vice_principal", row, note="Toán ghi 8")
    again = typed(move, scan=None, summary={"subjects": {"MATHS": ["T", 8]}})
    assert (again.pk, again.version, again.state) == (row.pk, 2, "typed")
    assert again.digest != row.digest


def test_a_year_is_typed_once(move: Move) -> None:
    typed(move)
    with pytest.raises(Refused, match="DIGITISED_KNOWN"):
        typed(move)


def test_nothing_without_scan_or_content(move: Move) -> None:
    with pytest.raises(Refused, match="DIGITISED_NO_SCAN"):
        typed(move, scan=None)
    with pytest.raises(Refused, match="DIGITISED_INCOMPLETE"):
        typed(move, summary={})


def test_another_school_does_not_see_it(move: Move) -> None:
    row = typed(move)
    with pytest.raises(Missing):
        digitising.certify(actor=actor_for(move.new, "principal", at=LEFT), year_id=row.pk, digest=row.digest, at=LEFT)


def test_by_the_pages(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  # needs the settings

    monkeypatch.setattr(clock, "now", lambda: LEFT)
    office = logged_in(Client(), move.old, "registrar")
    address = reverse("submission:digitise", args=[move.pupil.pk])
    assert "Tiếp tục" in office.get(address).content.decode()
    form = {"class_name": "2A", "school_name": "Trường Tiểu học Xa", "entered_on": "2023-09-05", "level-MATHS": "T"}
    which = f"{address}?nam=2023&khoi=2"
    assert office.post(which, form).status_code == 422  # no scan
    sent = office.post(which, form | {"score-MATHS": "9", "scan": SimpleUploadedFile("hb.pdf", SCAN.content)})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    row = DigitisedYear.objects.get()
    page = reverse("submission:digitised", args=[row.pk])
    assert "Đã đối chiếu từng mục" not in office.get(page).content.decode()
    second = logged_in(Client(), move.old, "vice_principal")
    assert "Đã đối chiếu từng mục" in second.get(page).content.decode()
    second.post(reverse("submission:digitised_compare", args=[row.pk]), {"digest": row.digest})
    head = logged_in(Client(), move.old, "principal")
    assert "Xác nhận đúng với học bạ giấy" in head.get(page).content.decode()
    head.post(reverse("submission:digitised_certify", args=[row.pk]), {"digest": row.digest})
    row.refresh_from_db()
    assert row.state == "certified"
    scan = head.get(reverse("submission:digitised_scan", args=[row.pk]))
    assert scan.content == SCAN.content
    shown = head.get(reverse("submission:inherited", args=[move.pupil.pk])).content.decode()
    assert "Hiệu trưởng đã xác nhận" in shown
