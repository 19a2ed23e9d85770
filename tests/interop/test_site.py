"""Programs that are not ours on what the site itself issued: sealed records, sealed extracts, prints, sheets, slips."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import programs
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from hocba.model import Moment
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.issuance import liaison, parcel
from hocba_web.issuance.kinds.paper import PaperKind, piece_for
from hocba_web.issuance.papers import copy_pdf
from hocba_web.issuance.selectors import held
from hocba_web.issuance.selectors.copies import find_copy
from hocba_web.issuance.services.copies import Wanted, ask, decide
from hocba_web.records.selectors.files import content, contents
from support.keys import FROM, UNTIL, demo_ca
from support.web.acting import actor_for
from support.web.school import NOW
from support.web.sealing import Approved, accepted, approved_class, drive, signing

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def site() -> Approved:
    """A class that was sealed on the site and accepted."""
    ready = approved_class()
    ready.records = accepted(ready)
    return ready


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    """What the judges trust: the root, and lists that revoke nobody."""
    folder, ca = tmp_path / "trust", demo_ca()
    folder.mkdir()
    (folder / "root.pem").write_bytes(ca.root.public_bytes(serialization.Encoding.PEM))
    for number, (issuer, key) in enumerate(((ca.root, ca.root_key), (ca.issuing, ca.issuing_key))):
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
        signed = builder.last_update(FROM).next_update(UNTIL).sign(key, hashes.SHA256())
        (folder / f"{number}.crl").write_bytes(signed.public_bytes(serialization.Encoding.DER))
    return folder


def _copied(site: Approved, kind: str, form: str) -> bytes:
    """A copy of the first record, sealed if it is electronic."""
    school, record = site.world.school.id, site.records[0]
    wanted = Wanted(
        kind=kind,
        form=form,
        record_ids=[record.id],
        requester="Nguyễn Thị Mẹ",
        relation="mother",
        purpose="Nộp hồ sơ học bổng",
    )
    number = ask(actor=actor_for(site.world, "clerk"), pupil_id=record.enrolment.pupil_id, wanted=wanted, at=NOW)
    head = actor_for(site.world, "principal")
    signer = site.world.staff["principal"].id
    decide(actor=head, copy_id=number, version=1, grant=True, at=NOW, signer_id=signer, abbreviation="THPĐ")
    copy = find_copy(school, number)
    if form == "paper":
        return copy_pdf(copy)
    by = signing(site.world, site.key, at=NOW + timedelta(minutes=1))
    drive(PaperKind(), [piece_for(copy)], by, site.key)
    return content(find_copy(school, number).sha256)


def _files(site: Approved) -> dict[str, bytes]:
    """Everything that the site hands out of one class."""
    school, ids = site.world.school.id, [record.id for record in site.records]
    own = held.of_pupil(school, site.records[0].enrolment.pupil_id)
    facts = class_facts(site.records[0].school_class_id, school)
    return {
        **{f"record-{number}.{kind}": data for kind in ("xml", "pdf") for number, data in contents(ids, kind).items()},
        "extract-sealed.pdf": _copied(site, "extract", "electronic"),
        "extract.pdf": _copied(site, "extract", "paper"),
        "copy.pdf": _copied(site, "certified", "paper"),
        "confirmed.pdf": parcel.confirmed(own, school, NOW, book=False),
        "confirmed-book.pdf": parcel.confirmed(own, school, NOW, book=True),
        "class.pdf": parcel.printed(held.of_class(facts.id), NOW, book=False),
        "liaison.pdf": liaison.sheets(facts, Moment.YEAR_END, liaison.pupils_of(facts, NOW, ()), NOW),
        "slip.pdf": parcel.slip(own[0], "7KQ4-M2XP-9TRD", school, NOW),
    }


def test_dss_and_verapdf_accept_all_that_the_site_hands_out(site: Approved, trust: Path, tmp_path: Path) -> None:
    files = _files(site)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    said = programs.java_verdicts(programs.build_judge(), trust, [tmp_path / name for name in sorted(files)])
    sealed = {"record": "PAdES-BASELINE-B", "extract-sealed": "PAdES-BASELINE-B"}
    for path, verdict in said.items():
        assert "error" not in verdict, (path.name, verdict)
        formats = {signature["format"] for signature in verdict["signatures"]}
        if path.suffix == ".xml":
            assert formats == {"XAdES-BASELINE-B"}, path.name
            assert len(verdict["signatures"]) == len(programs.signatures(path))
        else:
            expected = next((kind for stem, kind in sealed.items() if path.stem.startswith(stem)), None)
            assert formats == ({expected} if expected else set()), path.name
            for standard in ("3a", "ua1"):
                assert verdict["conformance"][standard]["failures"] == {}, (path.name, standard)
        assert {signature["indication"] for signature in verdict["signatures"]} <= {"TOTAL_PASSED"}, verdict
