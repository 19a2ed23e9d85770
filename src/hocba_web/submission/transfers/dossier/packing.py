"""The dossier that a pupil takes along, as one archive with manifest and check sheet.

What is in it: Circular 28/2020/TT-BGDĐT, art. 36(1): application, record, information on materials and progress
with the results so far, individual plan.
"""

from __future__ import annotations

import zipfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from lxml import etree

from hocba.documents.handover import read_handover
from hocba.documents.papers import handover_line, handover_print
from hocba.signing import handover as signing
from hocba.signing.xades.draft import Filled
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.issuance.parcel import file_name
from hocba_web.issuance.rendition import of_demo
from hocba_web.issuance.selectors import held
from hocba_web.issuance.selectors.held import Held
from hocba_web.records.selectors.files import contents
from hocba_web.schools.selectors.pupils.transfer_facts import TransferFacts
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.services import attachments
from hocba_web.submission.models import Departure, InheritedFile, Receipt
from hocba_web.submission.services import store
from hocba_web.submission.transfers.assembling import SOURCE
from hocba_web.submission.transfers.dossier.manifest import NAME, PAPERS, RECEIPTS, Entry, written

_CERTIFICATE = ".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate"
CHECK_SHEET = "PHIEU-KIEM-TRA.txt"
_INHERITED = {
    InheritedFile.Kind.RECORD: "Học bạ",
    InheritedFile.Kind.HANDOVER: "Phiếu bàn giao kết quả",
    InheritedFile.Kind.UNKNOWN: "Tệp chưa rõ loại",
}
"""The words of the lists, whatever language the principal reads."""
_SHEET = """PHIẾU KIỂM TRA HỒ SƠ CHUYỂN TRƯỜNG

Trường giao: {school}
Trường nhận: {other}
Học sinh: {pupil}, sinh ngày {born}, lớp {class_name}
Lập lúc: {at}

Các tệp trong hồ sơ:
{lines}

Cách kiểm tra: trường nhận tải nguyên tệp ZIP này lên hệ thống của mình, hoặc dùng công cụ xác thực học bạ số
với từng tệp XML, PDF. Chỉ tin nội dung của tệp đã xác thực đạt; giấy tờ trong thư mục giay-to chỉ để đọc.
Đừng mở rồi lưu lại các tệp: chữ ký số sẽ không còn đúng.
"""


def records_to_go(school_id: int, pupil_id: int) -> tuple[Held, ...]:
    """Issued records of the pupil that are not void, oldest first; some may still wait for the authority."""
    return tuple(one for one in held.of_pupil(school_id, pupil_id) if not one.void)


def packed(row: Departure, transfer: TransferFacts, at: datetime) -> bytes:
    """The archive; the same bytes for the same time.

    Args:
        row: the dossier, its hand-over document (if it has one) sealed.
        transfer: the transfer that it belongs to.
        at: when it is handed over, aware, UTC.

    Raises:
        Refused: DOSSIER_RECORD_PENDING, a record is issued and not accepted yet; RECALL_IS_ASKED; FILE_DAMAGED.
        Missing: FILE_LOST, ATTACHMENT_LOST.
    """
    records = records_to_go(row.school_id, row.pupil_id)
    for record in records:
        if not record.handable:
            raise Refused("DOSSIER_RECORD_PENDING", where=record.where, source=SOURCE, year=str(record.year))
    entries = [
        *_records(records),
        *_inherited(row),
        *_handover(row, at),
        *_papers(row, transfer),
    ]
    school, pupil = profile(row.school_id), row.pupil
    moment = local(at)
    sheet = _SHEET.format(
        school=school.name,
        other=f"{transfer.other_school}, {transfer.other_province}",
        pupil=pupil.name,
        born=f"{pupil.born:%d/%m/%Y}",
        class_name=transfer.class_name,
        at=f"{moment:%H:%M %d/%m/%Y}",
        lines="\n".join(f"- {one.name}\n  {one.about}\n  SHA-256 {one.sha256}" for one in entries),
    )
    entries.append(Entry(CHECK_SHEET, "sheet", sheet.encode()))
    head = {
        "made_at": moment.isoformat(),
        "school": {"code": school.code, "name": school.name},
        "receiving_school": transfer.other_school,
        "pupil": {"name": pupil.name, "born": pupil.born.isoformat(), "personal_id": pupil.personal_id},
    }
    return _zipped([Entry(NAME, "manifest", written(head, entries)), *entries], moment)


