"""Evidence is told by what it holds, written once, handed out only whole."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.models import Attachment
from hocba_web.schools.services import attachments
from support.web import actor_for, make_school
from support.web.school import NOW

PDF = b"%PDF-1.7\n%%EOF\n"


def archive(*names: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return target.getvalue()


def store(world, name: str, content: bytes) -> Attachment:
    actor = actor_for(world, "registrar")
    return attachments.store(actor=actor, school_id=world.school.id, name=name, content=content, at=NOW)


@pytest.mark.parametrize(
    ("name", "content", "media_type", "kept"),
    [
        ("Trích lục.pdf", PDF, "application/pdf", "Trích lục.pdf"),
        ("anh.JPEG", b"\xff\xd8\xff\xe0rest", "image/jpeg", "anh.jpeg"),
        ("anh.png", b"\x89PNG\r\n\x1a\nrest", "image/png", "anh.png"),
        (
            "ds.xlsx",
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "ds.xlsx",
        ),
        (
            "ds.xls",
            bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"),
            "application/vnd.ms-excel",
            "ds.xls",
        ),
        ("giay.exe", PDF, "application/pdf", "giay.exe.pdf"),
        ("..\\..\\etc/passwd.pdf", PDF, "application/pdf", "passwd.pdf"),
        ('a"b<c>|d\u202efdp.pdf', PDF, "application/pdf", "a-b-c--dfdp.pdf"),
        ("", PDF, "application/pdf", "tep.pdf"),
        ("x" * 300 + ".pdf", PDF, "application/pdf", "x" * 146 + ".pdf"),
    ],
)
def test_kind_is_told_by_content_and_the_name_is_made_harmless(world, name, content, media_type, kept):
    found = store(world, name, content)
    assert (found.media_type, found.name, found.size) == (media_type, kept, len(content))
    assert attachments.content(found) == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ATTACHMENT_EMPTY"),
        (b"<html><script>alert(1)</script></html>", "ATTACHMENT_KIND"),
        (b"MZ\x90\x00", "ATTACHMENT_KIND"),
        (b"PK\x03\x04broken", "ATTACHMENT_KIND"),
        (archive("word/document.xml", "[Content_Types].xml"), "ATTACHMENT_KIND"),
        (PDF + b"0" * (10 * 1024 * 1024), "ATTACHMENT_TOO_LARGE"),
    ],
)
def test_what_is_no_evidence_is_refused_whatever_its_name(world, content, code):
    with pytest.raises(Refused) as refused:
        store(world, "trich-luc.pdf", content)
    assert refused.value.code == code
    assert not Attachment.objects.exists()


def test_the_same_content_is_one_file_never_written_again(world):
    first = store(world, "a.pdf", PDF)
    place = f"{first.sha256[:2]}/{first.sha256}"
    before = default_storage.get_modified_time(place)
    second = store(world, "b.pdf", PDF)
    assert second.sha256 == first.sha256
    assert default_storage.get_modified_time(place) == before
    assert default_storage.listdir(first.sha256[:2])[1] == [first.sha256]


def test_another_schools_file_is_not_stored(world):
    other = make_school(name="Trường khác")
    with pytest.raises(Missing):
        attachments.store(
            actor=actor_for(world, "registrar"), school_id=other.school.id, name="a.pdf", content=PDF, at=NOW
        )


def test_a_changed_or_lost_file_is_not_handed_out(world):
    found = store(world, "a.pdf", PDF)
    place = f"{found.sha256[:2]}/{found.sha256}"
    default_storage.delete(place)
    with pytest.raises(Missing) as refused:
        attachments.content(found)
    assert refused.value.code == "ATTACHMENT_LOST"
    default_storage.save(place, ContentFile(PDF + b" "))
    with pytest.raises(Refused) as refused:
        attachments.content(found)
    assert refused.value.code == "ATTACHMENT_DAMAGED"
