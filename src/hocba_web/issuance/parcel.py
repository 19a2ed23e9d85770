"""What a family takes home: files of records in one archive, prints, the slip with the code."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.conf import settings

from hocba.documents.papers import CodeSlip, Formalities, code_slips, confirmed_print
from hocba.documents.rendition import book_of, class_print, render
from hocba_web.base.clock import local
from hocba_web.base.refusals import Refused
from hocba_web.issuance.papers import Signed, issued, place_of, titles_of
from hocba_web.issuance.selectors.held import Held
from hocba_web.records.selectors.files import contents
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.selectors.signers import managers_of

_READ_ME = """HỌC BẠ SỐ

Mỗi năm học có hai tệp có giá trị như nhau khi dùng trên môi trường số:
- tệp PDF để đọc và in;
- tệp XML để phần mềm đọc và để xác thực.

Đừng mở rồi lưu lại các tệp này bằng phần mềm khác: chữ ký số sẽ không còn đúng.
Học bạ có hiệu lực kể từ thời điểm chốt dữ liệu học bạ.
Mã xác nhận để tra cứu được nhà trường giao trên một phiếu riêng. Không gửi phiếu đó kèm các tệp này.
"""


def zipped(records: Sequence[Held], at: datetime) -> bytes:
    """PDF and XML of some records, with a note on how to keep them; the same bytes for the same time.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED.
    """
    ids = [record.record_id for record in records]
    packed, time = BytesIO(), local(at).timetuple()[:6]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("DOC-TRUOC.txt", time), _READ_ME)
        for kind in ("pdf", "xml"):
            for record_id, content in sorted(contents(ids, kind).items()):
                record = next(one for one in records if one.record_id == record_id)
                archive.writestr(zipfile.ZipInfo(f"{file_name(record)}.{kind}", time), content)
    return packed.getvalue()


def file_name(record: Held) -> str:
    """HocBa-2025-2026-4A2-<UUID>: no name of a child in the names of files."""
    return f"HocBa-{record.year}-{record.class_name.replace('/', '.')}-{record.uuid}"


def printed(records: Sequence[Held], at: datetime, *, book: bool) -> bytes:
    """Records on paper, oldest year first: each on its own, or a pupil's years as one book.

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED, NOTHING_TO_PRINT_HERE.
        UsageError: PRINT_OF_SEVERAL_CLASSES, BOOK_OF_SEVERAL_PUPILS, BOOK_YEAR_TWICE.
    """
    signed, demo = _signed(records)
    address = settings.LOOKUP_ADDRESS
    if book:
        return render(book_of(signed, lookup_address=address, demo=demo), sealed_xml=None, created_at=at)
    return class_print(signed, created_at=at, lookup_address=address, demo=demo)


def confirmed(records: Sequence[Held], school_id: int, at: datetime, *, book: bool) -> bytes:
    """A pupil's records on paper with the place where the head confirms them, which makes them equal to paper records.

    Source: Decision 32/QĐ-THPĐ, art. 3(3).

    Raises:
        Missing: FILE_LOST.
        Refused: FILE_DAMAGED, NOTHING_TO_PRINT_HERE, COPY_SIGNER_UNFIT (nobody is head today).
        UsageError: BOOK_YEAR_TWICE.
    """
    day, school = local(at).date(), profile(school_id)
    head = next(iter(managers_of(school_id, day).values()), None)
    if head is None:
        raise Refused("COPY_SIGNER_UNFIT")
    signed, demo = _signed(records)
    return confirmed_print(
        signed,
        Formalities(
            organisation=school.name,
            authority=school.authority_name,
            symbol="",
            place=place_of(school_id),
            day=day,
            signer_title=titles_of(head),
            signer=head.name,
        ),
        created_at=at,
        book=book,
        lookup_address=settings.LOOKUP_ADDRESS,
        demo=demo,
    )


def _signed(records: Sequence[Held]) -> tuple[list[Signed], bool]:
    """Records as prints take them, from their issued files, and whether a demo key signed any."""
    if not records:
        raise Refused("NOTHING_TO_PRINT_HERE")
    files = contents([record.record_id for record in records], "xml")
    found = [issued(files[record.record_id]) for record in records]
    return [one for one, _ in found], any(by_demo for _, by_demo in found)


def slip(record: Held, code: str, school_id: int, at: datetime) -> bytes:
    """The sheet with one record's confirmation code, and nothing of the record."""
    return code_slips(
        [
            CodeSlip(
                school=profile(school_id).name,
                school_year=record.year,
                class_name=record.class_name,
                pupil=record.pupil,
                code=code,
                lookup_address=settings.LOOKUP_ADDRESS.partition("?")[0],  # its page asks for the number first
            )
        ],
        created_at=at,
        demo=settings.HOCBA.demo,
    )