def _zipped(entries: Sequence[Entry], moment: datetime) -> bytes:
    packed_into = BytesIO()
    with zipfile.ZipFile(packed_into, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in entries:
            archive.writestr(zipfile.ZipInfo(one.name, moment.timetuple()[:6]), one.content)
    return packed_into.getvalue()


def _records(records: Sequence[Held]) -> Iterator[Entry]:
    ids = [one.record_id for one in records]
    files = {kind: contents(ids, kind) for kind in ("xml", "pdf")}
    receipts = dict(Receipt.objects.filter(record_id__in=ids, signed=True).values_list("record_id", "body"))
    for one in records:
        for kind, found in files.items():
            about = f"Học bạ năm học {one.year}, lớp {one.class_name} ({kind.upper()}), mã tra cứu {one.uuid}"
            yield Entry(f"{file_name(one)}.{kind}", "record", found[one.record_id], about)
        if receipts.get(one.record_id):
            about = f"Biên nhận của Sở cho học bạ năm học {one.year}"
            yield Entry(f"{RECEIPTS}{one.uuid}.jws", "receipt", receipts[one.record_id].encode(), about)


def _inherited(row: Departure) -> Iterator[Entry]:
    """What the pupil once brought goes on with them."""
    rows = InheritedFile.objects.filter(arrival__pupil_id=row.pupil_id, school_id=row.school_id, kept=True)
    for number, one in enumerate(rows.exclude(kind=InheritedFile.Kind.PAPER), start=1):
        year = f" năm học {one.first}-{one.first + 1}" if one.first else ""
        about = f"{_INHERITED[InheritedFile.Kind(one.kind)]}{year} của {one.school_name} (kế thừa)"
        yield Entry(f"ke-thua/{number:02}-{one.uuid}.{one.media}", one.kind, store.get(one.sha256), about)


def _handover(row: Departure, at: datetime) -> Iterator[Entry]:
    if not row.uuid:
        return
    data = store.get(row.sha256)
    yield Entry(f"PhieuBanGiao-{row.uuid}.xml", "handover", data, "Phiếu bàn giao kết quả đến nay, có chữ ký số")
    yield Entry(f"{PAPERS}PhieuBanGiao-{row.uuid}.pdf", "paper", readable(data, at), "Bản đọc của phiếu bàn giao")


def readable(data: bytes, at: datetime) -> bytes:
    """The print of a hand-over document, signed or not.

    Args:
        data: its XML, as the site made it.
        at: aware.
    """
    handover, draft = read_handover(data), signing.read_draft(data)
    lines = [
        handover_line(one.slot.name, handover, _leaf(one), one.signed_at)
        for one in sorted(draft.filled, key=lambda filled: filled.slot.order)
    ]
    return handover_print(handover, lines, created_at=at, demo=of_demo(draft))


def _leaf(filled: Filled) -> bytes:
    """DER of the signer's certificate, the first in the signature."""
    return b64decode(etree.fromstring(filled.element).findtext(_CERTIFICATE) or "")


def _papers(row: Departure, transfer: TransferFacts) -> Iterator[Entry]:
    application = transfer.evidence
    if application is not None:
        ending = application.name.rpartition(".")[2]
        yield Entry(
            f"{PAPERS}don-xin-chuyen-truong.{ending}",
            "paper",
            attachments.content(application),
            "Đơn xin chuyển trường",
        )
    yield Entry(
        f"{PAPERS}tai-lieu-va-tien-do.txt",
        "paper",
        row.materials.encode(),
        "Tài liệu học tập, tiến độ thực hiện chương trình",
    )
    if row.plan is not None:
        ending = row.plan.name.rpartition(".")[2]
        content = attachments.content(row.plan)
        yield Entry(f"{PAPERS}ke-hoach-giao-duc-ca-nhan.{ending}", "paper", content, "Kế hoạch giáo dục cá nhân")
