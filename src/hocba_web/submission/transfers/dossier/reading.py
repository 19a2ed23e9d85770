"""What a family brings, file by file: archives opened within bounds, every signed file verified before it is believed.

Source: Decision 32/QĐ-THPĐ, chapter I art. 5(5)(c); after Decision 1789/QĐ-SGDĐT, art. 22(1) (data are inherited).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType
from zlib import error as ZlibError  # noqa: N812  # named like the exceptions beside it

from hocba.documents.handover import Handover
from hocba.documents.xml import exclusive_c14n, parse_strict, widest_limits
from hocba.errors import DocumentError
from hocba.exchange.statements import Receipt
from hocba.model import PupilIdentity, YearRecord
from hocba.verification import Indication, Policy, VerificationReport, verify, verify_statement
from hocba_web.base.refusals import Refused
from hocba_web.base.text import clean
from hocba_web.schools.services.attachments import Upload
from hocba_web.submission.transfers.dossier.manifest import NAME, PAPERS, RECEIPTS, digests
from hocba_web.submission.transfers.dossier.packing import CHECK_SHEET

MOST_FILES = 80
MOST_BYTES = 48 * 1024 * 1024
"""Of everything in one upload, unpacked."""
_NAME = 150
_ZIP = b"PK\x03\x04"
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Found:
    """One file, unpacked."""

    path: str
    """In the archive, or the name alone."""
    content: bytes

    @property
    def sha256(self) -> str:
        """64 lower-case hexadecimal digits."""
        return sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        """Without folders."""
        return clean(self.path.replace("\\", "/").rsplit("/", 1)[-1])[:_NAME] or "tep"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One upload."""

    files: tuple[Found, ...]
    papers: tuple[Found, ...]
    receipts: tuple[Found, ...]
    said: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """SHA-256 by path, where there is a manifest."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a file is, after verification."""

    file: Found
    media: str
    verdict: str
    """Indication; empty for a file that no verification was made of."""
    code: str = ""
    """Why it is not believed; empty for one that passed."""
    place: str = ""
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    demo: bool = False
    record: YearRecord | None = None
    handover: Handover | None = None
    xml: bytes | None = None
    """Of a PDF: the XML in it."""

    @property
    def passed(self) -> bool:
        """Whether it may be shown as true."""
        return not self.code

    @property
    def content(self) -> YearRecord | Handover:
        """What it says; only of one that passed."""
        found = self.record or self.handover
        assert found is not None  # noqa: S101  # a passed file is one of the two
        return found

    @property
    def signed_xml(self) -> bytes:
        """The XML that the signatures are over: of a PDF, the one in it."""
        return self.xml if self.media == "pdf" and self.xml is not None else self.file.content

    @property
    def pupil(self) -> PupilIdentity:
        """Whose it is, as the signed bytes say."""
        return self.content.pupil

    def refused(self, code: str, **params: object) -> Judged:
        """The same, not believed for a reason of the dossier."""
        return replace(self, code=code, params=params, record=None, handover=None, xml=None)


def unpack(uploads: Sequence[Upload]) -> Unpacked:
    """Files, archives opened.

    Raises:
        Refused: DOSSIER_ARCHIVE_BROKEN, DOSSIER_TOO_LARGE.
    """
    files: list[Found] = []
    papers: list[Found] = []
    receipts: list[Found] = []
    said: dict[str, str] = {}
    for one in _opened(uploads):
        if one.path == NAME:
            said |= digests(one.content) or {}
        elif one.path.startswith(PAPERS):
            papers.append(one)
        elif one.path.startswith(RECEIPTS):
            receipts.append(one)
        elif one.path != CHECK_SHEET:
            files.append(one)
    return Unpacked(tuple(files), tuple(papers), tuple(receipts), MappingProxyType(said))


def judge(unpacked: Unpacked, policy: Policy) -> tuple[Judged, ...]:
    """Verify every file that claims to be signed.

    Args:
        unpacked: as brought.
        policy: how strictly; a record with a receipt of its authority is judged as of its acceptance.
    """
    receipts = {one.name.rpartition(".")[0]: one.content for one in unpacked.receipts}
    judged = [_judged(one, policy, receipts) for one in unpacked.files]
    return tuple(_as_said(one, unpacked.said) for one in judged)


