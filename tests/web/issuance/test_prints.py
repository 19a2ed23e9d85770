"""Prints: who may print what, liaison sheets that compare nobody, void records left out."""

from __future__ import annotations

import pytest
from django.test import Client

from hocba_web.audit.models import Entry
from support.page_texts import page_texts
from support.web import logged_in
from support.web.sealing import recalled


@pytest.fixture
def asking(issued, at):
    """A browser of somebody of the school."""
    del at
    return lambda who: logged_in(Client(), issued.world, who)


def text_of(answer) -> str:
    """What the pages of a print show, without white space."""
    assert answer.status_code == 200, answer.content[:300]
    assert answer["Content-Type"] == "application/pdf"
    return "".join(one.text for one in page_texts(answer.content))


def squeezed(text: str) -> str:
    return "".join(text.split())


class TestLiaison:
    def test_each_family_gets_its_own_sheets_only(self, issued, asking):
        class_id = issued.records[0].school_class_id
        one, other, *_ = issued.records
        answer = asking("homeroom:4A1").post(
            f"/phat-hanh/ban-in/lop/{class_id}/phieu-lien-lac/", {"moment": "cn", "em": str(one.enrolment_id)}
        )
        text = text_of(answer)
        assert squeezed(one.enrolment.pupil.name) in text
        assert squeezed(other.enrolment.pupil.name) not in text
        assert "xếphạng" not in text.casefold()
        trace = Entry.objects.get(action="issuance.liaison.printed")
        assert [row.pupil_id for row in trace.pupils.all()] == [one.enrolment.pupil_id]

    def test_a_class_is_printed_at_once_at_any_moment(self, issued, asking):
        class_id = issued.records[0].school_class_id
        client = asking("homeroom:4A1")
        for moment in ("gk1", "ck1", "gk2", "cn"):
            text = text_of(client.post(f"/phat-hanh/ban-in/lop/{class_id}/phieu-lien-lac/", {"moment": moment}))
            for record in issued.records:
                assert squeezed(record.enrolment.pupil.name) in text

    def test_a_pupil_of_another_class_is_not_found(self, issued, asking):
        class_id = issued.records[0].school_class_id
        answer = asking("homeroom:4A1").post(
            f"/phat-hanh/ban-in/lop/{class_id}/phieu-lien-lac/", {"moment": "cn", "em": "999999"}
        )
        assert answer.status_code == 404


class TestRecords:
    def test_void_records_are_not_printed_with_the_class(self, issued, asking):
        one, other, *_ = issued.records
        recalled(one)
        text = text_of(asking("clerk").post(f"/phat-hanh/ban-in/lop/{one.school_class_id}/hoc-ba/"))
        assert squeezed(other.enrolment.pupil.name) in text
        assert squeezed(one.enrolment.pupil.name) not in text
        assert "BẢNIN" in text

    def test_a_book_holds_the_years_of_one_pupil(self, issued, asking):
        pupil = issued.records[0].enrolment.pupil
        text = text_of(asking("vice_principal").post(f"/phat-hanh/ban-in/hoc-sinh/{pupil.id}/"))
        assert squeezed(pupil.name) in text

    def test_who_may_not_print_gets_nothing(self, issued, asking):
        class_id, pupil_id = issued.records[0].school_class_id, issued.records[0].enrolment.pupil_id
        for who in ("school_admin", "english"):
            client = asking(who)
            assert client.post(f"/phat-hanh/ban-in/lop/{class_id}/hoc-ba/").status_code == 403
            assert client.post(f"/phat-hanh/ban-in/hoc-sinh/{pupil_id}/").status_code == 403
            answer = client.post(f"/phat-hanh/ban-in/lop/{class_id}/phieu-lien-lac/", {"moment": "cn"})
            assert answer.status_code == 403

    def test_nothing_issued_is_said_so(self, ready, at):
        del at
        client = logged_in(Client(), ready.world, "clerk")
        class_id = ready.records[0].school_class_id
        assert client.post(f"/phat-hanh/ban-in/lop/{class_id}/hoc-ba/").status_code == 409
