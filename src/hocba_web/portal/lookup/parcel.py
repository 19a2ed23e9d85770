"""Files that a look-up hands out: the record as sealed, and a whole set with the means to verify it offline."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.conf import settings
from django.db import transaction

from hocba.errors import UsageError
from hocba.model import SchoolYear
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.portal.lookup import visits
from hocba_web.portal.lookup.asking import standing_of
from hocba_web.portal.lookup.visits import FileKind
from hocba_web.register.selectors import records
from hocba_web.register.selectors.records import Rendition, Standing
from hocba_web.register.services import copies
from hocba_web.transparency import facts as log

_TYPES = {FileKind.PDF: "application/pdf", FileKind.XML: "application/xml", FileKind.ALL: "application/zip"}
_RECEIPT = "bien-nhan.jws"
_KEYS = "khoa-nhat-ky"
_ABOUT_KEYS = (
    f"- {_KEYS}/*.vkey: khóa công khai của nhật ký và của bên chứng kiến; đối chiếu với khóa công bố trên trang\n"
    "  Nhật ký của cổng rồi chép vào thư mục chứng thư gốc (tin-cay) trước khi kiểm tra biên nhận.\n"
)
_NO_LONGER = "CHÚ Ý: lúc tải, học bạ này đã bị thu hồi hoặc thay thế và không còn giá trị.\n\n"
_READ_ME = """HỌC BẠ SỐ

{state}Trong bộ này:
- {name}.pdf: bản để đọc và in{by};
- {name}.xml: bản để phần mềm đọc và để xác thực, có chữ ký số của nhà trường;
{receipt}{keys}
Hai tệp PDF và XML có giá trị như nhau khi dùng trên môi trường số. Đừng mở rồi lưu lại bằng phần mềm khác: chữ ký số sẽ
không còn đúng. Học bạ có hiệu lực kể từ thời điểm chốt dữ liệu học bạ.

Xác thực trên mạng: {address}xac-thuc/
Xác thực khi không có mạng, với công cụ hocba và thư mục chứng thư gốc lấy từ nguồn chính thức:

    hocba verify --trust tin-cay {verify}{name}.xml

Kiểm tra khi không có mạng không cho biết học bạ có bị thu hồi sau lúc tải hay không; muốn biết, hãy tra cứu lại.
"""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be handed out."""

    name: str
    """Without any name of a child."""
    content_type: str
    content: bytes


def hand_out(token: str, kind: FileKind, *, at: datetime, real_at: datetime) -> File:
    """A file by the token of a visit, once a kind; arguments as of `visits.take`.

    Raises:
        Missing: LOOKUP_VISIT_OVER, REGISTER_FILE_LOST.
        Refused: LOOKUP_FILE_TAKEN, REGISTER_FILE_DAMAGED, or what `copies.make` refuses; then it is not
            counted as fetched.
    """
    with transaction.atomic():
        standing = standing_of(visits.resume(token, real_at=real_at).uuid)
        visits.take(token, kind, school_id=standing.school_id, at=at, real_at=real_at)
        return file_of(standing, kind, at=at)


def file_of(standing: Standing, kind: FileKind, *, at: datetime) -> File:
    """The file of a record; the caller traces it.

    Raises:
        Missing: REGISTER_FILE_LOST.
        Refused: REGISTER_FILE_DAMAGED, or what `copies.make` refuses.
    """
    name = f"HocBa-{SchoolYear(standing.school_year)}-{standing.uuid}"
    if kind is FileKind.XML:
        content = records.xml(standing.uuid)
    elif kind is FileKind.PDF:
        content = _pdf(standing, at).content
    else:
        content = _whole(standing, name, at)
    return File(f"{name}.{kind.value}", _TYPES[kind], content)


def _pdf(standing: Standing, at: datetime) -> Rendition:
    """The school's sealed PDF, else the authority's labelled copy, made now if it is the first time."""
    if standing.pdf:
        return records.pdf(standing.uuid)
    return copies.make(standing.uuid, at=at)


def _whole(standing: Standing, name: str, at: datetime) -> bytes:
    """PDF, XML, receipt and a note; the same bytes for the same time."""
    receipt = records.receipt(standing.uuid)
    try:
        pdf = _pdf(standing, at)
    except Refused:  # recalled before a copy was made, or no seal here: the data are whole without pages
        pdf = None
    keys = _keys()
    note = _READ_ME.format(
        name=name,
        state="" if standing.state == "current" else _NO_LONGER,
        by="" if pdf is None or pdf.sealed_by == "school" else " (Sở Giáo dục và Đào tạo lập và đóng dấu)",
        receipt=f"- {_RECEIPT}: biên nhận có chữ ký số của Sở Giáo dục và Đào tạo.\n" if receipt else "",
        keys=_ABOUT_KEYS if keys else "",
        verify=f"--receipt {_RECEIPT} " if receipt else "",
        address=f"{settings.HOCBA.base_url}/",
    )
    packed, time = BytesIO(), local(at).timetuple()[:6]
    files = {"DOC-TRUOC.txt": note.encode(), f"{name}.xml": records.xml(standing.uuid)}
    files |= {f"{_KEYS}/{path}": f"{text}\n".encode() for path, text in keys.items()}
    if pdf:
        files[f"{name}.pdf"] = pdf.content
    if receipt:
        files[_RECEIPT] = receipt.encode()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, time), content)
    return packed.getvalue()


def _keys() -> dict[str, str]:
    """The public keys of the log and its witnesses, as files of a verifier's trust folder."""
    try:
        known = log.trusted()
    except UsageError:  # set wrongly: the operator is told at start, and a family gets its record all the same
        return {}
    return {
        f"{one.name.replace('/', '-')}.vkey": (
            f"{one.name}+{one.key_id.hex()}+{b64encode(bytes([one.kind]) + one.public).decode()}"
        )
        for one in known
    }
