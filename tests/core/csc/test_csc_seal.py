"""The school's seal from a remote service, in two rounds under one confirmation on the phone: the XML, then its PDF."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from hocba.adapters.csc import BasicLogin, CscClient, CscProvider
from hocba.documents.rendition import Stage, form_of, render
from hocba.documents.xml import read_record
from hocba.signature_profile import algorithm, profile
from hocba.signing import pades, xades
from hocba.verification import Indication, Policy, verify
from support.csc_v2 import CscV2
from support.csc_v2_http import serving
from support.keys import demo_ca, staff_of
from support.records import sample_record
from support.sealed import LOOKUP, SEALED_AT, SIGNED_AT, lines_of, signers_of
from support.trust import trust_of

AT = datetime(2026, 5, 25, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(("kind", "name"), [("rsa2048", "rsa-sha256"), ("p256", "ecdsa-sha256")])
def test_both_seals_by_one_confirmation_and_the_file_passes(kind, name):
    how, record = algorithm(name), sample_record()
    staff = staff_of(record, kind=kind)
    service = CscV2(staff.seal, raw_ecdsa=True)
    with serving(service) as url:
        provider = CscProvider("sim", "Dịch vụ thử", url, "2", auth="basic")
        client = CscClient(provider, BasicLogin(provider, service.user, service.password))
        seal = client.credential(service.credential_id)

        *people, _ = signers_of(record, staff)
        draft = xades.Draft.write(record, profile())
        for minute, (slot, key) in enumerate(people):
            prepared = xades.prepare(draft, slot, key.chain, SIGNED_AT + timedelta(minutes=minute), how)
            draft = xades.embed_into(draft, prepared, key.sign([prepared.to_be_signed], how)[0])
        sealing = xades.prepare(draft, "KY_PHAT_HANH", seal.chain, SIGNED_AT + timedelta(minutes=len(people)), how)

        first = [hashlib.sha256(sealing.to_be_signed).digest()]
        waiting = client.begin(seal, first, how, at=AT, total=2, description="Đóng dấu 1 học bạ")
        service.answer_phone("confirmed")
        granted = client.poll(waiting, at=AT)
        xml = xades.embed_into(draft, sealing, client.sign(granted, first).values[0]).data

        form = form_of(
            read_record(xml).record, lines_of(record, staff), stage=Stage.SEALED, lookup_address=LOOKUP, demo=True
        )
        page = pades.prepare(
            render(form, sealed_xml=xml, created_at=SEALED_AT),
            seal.chain,
            SEALED_AT,
            how,
            school=record.school.name,
            location=record.place_of_issue,
            not_before=SIGNED_AT + timedelta(minutes=30),
        )
        second = [hashlib.sha256(page.to_be_signed).digest()]
        pdf = pades.embed(page, client.sign(client.extend(granted, second), second).values[0])
        client.close()
    assert service.signed == 2
    assert len(service.authorizations) == 1
    for file in (xml, pdf):
        assert (
            verify(file, Policy(validation_time=NOW, trust=trust_of(demo_ca()))).indication is Indication.TOTAL_PASSED
        )
