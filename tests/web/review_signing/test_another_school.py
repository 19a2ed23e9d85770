"""Nobody reaches another school's objects by number: not on one address of signing, issuing, submitting, transfers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from hocba_web.issuance.models import Copy, HandOut
from hocba_web.issuance.services import handing
from hocba_web.issuance.services.copies import Wanted, ask
from hocba_web.issuance.services.handing import Recipient
from hocba_web.records.models import Record, Step
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.submission.models import Message, Package, PackageLine, Recall, RecallList
from support.web import SchoolWorld, actor_for, logged_in, make_school
from support.web.school import NOW
from support.web.sealing import accepted, approved_class
from web.review_signing.addresses import of

REFUSED = {403, 404, 405}
SCRIPTS = ("/mo-khoa/", "/gia-tri/", "/dien-thoai/")
"""They take JSON alone."""
PEOPLE = ("principal", "clerk", "registrar", "homeroom:4A1")


def filled(world: SchoolWorld) -> Mapping[str, int]:
    """A number of the first school for every name that addresses use."""
    record = Record.objects.filter(school=world.school, state="accepted").first()
    assert record is not None
    pupil_id = record.enrolment.pupil_id
    told = Recipient("Nguyễn Thị Mẹ", "mother", "Gia đình lưu giữ", signed_for=True)
    clerk = actor_for(world, "clerk")
    given = handing.hand_out(
        actor=clerk, pupil_id=pupil_id, kind=HandOut.Kind.FILES, record_ids=[record.id], recipient=told, at=NOW
    )
    wanted = Wanted("certified", "paper", [record.id], "Nguyễn Thị Mẹ", "mother", "Nộp hồ sơ")
    copy = ask(actor=clerk, pupil_id=pupil_id, wanted=wanted, at=NOW)
    certificate = Certificate.objects.get(school=world.school)
    batch = Batch.objects.create(
        school=world.school,
        owner=world.staff["clerk"].user,
        role="clerk",
        capacity="clerk",
        kind="seal",
        certificate=certificate,
        algorithm="ecdsa-sha256",
        state="stopped",
        confirmed_at=NOW,
        real_at=NOW,
    )
    item = Item.objects.create(batch=batch, kind="seal", target=record.id, shown_digest="0" * 64, state="failed")
    package = Package.objects.create(
        school=world.school,
        year=world.year,
        school_class=record.school_class,
        group=record.group,
        number=1,
        state="signed",
        content_digest="0" * 64,
        prepared_by=world.staff["clerk"].user,
        prepared_at=NOW,
    )
    PackageLine.objects.create(package=package, record=record, position=1, xml_sha256="0" * 64)
    message = Message.objects.create(
        school=world.school,
        kind=Message.Kind.SUBMIT,
        package=package,
        year_first=2025,
        message_id="tin-thu",
        created_at=NOW,
        next_at=NOW,
    )
    listed = RecallList.objects.create(
        school=world.school, year=world.year, content_digest="0" * 64, made_by=world.staff["clerk"].user, made_at=NOW
    )
    recall = Recall.objects.create(
        school=world.school,
        record=record,
        way="recall",
        reason="Sai",
        asked_by=world.staff["clerk"].user,
        asked_at=NOW,
        listed_in=listed,
    )
    return {
        "record_id": record.id,
        "class_id": record.school_class_id,
        "pupil_id": pupil_id,
        "year_id": world.year.id,
        "certificate_id": certificate.id,
        "batch_id": batch.id,
        "item_id": item.id,
        "copy_id": copy,
        "hand_out_id": given,
        "package_id": package.id,
        "message_pk": message.pk,
        "recall_id": recall.id,
        "list_id": listed.id,
        "request_id": 1,
        "transfer_id": 1,
        "departure_id": 1,
        "arrival_id": 1,
        "file_id": 1,
    }


@pytest.mark.parametrize("who", PEOPLE)
def test_by_number(client: Client, db: None, at: datetime, who: str) -> None:
    assert at == NOW
    first = approved_class(pupils=2)
    accepted(first)
    numbers = filled(first.world)
    other = make_school(classes=("4A1",), pupils=1)
    steps, copies = Step.objects.count(), set(Copy.objects.values_list("id", "state", "version"))
    browser = logged_in(client, other, who)
    reached = [
        (address, answer.status_code)
        for address in of(numbers)
        for answer in (browser.get(address), *_posts(browser, address))
        if answer.status_code not in REFUSED
    ]
    assert not reached
    assert Step.objects.count() == steps
    assert set(Copy.objects.values_list("id", "state", "version")) == copies


def test_a_document_of_no_number(client: Client, world: SchoolWorld) -> None:
    """The one address that is no plain number."""
    answer = logged_in(client, world, "principal").get(f"/chuyen-truong/di/{'9' * 4400}/phieu-ban-giao.xml")
    assert answer.status_code in REFUSED


def _posts(browser: Client, address: str) -> Iterator[HttpResponse]:
    """With what would be asked first."""
    if not address.endswith(SCRIPTS):
        yield browser.post(address, {"reason": "Sai", "note": "Sai", "answer": "Sai"})
    else:
        yield browser.post(address, '{"secret": "x", "values": []}', content_type="application/json")