def _as_said(judged: Judged, said: Mapping[str, str]) -> Judged:
    told = said.get(judged.file.path)
    if told is not None and told != judged.file.sha256:
        return judged.refused("DOSSIER_FILE_CHANGED")
    return judged


def _judged(file: Found, policy: Policy, receipts: Mapping[str, bytes]) -> Judged:
    if file.content.startswith(b"%PDF-"):
        media = "pdf"
    elif file.content.lstrip()[:1] == b"<":
        media = "xml"
    else:
        return Judged(file, "", "", "DOSSIER_FILE_UNKNOWN")
    report = verify(file.content, policy)
    if report.indication is not Indication.TOTAL_PASSED and report.record is not None:
        report = _with_receipt(file.content, report, policy, receipts.get(report.record.uuid))
    found = Judged(
        file,
        media,
        report.indication.value,
        demo=report.demo,
        record=report.signed_record,
        handover=report.signed_handover,
        xml=report.signed_xml,
    )
    if report.indication is not Indication.TOTAL_PASSED:
        decisive = next(
            (check for check in report.findings if check.sub_indication is report.sub_indication), report.findings[0]
        )
        return replace(
            found,
            code=decisive.code,
            place=decisive.where[:120],
            params={k: str(v) for k, v in decisive.params.items()},
        )
    if found.record is None and found.handover is None:
        return found.refused("DOSSIER_NOT_A_RECORD")
    return found


def _with_receipt(data: bytes, report: VerificationReport, policy: Policy, receipt: bytes | None) -> VerificationReport:
    """Judge once more as of the moment at which the record's own authority had it; else the report as it was."""
    if receipt is None:
        return report
    text = receipt.decode(errors="replace").strip()
    proof = _receipt(text, policy)
    if proof is None:
        return report
    again = verify(data, replace(policy, proof_of_existence=proof.accepted_at))
    record, xml = again.signed_record, again.signed_xml or data
    if record is None or proof.uuid != record.lookup_uuid or proof.record_digest != _record_digest(xml):
        return report
    authority = record.school.authority_name
    if authority == record.school.name or _receipt(text, policy, authority=authority) is None:
        return report  # another's word, or the school's own
    return again


def _receipt(text: str, policy: Policy, *, authority: str | None = None) -> Receipt | None:
    stated = verify_statement(text, policy, kind=Receipt.kind, authority=authority)
    if stated.indication is not Indication.TOTAL_PASSED or stated.payload is None:
        return None
    try:
        return Receipt.of(stated.payload)
    except DocumentError:
        return None


def _record_digest(xml: bytes) -> str:
    """SHA-256 over the exclusive C14N of the whole HOC_BA, as receipts name it."""
    return sha256(exclusive_c14n(parse_strict(xml, widest_limits()))).hexdigest()


def _opened(uploads: Sequence[Upload]) -> Iterator[Found]:
    count = size = 0
    for upload in uploads:
        inside = _archived(upload) if upload.content.startswith(_ZIP) else [Found(upload.name, upload.content)]
        for one in inside:
            count, size = count + 1, size + len(one.content)
            if count > MOST_FILES or size > MOST_BYTES:
                raise _too_large()
            yield one


def _archived(upload: Upload) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(BytesIO(upload.content)) as archive:
            left = MOST_BYTES
            for info in archive.infolist()[: MOST_FILES + 1]:
                if info.is_dir():
                    continue
                if info.flag_bits & _ENCRYPTED:
                    raise Refused("DOSSIER_ARCHIVE_BROKEN", where="dossier", name=clean(upload.name)[:60])
                with archive.open(info) as member:
                    content = member.read(left + 1)  # what the head of an archive says of sizes is not believed
                left -= len(content)
                if left < 0:
                    raise _too_large()
                yield Found(info.filename, content)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ZlibError, ValueError, OSError) as error:
        raise Refused("DOSSIER_ARCHIVE_BROKEN", where="dossier", name=clean(upload.name)[:60]) from error


def _too_large() -> Refused:
    return Refused("DOSSIER_TOO_LARGE", where="dossier", most=MOST_FILES, limit_mib=MOST_BYTES // 1024 // 1024)
