"""Sealing through the signing queue and its pages: both rounds under one confirmation, failures, going on."""

from __future__ import annotations

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client

from hocba.verification import verify_pair
from hocba_web.issuance.kinds.seal import pieces_for
from hocba_web.issuance.selectors.sealing import of_class
from hocba_web.records.models import Record, StoredFile
from hocba_web.records.selectors.files import content, files_of
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.services import batches
from support.web import actor_for, logged_in
from support.web.record_signing import policy
from support.web.records import records_of
from support.web.school import NOW
from support.web.signing import real_now, sign_all, sign_batch


@pytest.fixture
def certificate(sealing):
    """Number of the school's certificate."""
    return Certificate.objects.get(school=sealing.school, holder="organisation").id


def due(world, class_name="4A2"):
    return [row for row in of_class(world.classes[class_name].id) if row.approved]


def states(world, class_name="4A2"):
    return {record.state for record in records_of(world, class_name)}


class TestBatch:
    def test_a_class_is_sealed_in_both_rounds_with_one_confirmation(self, sealing, certificate):
        state = sign_batch(sealing, "clerk", "seal", pieces_for(due(sealing)), certificate)
        count = len(records_of(sealing, "4A2"))
        assert state.counts["committed"] == 2 * count
        assert states(sealing) == {"issued"}
        assert Batch.objects.get().state == Batch.State.DONE
        for record in records_of(sealing, "4A2"):
            kept = files_of(record.id)
            for report in verify_pair(content(kept["xml"]), content(kept["pdf"]), policy()):
                report.require_passed()

    def test_a_second_clerk_cannot_begin_what_the_first_is_sealing(self, sealing, certificate):
        pieces = pieces_for(due(sealing))
        begin = {
            "kind": "seal",
            "pieces": pieces,
            "certificate_id": certificate,
            "seen": batches.seen_digest(pieces),
            "at": NOW,
            "real_at": real_now(),
        }
        first = batches.start(actor=actor_for(sealing, "clerk"), **begin)
        with pytest.raises(Exception, match="SIGNING_ELSEWHERE"):
            batches.start(actor=actor_for(sealing, "principal"), **begin)
        sign_all(actor_for(sealing, "clerk"), first)
        assert states(sealing) == {"issued"}

    def test_a_full_disk_stops_the_second_round_and_nothing_is_signed_again(self, sealing, certificate, monkeypatch):
        def full(*_args, **_more):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(FileSystemStorage, "save", full)
        state = sign_batch(sealing, "clerk", "seal", pieces_for(due(sealing)), certificate)
        assert states(sealing) == {"principal_signed"}
        assert not StoredFile.objects.exists()
        assert (state.state, state.stopped_code) == ("stopped", "SIGNING_STORAGE_FAILED")
        monkeypatch.undo()
        clerk = actor_for(sealing, "clerk")
        batches.resume(actor=clerk, batch_id=state.id, at=NOW, real_at=real_now())
        sign_all(clerk, state.id)
        assert states(sealing) == {"issued"}

    def test_what_one_batch_left_half_done_another_finishes(self, sealing, certificate):
        clerk, rows = actor_for(sealing, "clerk"), due(sealing)
        begun = sign_half(sealing, clerk, rows, certificate)
        batches.stop(actor=clerk, batch_id=begun, at=NOW)
        half = due(sealing)
        assert all(row.half for row in half)
        state = sign_batch(sealing, "principal", "seal", pieces_for(half), certificate)
        assert state.counts["committed"] == len(half)
        assert states(sealing) == {"issued"}


def sign_half(world, clerk, rows, certificate):
    """A batch whose first round is done and whose second is not; its number."""
    from hocba_web.signatures.services import queue, server_keys  # noqa: PLC0415  # only here
    from support.web.signing import PASSWORD  # noqa: PLC0415  # only here

    del world
    pieces = pieces_for(rows)
    number = batches.start(
        actor=clerk,
        kind="seal",
        pieces=pieces,
        certificate_id=certificate,
        seen=batches.seen_digest(pieces),
        at=NOW,
        real_at=real_now(),
    )
    queue.advance(number, at=NOW, real_at=real_now())
    server_keys.sign(actor=clerk, batch_id=number, secret=PASSWORD, at=NOW, real_at=real_now())
    while Item.objects.filter(batch=number, slot="KY_PHAT_HANH").exclude(state=Item.State.COMMITTED).exists():
        queue.advance(number, at=NOW, real_at=real_now())
    return number


