"""Which certificates may be declared, by whom, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from hocba.adapters.agent.messages import PROOF
from hocba.errors import HocbaError, SignerFailed, SigningRefused
from hocba.messages import Language, catalogue, text
from hocba_web.accounts.ports import ports as account_ports
from hocba_web.base.refusals import Forbidden, Refused
from hocba_web.schools.models import School
from hocba_web.signatures.models import Batch, Certificate, Evidence, KeyFile
from hocba_web.signatures.ports import ports
from hocba_web.signatures.selectors.certificates import own, seal_in_use, usable
from hocba_web.signatures.services import batches, certificates
from hocba_web.signatures.services.certificates import expiring, proofs
from hocba_web.signatures.services.queue import advance
from support.keys import TestKey, algorithm_for, demo_ca, raw_sign
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.signing import PASSWORD, TAX_CODE, Pki, p12, real_now, sign_all
from web.signatures.test_queue import start
from web.signatures.toy import Toy, pieces, signed

WHO = "homeroom:4A1"


def refused(world: SchoolWorld, made: TestKey, who: str = WHO, password: str = PASSWORD) -> HocbaError:
    with pytest.raises(HocbaError) as error:
        certificates.register_file(
            actor=actor_for(world, who),
            holder="person",
            content=p12(made),
            password=password,
            at=NOW,
            real_at=real_now(),
        )
    assert not Certificate.objects.exists()
    said(error.value)
    return error.value


def said(error: HocbaError) -> None:
    """Its sentences exist, with every value they need."""
    languages: tuple[Language, ...] = ("vi", "en")
    for language in languages:
        assert text(error.code, error.params, language=language)
    assert error.code in catalogue()


def test_only_the_owner_declares_a_certificate(world: SchoolWorld, pki: Pki) -> None:
    stranger = pki.ca.person("Trần Văn Khác", "001185990099", kind="p256")
    assert refused(world, stranger).code == "CERTIFICATE_OTHER_PERSON"
    seal = pki.ca.seal(world.school.name, kind="p256")
    assert refused(world, seal).code == "CERTIFICATE_OTHER_PERSON"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"kind": "rsa1024"}, "CERTIFICATE_NOT_TRUSTED"),
        ({"kind": "p224"}, "CERTIFICATE_NOT_TRUSTED"),
        ({"usage": ("key_encipherment",)}, "CERTIFICATE_NOT_TRUSTED"),
        ({"extended_usage": ("1.3.6.1.5.5.7.3.1",)}, "CERTIFICATE_NOT_TRUSTED"),
        ({"is_ca": True}, "CERTIFICATE_NOT_TRUSTED"),
        ({"valid": (datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))}, "CERTIFICATE_NOT_VALID_NOW"),
        ({"valid": (datetime(2030, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC))}, "CERTIFICATE_NOT_VALID_NOW"),
        ({"valid": (datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))}, "CERTIFICATE_NOT_VALID_NOW"),
    ],
)
def test_what_cannot_sign_is_not_declared(world: SchoolWorld, pki: Pki, how: dict[str, Any], code: str) -> None:
    staff = world.staff[WHO]
    made = pki.ca.person(staff.name, staff.personal_id, **({"kind": "p256"} | how))
    assert refused(world, made).code == code


def test_unknown_issuer_wrong_password_and_rubbish(world: SchoolWorld, pki: Pki, settings: Any) -> None:
    staff = world.staff[WHO]
    foreign = demo_ca("Elsewhere").person(staff.name, staff.personal_id, kind="p256")
    assert refused(world, foreign).code == "CERTIFICATE_NOT_TRUSTED"
    assert refused(world, pki.person_key(world, WHO), password="sai").code == "PKCS12_UNREADABLE"
    with pytest.raises(Refused, match="KEY_FILE_TOO_LARGE"):
        certificates.register_file(
            actor=actor_for(world, WHO),
            holder="person",
            content=b"0" * 70_000,
            password="",
            at=NOW,
            real_at=real_now(),
        )
    settings.PKCS12_ALLOWED = False
    assert refused(world, pki.person_key(world, WHO)).code == "KEY_FILES_NOT_ALLOWED"


def test_revoked_unknown_status_and_a_clock_that_is_behind(world: SchoolWorld, pki: Pki) -> None:
    made = pki.person_key(world, WHO)
    pki.revoke(made)
    assert refused(world, made).code == "CERTIFICATE_REVOKED_NOW"

    other = pki.person_key(world, WHO)
    pki.publish(at=real_now() - timedelta(days=90))
    assert refused(world, other).code == "CERTIFICATE_STATUS_UNKNOWN"
    pki.publish(at=real_now() + timedelta(hours=3))
    assert refused(world, other).code == "CLOCK_BEHIND"


def test_a_demonstration_certificate_counts_in_demo_mode_only(world: SchoolWorld, settings: Any, tmp_path: Any) -> None:
    from hocba.adapters.demo_pki import DemoPerson, DemoSchool, KeyKind, make_demo_pki  # noqa: PLC0415  # slow to import

    staff = world.staff[WHO]
    tree = make_demo_pki(
        [DemoPerson(staff.name, staff.personal_id)],
        DemoSchool(world.school.name),
        tmp_path / "demo",
        now=real_now(),
        key_kind=KeyKind.ECDSA_P256,
    )
    settings.TRUST_FOLDER = tree.trust
    given = {
        "actor": actor_for(world, WHO),
        "holder": "person",
        "content": tree.people[0].path.read_bytes(),
        "password": tree.people[0].password,
        "at": NOW,
        "real_at": real_now(),
    }
    with pytest.raises(SigningRefused, match="CERTIFICATE_IS_DEMO"):
        certificates.register_file(**given)
    settings.HOCBA = replace(settings.HOCBA, demo=True)
    number = certificates.register_file(**given)
    (row,) = own(given["actor"], at=NOW, real_at=real_now())
    assert (row.id, row.demo, row.usable) == (number, True, True)


def test_a_new_certificate_of_the_same_way_takes_the_place(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    first = pki.give(world, WHO)
    batch_id = start(world, first, pieces(3))
    advance(batch_id, at=NOW, real_at=real_now())
    second = pki.give(world, WHO)

    assert Certificate.objects.get(id=first).state == "replaced"
    assert not KeyFile.objects.filter(certificate_id=first).exists()
    stopped = Batch.objects.get(id=batch_id)
    assert (stopped.state, stopped.stopped_code) == ("stopped", "CERTIFICATE_ENDED")
    with pytest.raises(Refused, match="CERTIFICATE_NOT_ACTIVE"):
        batches.resume(actor=actor_for(world, WHO), batch_id=batch_id, at=NOW, real_at=real_now())
    batches.stop(actor=actor_for(world, WHO), batch_id=batch_id, at=NOW)
    assert sign_all(actor_for(world, WHO), start(world, second, pieces(3))).committed == 3


def test_declaring_twice(world: SchoolWorld, pki: Pki) -> None:
    made = pki.person_key(world, WHO)
    number = pki.give(world, WHO, made=made)
    with pytest.raises(Refused, match="CERTIFICATE_KNOWN"):
        pki.give(world, WHO, made=made)
    certificates.report_lost(actor=actor_for(world, WHO), certificate_id=number, reason="Mất USB", at=NOW)
    with pytest.raises(Refused, match="CERTIFICATE_ENDED_BEFORE"):
        pki.give(world, WHO, made=made)


def test_reported_lost_while_signing(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    number = pki.give(world, WHO)
    batch_id = start(world, number, pieces(3))
    advance(batch_id, at=NOW, real_at=real_now())
    with pytest.raises(Refused, match="NOT_FOUND_HERE"):
        certificates.report_lost(actor=actor_for(world, "english"), certificate_id=number, reason="", at=NOW)
    certificates.report_lost(actor=actor_for(world, WHO), certificate_id=number, reason="Mất máy", at=NOW)

    assert sign_all(actor_for(world, WHO), batch_id).stopped_code == "CERTIFICATE_ENDED"
    assert signed() == []
    assert usable(actor_for(world, WHO), "person", at=NOW, real_at=real_now()) == ()


def test_revoked_between_signing_and_storing(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    made = pki.person_key(world, WHO)
    batch_id = start(world, pki.give(world, WHO, made=made), pieces(30))

    def revoke(piece: Any) -> None:
        if piece.target == 12:
            pki.revoke(made)

    toy.before_settle = revoke
    stopped = sign_all(actor_for(world, WHO), batch_id)

    assert (stopped.state, stopped.stopped_code) == ("stopped", "CERTIFICATE_REVOKED_NOW")
    assert len(signed()) == 12, "the handful that was being stored, and none after"
    batches.stop(actor=actor_for(world, WHO), batch_id=batch_id, at=NOW)
    assert advance(batch_id, at=NOW, real_at=real_now()).counts["stopped"] == 18
    assert len(signed()) == 12


def test_the_schools_certificate_waits_for_the_authority(world: SchoolWorld, pki: Pki, toy: Toy) -> None:
    told: list[int] = []
    before, ports.certificate_declared = ports.certificate_declared, told.append
    try:
        first = pki.give_seal(world, approved=False)
    finally:
        ports.certificate_declared = before
    assert told == [first]
    assert seal_in_use(world.school.id) is None
    toy.holder = "organisation"
    with pytest.raises(Refused, match="CERTIFICATE_NOT_ACTIVE"):
        start(world, first, pieces(2), who="clerk")

    certificates.mark_approved(certificate_id=first, at=NOW)
    certificates.mark_approved(certificate_id=first, at=NOW)
    facts = seal_in_use(world.school.id)
    assert facts is not None
    assert facts.id == first
    assert sign_all(actor_for(world, "clerk"), start(world, first, pieces(2), who="clerk")).committed == 2

    second = pki.give_seal(world, kind="rsa2048", approved=False)
    certificates.mark_refused(certificate_id=second, at=NOW, answer="Sai mã số thuế")
    assert Certificate.objects.get(id=second).answer == "Sai mã số thuế"
    assert seal_in_use(world.school.id) == facts
    third = pki.give_seal(world, kind="rsa3072", approved=False)
    certificates.mark_approved(certificate_id=third, at=NOW)
    assert Certificate.objects.get(id=first).state == "replaced"


def test_a_refused_certificate_of_the_school_is_declared_again(world: SchoolWorld, pki: Pki) -> None:
    School.objects.filter(id=world.school.id).update(tax_code=TAX_CODE)
    seal = p12(pki.ca.seal(world.school.name, TAX_CODE, kind="p256"))
    admin = actor_for(world, "school_admin")
    given = {"actor": admin, "holder": "organisation", "content": seal, "password": PASSWORD, "real_at": real_now()}
    first = certificates.register_file(**given, at=NOW)
    with pytest.raises(Refused, match="CERTIFICATE_KNOWN"):
        certificates.register_file(**given, at=NOW)
    certificates.mark_refused(certificate_id=first, at=NOW, answer="Thiếu giấy đăng ký")

    again = certificates.register_file(**given, at=NOW + timedelta(days=1))

    row = Certificate.objects.get(id=again)
    assert (again, row.state, row.answer, row.ended_at) == (first, "pending", "", None)
    certificates.mark_approved(certificate_id=again, at=NOW)
    facts = seal_in_use(world.school.id)
    assert facts is not None
    assert facts.id == again


def test_who_declares_the_schools_certificate_and_which(world: SchoolWorld, pki: Pki) -> None:
    given = {"holder": "organisation", "password": PASSWORD, "at": NOW, "real_at": real_now()}
    seal = p12(pki.ca.seal(world.school.name, TAX_CODE, kind="p256"))
    for who in ("principal", "clerk", WHO):
        with pytest.raises(Forbidden):
            certificates.register_file(actor=actor_for(world, who), content=seal, **given)
    admin = actor_for(world, "school_admin")
    with pytest.raises(Refused, match="SCHOOL_TAX_CODE_MISSING"):
        certificates.register_file(actor=admin, content=seal, **given)
    School.objects.filter(id=world.school.id).update(tax_code=TAX_CODE)
    for other in (pki.ca.seal("Trường Tiểu học Khác", TAX_CODE), pki.ca.seal(world.school.name, "5700999999")):
        with pytest.raises(Refused, match="CERTIFICATE_OTHER_SCHOOL"):
            certificates.register_file(actor=admin, content=p12(other), **given)


def prove(world: SchoolWorld, made: TestKey, *, who: str = WHO, **change: Any) -> int:
    challenge = certificates.challenge(actor=actor_for(world, WHO), holder="person", real_at=real_now())
    assert challenge.message.startswith(PROOF)
    value = raw_sign(made.key, challenge.message, proofs.algorithm_of_proof(made.chain[0]))
    given = {"way": "vgca", "token": challenge.token, "chain": made.chain[:1], "value": value, "real_at": real_now()}
    return certificates.register_proved(
        **({"actor": actor_for(world, who), "holder": "person", "at": NOW} | given | change)
    )


@pytest.mark.parametrize("kind", ["rsa2048", "p256", "p384"])
def test_declared_by_a_proof_of_possession(world: SchoolWorld, pki: Pki, kind: str) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415  # here alone

    (pki.folder / "issuing.crt").write_bytes(pki.ca.issuing.public_bytes(Encoding.PEM))
    row = Certificate.objects.get(id=prove(world, pki.person_key(world, WHO, kind=kind)))
    assert (row.way, row.state, row.chain.count("BEGIN CERTIFICATE")) == ("vgca", "active", 2)


def test_a_proof_must_be_fresh_ones_own_and_made_by_the_key(world: SchoolWorld, pki: Pki) -> None:
    made = pki.person_key(world, WHO)
    whole = {"chain": made.chain}
    other = raw_sign(pki.person_key(world, WHO).key, b"something else", algorithm_for(made))
    with pytest.raises(SignerFailed, match="SIGNER_VALUE_WRONG"):
        prove(world, made, **whole, value=other)
    with pytest.raises(Refused, match="PROOF_OUTDATED"):
        prove(world, made, **whole, real_at=real_now() + timedelta(minutes=11))
    with pytest.raises(Refused, match="PROOF_OUTDATED"):
        prove(world, made, **whole, token="made:up:token")
    with pytest.raises(Refused, match="PROOF_OUTDATED"):
        prove(world, made, **whole, who="homeroom:4A2")
    with pytest.raises(Refused, match="PROOF_OUTDATED"):
        prove(world, made, **whole, holder="organisation", actor=actor_for(world, "school_admin"))
    assert not Certificate.objects.exists()


def test_warnings_before_the_end_each_once(world: SchoolWorld, pki: Pki, monkeypatch: pytest.MonkeyPatch) -> None:
    number = pki.give(world, WHO)
    told: list[tuple[int, str]] = []
    monkeypatch.setattr(account_ports, "notify", lambda user, _kind, words: told.append((user, words)))
    ends = Certificate.objects.get(id=number).valid_until
    days = {
        left: expiring.warn_of_ends(at=NOW, real_at=ends - timedelta(days=left)) for left in (90, 59, 58, 30, 29, 7, 6)
    }
    assert days == {90: 0, 59: 1, 58: 0, 30: 1, 29: 0, 7: 1, 6: 0}
    assert {user for user, _ in told} == {world.staff[WHO].user_id, world.staff["school_admin"].user_id}
    assert "còn 59 ngày" in told[0][1]


def test_evidence_is_only_added(world: SchoolWorld, pki: Pki) -> None:
    pki.give(world, WHO)
    for change in (lambda one: one.update(kind="ocsp"), lambda one: one.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(Evidence.objects.all())
