"""Every act and every look at papers leaves a trace with words, pupils and no name."""

from __future__ import annotations

from django.test import Client

from hocba_web.audit.models import Entry
from hocba_web.audit.wording import wording
from hocba_web.issuance.traces import WORDING
from support.web import logged_in

RECIPIENT = {"relation": "mother", "recipient": "Nguyễn Thị Mẹ", "purpose": "Lưu giữ", "signed_for": "on"}


def test_every_page_that_shows_or_gives_something_is_traced(issued, at):
    del at
    record = issued.records[0]
    pupil, class_id = record.enrolment.pupil_id, record.school_class_id
    clerk = logged_in(Client(), issued.world, "clerk")
    for path, action in (
        (f"/phat-hanh/dong-dau/lop/{class_id}/", "issuance.sealing.viewed"),
        (f"/phat-hanh/ban-giao/lop/{class_id}/", "issuance.papers.viewed"),
        (f"/phat-hanh/ban-giao/hoc-sinh/{pupil}/", "issuance.papers.viewed"),
        ("/phat-hanh/ban-giao/so/", "issuance.log.viewed"),
        ("/phat-hanh/ban-sao/", "issuance.register.viewed"),
        (f"/phat-hanh/ban-in/lop/{class_id}/", "issuance.papers.viewed"),
    ):
        before = Entry.objects.count()
        assert clerk.get(path).status_code == 200, path
        assert action in set(Entry.objects.order_by("id")[before:].values_list("action", flat=True)), path
    for path, sent, action in (
        (f"/phat-hanh/ban-in/lop/{class_id}/hoc-ba/", {}, "issuance.class.printed"),
        (f"/phat-hanh/ban-in/hoc-sinh/{pupil}/", {}, "issuance.book.printed"),
        (f"/phat-hanh/ban-in/lop/{class_id}/phieu-lien-lac/", {"moment": "ck1"}, "issuance.liaison.printed"),
        (
            f"/phat-hanh/ban-giao/hoc-sinh/{pupil}/",
            {**RECIPIENT, "kind": "files", "records": record.id},
            "issuance.files.handed_out",
        ),
    ):
        assert clerk.post(path, sent).status_code in {200, 302}, path
        entry = Entry.objects.get(action=action)
        assert pupil in {one.pupil_id for one in entry.pupils.all()}
        assert "Nguyễn" not in str(entry.details)


def test_every_act_of_this_application_has_words(issued):
    del issued
    assert set(Entry.objects.values_list("action", flat=True)) <= set(wording())
    assert set(WORDING) <= set(wording())