class TestPages:
    def test_the_overview_counts_what_is_ready(self, sealing):
        client = logged_in(Client(), sealing, "clerk")
        page = client.get("/phat-hanh/dong-dau/").content.decode()
        count = len(records_of(sealing, "4A2"))
        assert f"Đóng dấu cả {count} học bạ" in page
        assert "4A1" in page

    def test_chosen_records_of_a_class_begin_a_batch(self, sealing):
        client = logged_in(Client(), sealing, "clerk")
        class_id = sealing.classes["4A2"].id
        page = client.get(f"/phat-hanh/dong-dau/lop/{class_id}/")
        tokens = [one["token"] for one in page.context["records"] if one["token"]]
        answer = client.post(f"/phat-hanh/dong-dau/lop/{class_id}/bat-dau/", {"record": tokens[:1]})
        batch = Batch.objects.get()
        assert answer["Location"].endswith(f"/ky-so/dot/{batch.id}/")
        assert batch.items.count() == 1

    def test_the_whole_year_begins_a_batch_if_it_is_what_was_shown(self, sealing):
        client = logged_in(Client(), sealing, "clerk")
        seen = client.get("/phat-hanh/dong-dau/").context["seen"]
        sign_batch_of_one(sealing)
        assert client.post("/phat-hanh/dong-dau/ca-truong/", {"seen": seen}).status_code == 409
        seen = client.get("/phat-hanh/dong-dau/").context["seen"]
        assert client.post("/phat-hanh/dong-dau/ca-truong/", {"seen": seen}).status_code == 302

    def test_tampered_tokens_are_refused(self, sealing):
        client = logged_in(Client(), sealing, "clerk")
        class_id = sealing.classes["4A2"].id
        for token in ("", "x", "1:2:3", f"{Record.objects.first().id}:1:KY_PHAT_HANH:{'0' * 64}"):
            answer = client.post(f"/phat-hanh/dong-dau/lop/{class_id}/bat-dau/", {"record": [token]})
            assert answer.status_code in {404, 409}, token
        assert not Batch.objects.exists()

    def test_without_an_approved_certificate_the_page_says_what_is_missing(self, sealing):
        Certificate.objects.filter(holder="organisation").update(state=Certificate.State.PENDING)
        client = logged_in(Client(), sealing, "clerk")
        page = client.get(f"/phat-hanh/dong-dau/lop/{sealing.classes['4A2'].id}/").content.decode()
        assert "chưa có chứng thư số được Sở phê duyệt" in page
        assert "</svg>Đóng dấu các học bạ đã chọn" not in page

    def test_only_the_office_and_the_head_see_the_pages(self, sealing):
        class_id = sealing.classes["4A2"].id
        for who, status in (("clerk", 200), ("principal", 200), ("registrar", 403), ("homeroom:4A2", 403)):
            client = logged_in(Client(), sealing, who)
            assert client.get("/phat-hanh/dong-dau/").status_code == status
            assert client.get(f"/phat-hanh/dong-dau/lop/{class_id}/").status_code == status

    def test_few_queries_however_many_pupils(self, sealing, django_assert_max_num_queries):
        client = logged_in(Client(), sealing, "clerk")
        client.get("/phat-hanh/dong-dau/")
        with django_assert_max_num_queries(30):
            client.get("/phat-hanh/dong-dau/")
        with django_assert_max_num_queries(30):
            client.get(f"/phat-hanh/dong-dau/lop/{sealing.classes['4A2'].id}/")


def sign_batch_of_one(world):
    """One record is sealed by somebody else meanwhile."""
    number = Certificate.objects.get(school=world.school, holder="organisation").id
    sign_batch(world, "principal", "seal", pieces_for(due(world)[:1]), number)
