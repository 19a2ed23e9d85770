"""Packages: who prepares, approves, signs; what goes in, what comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hocba.documents.xml import read_list
from hocba.errors import HocbaError
from hocba.verification import Indication, verify
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused
from hocba_web.base.stores import StorageAway
from hocba_web.records.models import StoredFile
from hocba_web.records.selectors.files import place_of
from hocba_web.submission.kinds.package import PackageKind, pieces_for
from hocba_web.submission.models import Package, PackageLine
from hocba_web.submission.services import packages, settling, store
from support.keys import demo_ca
from support.web.acting import actor_for
from support.web.record_signing import policy
from support.web.school import NOW, make_school
from support.web.sealing import drive, signing
from support.web.signing import real_now
from web.submission.conftest import Office

AFTER_JUNE = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)


def test_records_are_sorted_by_the_group_that_stands_in_them(office: Office) -> None:
    record = office.records[2]
    type(record).objects.filter(id=record.id).update(group="15/8")
    made = office.prepare()
    assert [(one.group, one.lines.count(), one.number) for one in made] == [("15/6", 2, 1), ("15/8", 1, 2)]
    assert not any(one.late for one in made)


def test_a_package_after_the_period_is_late(office: Office) -> None:
    (package,) = office.prepare(at=AFTER_JUNE)
    assert package.late


def test_pressing_twice_packs_nothing_twice(office: Office) -> None:
    office.prepare()
    with pytest.raises(Refused, match="NOTHING_TO_PACK"):
        office.prepare()
    assert PackageLine.objects.count() == 3


def test_what_is_too_large_for_one_transaction_is_divided(office: Office, monkeypatch) -> None:
    sizes = list(StoredFile.objects.filter(kind="xml").values_list("size", flat=True))
    assert len(sizes) == 3
    from hocba.exchange.content import ContentSize  # noqa: PLC0415  # measures as the core does
    from hocba_web.records.selectors.files import contents  # noqa: PLC0415  # the same

    files = list(contents([one.id for one in office.records], "xml").values())
    size = ContentSize()
    two = max(size.add(data) for data in files[:2])
    monkeypatch.setattr("hocba_web.submission.services.packages.preparing.content_limit", lambda: two + 100)
    made = office.prepare()
    assert [one.lines.count() for one in made] == [2, 1]


def test_who_prepared_does_not_approve(office: Office) -> None:
    (package,) = office.prepare()
    clerk = actor_for(office.world, "clerk")
    principal = replace(actor_for(office.world, "principal"), user_id=clerk.user_id)
    seen = {package.id: package.content_digest}
    with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
        packages.approve(actor=clerk, seen=seen, at=NOW, real_at=real_now())
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        packages.approve(actor=principal, seen=seen, at=NOW, real_at=real_now())


def test_approving_needs_a_fresh_factor_and_what_was_shown(office: Office) -> None:
    (package,) = office.prepare()
    stale = actor_for(office.world, "principal", fresh=False)
    with pytest.raises(FreshFactorNeeded):
        packages.approve(actor=stale, seen={package.id: package.content_digest}, at=NOW, real_at=real_now())
    with pytest.raises(Refused, match="PACKAGE_CHANGED"):
        packages.approve(
            actor=actor_for(office.world, "principal"), seen={package.id: "0" * 64}, at=NOW, real_at=real_now()
        )
    package.refresh_from_db()
    assert package.state == Package.State.PREPARED


def test_an_unapproved_package_is_not_signed(office: Office) -> None:
    (package,) = office.prepare()
    with pytest.raises(Refused, match="PACKAGE_NOT_APPROVED"):
        PackageKind().require(actor_for(office.world, "clerk"), pieces_for([package]), at=NOW)
    with pytest.raises(Refused, match="PACKAGE_NOT_APPROVED"):
        office.sign(package)
    assert office.states == ["issued"] * 3


def test_an_unsigned_package_is_not_sent(office: Office) -> None:
    (package,) = office.prepare()
    office.approve(package)
    with pytest.raises(Refused, match="LIST_NOT_SIGNED_YET"):
        office.send(package)
    assert office.states == ["issued"] * 3


def test_the_signed_list_holds_the_issued_files_and_verifies(office: Office) -> None:
    package = office.signed()
    data = store.get(package.sha256)
    opened = read_list(data)
    digests = set(StoredFile.objects.filter(kind="xml").values_list("sha256", flat=True))
    import hashlib  # noqa: PLC0415  # only here

    assert {hashlib.sha256(one).hexdigest() for one in opened.files} == digests
    assert verify(data, policy()).indication is Indication.TOTAL_PASSED
    assert package.size == len(data)


def test_a_foreign_certificate_does_not_sign_a_list(office: Office) -> None:
    (package,) = office.prepare()
    office.approve(package)
    package.refresh_from_db()
    stranger = demo_ca("Other").seal("Trường Tiểu học Khác", kind="p256")
    with pytest.raises(Refused, match="SEAL_CERTIFICATE_NOT_APPROVED"):
        drive(PackageKind(), pieces_for([package]), signing(office.world, stranger), stranger)


def test_a_file_that_changed_in_the_store_stops_the_signature(office: Office, settings, tmp_path) -> None:
    (package,) = office.prepare()
    office.approve(package)
    package.refresh_from_db()
    digest = StoredFile.objects.filter(kind="xml").first().sha256
    place = tmp_path / "files" / place_of(digest)
    place.chmod(0o600)
    place.write_bytes(place.read_bytes().replace(b"Em ", b"Ex ", 1))
    with pytest.raises(HocbaError, match="FILE_DAMAGED"):
        office.sign(package)
    assert office.states == ["issued"] * 3


def test_a_full_disk_leaves_everything_as_it_was(office: Office, monkeypatch) -> None:
    (package,) = office.prepare()
    office.approve(package)

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hocba_web.base.stores.Folder._save", full)
    with pytest.raises(StorageAway, match="No space"):
        office.sign(package)
    package.refresh_from_db()
    assert package.state == Package.State.APPROVED
    assert office.states == ["issued"] * 3


def test_a_dissolved_package_frees_its_records(office: Office) -> None:
    package = office.signed()
    packages.dissolve(actor=actor_for(office.world, "clerk"), package_id=package.id, reason="Đóng nhầm", at=NOW)
    (again,) = office.prepare()
    office.approve(again)
    office.sign(again)
    office.deliver(office.send(again))
    assert office.states == ["accepted"] * 3


def test_a_sent_package_is_not_dissolved(office: Office) -> None:
    package = office.signed()
    office.send(package)
    with pytest.raises(Refused, match="PACKAGE_SENT_ALREADY"):
        packages.dissolve(actor=actor_for(office.world, "clerk"), package_id=package.id, reason="Thử", at=NOW)


def test_packages_of_another_school_do_not_exist(office: Office) -> None:
    (package,) = office.prepare()
    other = make_school()
    with pytest.raises(Missing):
        packages.approve(
            actor=actor_for(other, "principal"),
            seen={package.id: package.content_digest},
            at=NOW,
            real_at=real_now(),
        )


def test_a_refusal_that_is_not_about_content_sends_the_same_bytes_again(office: Office) -> None:
    refused = office.records[0]
    office.gateway.refusals = {refused.uuid: ("GATEWAY_CERTIFICATE_NOT_APPROVED", "Chữ ký số", "Chưa phê duyệt")}
    office.deliver(office.send(office.signed()))
    assert office.states == ["rejected", "accepted", "accepted"]
    (line,) = PackageLine.objects.filter(state=PackageLine.State.REFUSED)
    assert (line.code, line.title, line.text) == (
        "GATEWAY_CERTIFICATE_NOT_APPROVED",
        "Chữ ký số",
        "Chưa phê duyệt",
    )
    first = office.gateway.records[refused.uuid]
    with pytest.raises(Refused, match="NOTHING_TO_PACK"):
        office.prepare()
    settling.send_again(actor=actor_for(office.world, "clerk"), line_ids=[line.id], at=NOW)
    office.gateway.refusals = {}
    office.deliver(office.send(office.signed()))
    assert office.states == ["accepted"] * 3
    assert office.gateway.records[refused.uuid] == first


def test_a_record_whose_content_is_wrong_is_not_sent_again(office: Office) -> None:
    office.gateway.refusals = {office.records[0].uuid: ("GATEWAY_RECORD_SIGNATURE", "", "")}
    office.deliver(office.send(office.signed()))
    (line,) = PackageLine.objects.filter(state=PackageLine.State.REFUSED)
    with pytest.raises(Refused, match="REFUSAL_NEEDS_FIX"):
        settling.send_again(actor=actor_for(office.world, "clerk"), line_ids=[line.id], at=NOW)
