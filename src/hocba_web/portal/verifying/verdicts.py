"""One verdict a file: what the verifier found, and what the register holds under the file's UUID."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from hocba.documents.papers import PAPER_VERSION
from hocba.signature_profile.handover import handover_form
from hocba.verification.described import Described
from hocba.verification.log.receipts import KIND as RECEIPT


class Verdict(Enum):
    """What a person is told, in one sentence; the sentences are VERIFY_<value in capitals> of the catalogue."""

    GOOD = "good"
    """Every check passed, and the register holds this very record as current."""
    COPY = "copy"
    """The authority's own labelled copy of a record that is current."""
    RECALLED = "recalled"
    SUPERSEDED = "superseded"
    DIFFERS = "differs"
    """Sealed well, but the register holds another content under this UUID."""
    NOT_HELD = "not_held"
    """Every check passed; the register has no such UUID."""
    ALTERED = "altered"
    """The content is not what was signed."""
    FAILED = "failed"
    FOREIGN = "foreign"
    """No record's frame at all: of other software, or a record that was printed or saved anew."""
    INCOMPLETE = "incomplete"
    """Signatures are missing, nothing else is wrong."""
    STATUS_UNKNOWN = "status_unknown"
    """Circular 15/2025/TT-BKHCN: the status of a certificate cannot be had, and this must be said."""
    UNSURE = "unsure"
    PAPER = "paper"
    """A sealed paper that holds no record."""
    HANDOVER = "handover"
    RECEIPT = "receipt"
    """An authority's receipt, signed well."""
    PACKAGE_GOOD = "package_good"
    PACKAGE_MIXED = "package_mixed"
    UNREADABLE = "unreadable"
    """Neither XML nor PDF."""
    EMPTY = "empty"
    """Not a byte in it."""
    ARCHIVE = "archive"
    """Packed: the files in it are to be given."""
    TOO_HEAVY = "too_heavy"
    """Could not be examined within the limits."""

    @property
    def kind(self) -> str:
        """Its colour on a page: done, late or error."""
        if self in _DONE:
            return "done"
        return "error" if self in _ERROR else "late"


_DONE = {Verdict.GOOD, Verdict.COPY, Verdict.PAPER, Verdict.HANDOVER, Verdict.RECEIPT, Verdict.PACKAGE_GOOD}
_ERROR = {
    *(Verdict.ALTERED, Verdict.FAILED, Verdict.FOREIGN, Verdict.DIFFERS),
    *(Verdict.RECALLED, Verdict.SUPERSEDED),
}
_CHANGED = {"HASH_FAILURE", "SIG_CRYPTO_FAILURE"}
_NO_FRAME = {"UNKNOWN_PROFILE", "PDF_NOT_OURS"}
_PACKED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
"""First bytes of ZIP (and of Office's documents), RAR, 7-Zip and gzip."""


class Register(Enum):
    """What is said of the register."""

    CURRENT = "current"
    RECALLED = "recalled"
    SUPERSEDED = "superseded"
    ABSENT = "absent"
    DIFFERS = "differs"
    NOT_ASKED = "not_asked"
    """The seal is not good, so nothing the register holds is told: who forges a file must learn nothing from it."""
    NO_RECORD = "no_record"
    """The file is no record, or cannot be read as one."""


_OF_REGISTER = {
    Register.CURRENT: Verdict.GOOD,
    Register.RECALLED: Verdict.RECALLED,
    Register.SUPERSEDED: Verdict.SUPERSEDED,
    Register.ABSENT: Verdict.NOT_HELD,
    Register.DIFFERS: Verdict.DIFFERS,
}
_OF_PROFILE = {
    PAPER_VERSION: Verdict.PAPER,
    handover_form().profile.name: Verdict.HANDOVER,
    RECEIPT: Verdict.RECEIPT,
}


def verdict_on(found: Described, register: Register) -> Verdict:
    """The verdict on one file that is no package.

    Never milder than the verifier: only a file that passed may be called good.
    """
    match found["indication"]:
        case "TOTAL_FAILED":
            if found["sub_indication"] in _CHANGED:
                return Verdict.ALTERED
            return Verdict.FOREIGN if _no_frame(found) else Verdict.FAILED
        case "INDETERMINATE":
            return _undecided(found["sub_indication"], register)
    if register is Register.CURRENT and (found["copy"] or found["profile"] == PAPER_VERSION):
        return Verdict.COPY
    if register in _OF_REGISTER:
        return _OF_REGISTER[register]
    # What passed without a record is one of these; there is no such file of another kind.
    return _OF_PROFILE.get(found["profile"], Verdict.UNSURE)


def verdict_on_other(data: bytes) -> Verdict:
    """The verdict on what is neither XML nor PDF, by its first bytes: what the person does next differs."""
    if not data:
        return Verdict.EMPTY
    return Verdict.ARCHIVE if data.startswith(_PACKED) else Verdict.UNREADABLE


def verdict_on_package(found: Described, of_records: Iterable[Verdict]) -> Verdict:
    """The verdict on a package: the verifier's word on the whole, then that on its records."""
    if found["indication"] != "TOTAL_PASSED":
        return verdict_on(found, Register.NO_RECORD)
    return Verdict.PACKAGE_GOOD if set(of_records) == {Verdict.GOOD} else Verdict.PACKAGE_MIXED


def _no_frame(found: Described) -> bool:
    """Whether nothing else failed than that the file is built as no record is."""
    failed = {one["code"] for one in found["checks"] if one["outcome"] == "failed"}
    return bool(failed) and failed <= _NO_FRAME


def _undecided(sub_indication: str, register: Register) -> Verdict:
    if register in {Register.RECALLED, Register.SUPERSEDED, Register.DIFFERS}:
        return _OF_REGISTER[register]
    if sub_indication == "SIG_CONSTRAINTS_FAILURE":
        return Verdict.INCOMPLETE
    return Verdict.STATUS_UNKNOWN if sub_indication == "TRY_LATER" else Verdict.UNSURE
