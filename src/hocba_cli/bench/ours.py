"""What is measured of ours: the product's own doors, called as the command line calls them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from hocba.documents.rendition import Form, SignatureLine, Stage, form_of, line_of, render
from hocba.documents.xml import write_record
from hocba.issuing.batch import Issued, Terms, issue_batch
from hocba.model import YearRecord
from hocba.signature_profile import DEFAULT_PROFILE, profile
from hocba.signing import pades, xades
from hocba.verification import Indication, Policy, load_trust, verify
from hocba_cli.bench import fixture
from hocba_cli.bench.keyring import KeyRing

SIGNATURES = 6
"""Of the fixture: three teachers, homeroom teacher, head, seal."""


class Ours:
    """Our stack with one set of keys; all signatures and verifications happen at one moment.

    Args:
        keyring: whose keys sign.
        now: that moment.
    """

    def __init__(self, keyring: KeyRing, now: datetime) -> None:
        self.now = now
        self._keys = keyring
        self._profile = profile(DEFAULT_PROFILE)
        self.policy = Policy(validation_time=now, trust=load_trust(keyring.pki.trust))
        self._without_text = replace(self.policy, check_text=False)
        self._terms = Terms(profile=self._profile, keys=keyring, signing_time=now, policy=self.policy)

    def record(self, number: int) -> YearRecord:
        """The record of that number."""
        return fixture.record(number, self.now.date())

    def unsigned(self, record: YearRecord) -> bytes:
        """The XML before any signature."""
        return write_record(record, self._profile)

    def sign(self, record: YearRecord) -> bytes:
        """The XML built and signed in every slot."""
        return self._sign(record).data

    def issue(self, number: int) -> Issued:
        """Everything: XML, its signatures, PDF, its seal, own verification of both."""
        (issued,) = self.issue_many([number])
        return issued

    def issue_many(self, numbers: Iterable[int]) -> list[Issued]:
        """The same for a whole class at once.

        Raises:
            ValueError: a record was refused.
        """
        issued: list[Issued] = []
        for outcome in issue_batch([self.record(number) for number in numbers], self._terms):
            if not isinstance(outcome, Issued):
                raise ValueError(outcome)  # noqa: TRY004  # not a wrong type of argument: a refusal
            issued.append(outcome)
        return issued

    def signed_with_form(self, number: int) -> tuple[bytes, Form]:
        """The signed XML and the form that shows it."""
        draft = self._sign(self.record(number))
        return draft.data, self.form(draft.record, self._lines(draft))

    def form_lines(self, number: int) -> list[SignatureLine]:
        """Who signed, as the form shows it; the same for every record."""
        return self._lines(self._sign(self.record(number)))

    def form(self, record: YearRecord, lines: list[SignatureLine]) -> Form:
        """What the PDF shows."""
        return form_of(record, lines, stage=Stage.SEALED, demo=True)

    def render(self, form: Form, xml: bytes) -> bytes:
        """The PDF before its seal."""
        return render(form, sealed_xml=xml, created_at=self.now)

    def seal(self, pdf: bytes) -> bytes:
        """The PDF with its seal."""
        signer = self._keys.signers[""]
        prepared = pades.prepare(
            pdf,
            signer.chain,
            self.now,
            self._keys.algorithm(signer),
            school=fixture.SCHOOL.name,
            location="Quảng Ninh",
            not_before=self.now,
        )
        return pades.embed(prepared, signer.key.sign_raw(prepared.to_be_signed))

    def verify(self, data: bytes) -> None:
        """The verdict without the comparison of texts; raises unless it is "passed"."""
        _require_passed(data, self._without_text)

    def verify_with_text(self, data: bytes) -> None:
        """The verdict with it."""
        _require_passed(data, self.policy)

    def _sign(self, record: YearRecord) -> xades.Draft:
        draft = xades.Draft.write(record, self._profile)
        how = self._keys.algorithm(self._keys.signers[""])
        for slot in self._profile.slots:
            for holder in draft.holders(slot):
                signer = self._keys.signers[holder or _BY_ROLE.get(slot.role, "")]
                prepared = xades.prepare(draft, slot.name, signer.chain, self.now, how)
                value = signer.key.sign_raw(prepared.to_be_signed)
                draft = xades.embed_into(draft, prepared, value, check_value=False)  # as `issue_batch` does
        return draft

    def _lines(self, draft: xades.Draft) -> list[SignatureLine]:
        signers = self._keys.signers
        return [
            line_of(one.slot.name, draft.record, signers[_holder(one)].chain[0], one.signed_at) for one in draft.filled
        ]


_BY_ROLE = {"homeroom_teacher": fixture.HOMEROOM.personal_id, "manager": fixture.HEAD.personal_id}


def _holder(filled: xades.Filled) -> str:
    return filled.person or _BY_ROLE.get(filled.slot.role, "")


def _require_passed(data: bytes, policy: Policy) -> None:
    report = verify(data, policy)
    if report.indication is not Indication.TOTAL_PASSED:
        failed = [check.code for check in report.checks if check.outcome.value != "passed"]
        raise ValueError(f"{report.kind} {report.indication.value}: {failed}")
