"""Approval: what the principal sees of a class, what is given back, and that signing follows."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from hocba_web.issuance.selectors.approval import approval_class, approvals
from hocba_web.records.models import Return
from support.web.acting import actor_for, logged_in
from support.web.records import records_of
from support.web.school import SchoolWorld
from web.signatures_pages.signing_up import sign_turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(school: SchoolWorld, at: datetime) -> SchoolWorld:
    """4A1 waits for approval; 4A2 is still signed by teachers."""
    for who in ("english", "arts", "homeroom:4A1"):
        sign_turn(school, who, "4A1", at=at)
    return school


def test_the_principal_sees_which_class_is_complete(waiting: SchoolWorld) -> None:
    found = {one.class_name: one for one in approvals(actor_for(waiting, "principal"))}
    assert (found["4A1"].ready, found["4A1"].before) == (3, 0)
    assert (found["4A2"].ready, found["4A2"].before) == (0, 4)
    assert "Mai Thị Loan" in found["4A2"].waits_for
    page = logged_in(Client(), waiting, "principal").get("/duyet-hoc-ba/")
    assert "3 học bạ chờ duyệt" in page.content.decode()


def test_samples_are_three_and_the_same_for_the_same_seed(waiting: SchoolWorld, at: datetime) -> None:
    actor, class_id = actor_for(waiting, "principal"), waiting.classes["4A1"].id
    first = approval_class(actor, class_id, seed=1, on=at.date())
    again = approval_class(actor, class_id, seed=1, on=at.date())
    assert len(first.samples) == 3
    assert [one.record.record_id for one in first.samples] == [one.record.record_id for one in again.samples]
    assert sum(count for _, count in first.numbers) == 3


def test_nobody_else_may_approve(waiting: SchoolWorld) -> None:
    for who in ("english", "homeroom:4A1", "clerk", "school_admin", "vice_principal"):
        client = logged_in(Client(), waiting, who)
        assert client.get("/duyet-hoc-ba/").status_code == 403
        assert client.get(f"/duyet-hoc-ba/{waiting.classes['4A1'].id}/").status_code == 403


def test_a_record_is_given_back_to_who_answers_for_the_part(waiting: SchoolWorld) -> None:
    record = records_of(waiting, "4A1")[0]
    client = logged_in(Client(), waiting, "principal")
    address = f"/duyet-hoc-ba/{waiting.classes['4A1'].id}/tra-lai/{record.id}/"
    assert "Mai Thị Loan" in client.get(address).content.decode()
    answer = client.post(address, {"part": "FOREIGN_LANG_1", "note": "Nhận xét còn chung chung"})
    assert answer.status_code == 302
    given = Return.objects.get()
    assert given.to_staff == waiting.staff["english"]
    assert given.revision == 1
    assert client.post(address, {"part": "FOREIGN_LANG_1", "note": ""}).status_code == 422


def test_a_record_of_another_class_or_school_is_not_found(waiting: SchoolWorld) -> None:
    client = logged_in(Client(), waiting, "principal")
    record = records_of(waiting, "4A1")[0]
    assert client.get(f"/duyet-hoc-ba/{waiting.classes['4A2'].id}/tra-lai/{record.id}/").status_code == 404
    assert client.get("/duyet-hoc-ba/999999/").status_code == 404
