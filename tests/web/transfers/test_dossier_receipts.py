"""What a receipt in a dossier proves, and of whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hocba.exchange.statements import Receipt, sign_statement
from hocba.signature_profile import algorithm
from hocba.verification import Policy, load_trust
from hocba.verification.described import described
from hocba_web.submission.transfers.dossier.manifest import RECEIPTS
from hocba_web.submission.transfers.dossier.reading import Found, Unpacked, judge
from support.forge import golden
from support.forge.pki import bad, good, organisation
from support.forge.resign import resign
from support.web.held_vectors import AT, VECTORS

ACCEPTED = datetime(2026, 5, 26, tzinfo=UTC)


@pytest.mark.parametrize("own", [False, True], ids=["authority", "the school itself"])
def test_no_school_is_its_own_authority(*, own: bool) -> None:
    """The head's certificate ran out on 28/05/2026: only what was accepted before counts."""
    school = golden.record_a().school
    authority = school.name if own else school.authority_name
    record = replace(golden.record_a(), school=replace(school, authority_name=authority))
    signed = resign(golden.signed(record).data, "cbql", by=bad()["expired-since"])
    data = resign(signed, "ky-phat-hanh", by=good()["seal"])
    policy = Policy(validation_time=AT, trust=load_trust(VECTORS / "trust"))
    stated = Receipt(
        uuid=record.lookup_uuid,
        record_digest=described(data, policy)["digest"],
        pdf_digest=None,
        school=school.code,
        message_id="m-1",
        verdict="accepted",
        policy="hocba-gateway/1",
        accepted_at=ACCEPTED,
    )
    signer = organisation(authority, "0099000002", "mallory", 300)
    receipt = sign_statement(stated, signer, algorithm("ecdsa-sha256"), ACCEPTED).encode()
    receipts = (Found(f"{RECEIPTS}{record.lookup_uuid}.jws", receipt),)
    (judged,) = judge(Unpacked((Found("a.xml", data),), (), receipts), policy)
    assert judged.code == ("CERTIFICATE_EXPIRED_NO_PROOF" if own else "")
