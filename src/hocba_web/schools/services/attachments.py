"""Files kept as evidence: named by what they hold, written once, read back only whole.

A file lies in the default storage under "<first two digits>/<SHA-256>"; the same content twice is one file. Its kind is
told by its first bytes, never by its name. Nothing is executed or shown in the page: downloads are attachments.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.stores import find, proven
from hocba_web.base.stores import keep as keep_file
from hocba_web.base.text import clean
from hocba_web.schools.models import Attachment

LARGEST_MIB = 10
"""One piece of evidence; workbooks are cut off earlier by the limit of uploads."""
_NAME_LENGTH = 150
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_XLS_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_REPLACED = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "-"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived."""

    name: str
    """As the browser said; never trusted."""
    content: bytes


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    endings: tuple[str, ...]
    """Allowed at the end of the name; the first is put there otherwise."""
    fits: Callable[[bytes], bool]


def _is_xlsx(content: bytes) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {"[Content_Types].xml", "xl/workbook.xml"} <= set(archive.namelist())
    except zipfile.BadZipFile:
        return False


def _is_xls(content: bytes) -> bool:
    return content.startswith(_OLE) and any(stream in content for stream in _XLS_STREAMS)


_KINDS = (
    _Kind("application/pdf", (".pdf",), lambda content: content.startswith(b"%PDF-")),
    _Kind("image/png", (".png",), lambda content: content.startswith(b"\x89PNG\r\n\x1a\n")),
    _Kind("image/jpeg", (".jpg", ".jpeg"), lambda content: content.startswith(b"\xff\xd8\xff")),
    _Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), _is_xlsx),
    _Kind("application/vnd.ms-excel", (".xls",), _is_xls),
)
ACCEPTED = ",".join(ending for kind in _KINDS for ending in kind.endings)
"""For the `accept` of file fields."""


def store(*, actor: Actor, school_id: int, name: str, content: bytes, at: datetime) -> Attachment:
    """Keep a file as evidence. The caller has checked what the person may do and records the act it belongs to.

    Args:
        actor: who brings it.
        school_id: the school it belongs to; the actor's.
        name: the file's name as uploaded.
        content: all of it.
        at: aware, UTC.

    Raises:
        Refused: ATTACHMENT_EMPTY, ATTACHMENT_TOO_LARGE, ATTACHMENT_KIND; STORAGE_FILE_DAMAGED.
        Missing: NOT_FOUND_HERE, another school's.
        StorageAway: the storage cannot take it; nothing was changed.
    """
    if school_id != actor.school_id:
        raise Missing("NOT_FOUND_HERE")
    if not content:
        raise Refused("ATTACHMENT_EMPTY", where=_shown(name))
    if len(content) > LARGEST_MIB * 1024 * 1024:
        raise Refused("ATTACHMENT_TOO_LARGE", where=_shown(name), limit_mib=LARGEST_MIB)
    kind = next((kind for kind in _KINDS if kind.fits(content)), None)
    if kind is None:
        raise Refused("ATTACHMENT_KIND", where=_shown(name))
    digest = hashlib.sha256(content).hexdigest()
    keep_file(_place(digest), content)
    with transaction.atomic():
        return Attachment.objects.create(
            school_id=school_id,
            sha256=digest,
            name=_named(name, kind),
            media_type=kind.media_type,
            size=len(content),
            uploaded_by_id=actor.user_id,
            uploaded_at=at,
        )


def keep(*, actor: Actor, upload: Upload | None, at: datetime) -> Attachment | None:
    """`store` for a file that may be absent, at the actor's school."""
    if upload is None:
        return None
    return store(actor=actor, school_id=actor.school_id, name=upload.name, content=upload.content, at=at)


def content(attachment: Attachment) -> bytes:
    """The bytes of a file, proven to be those that were stored. Permission is the caller's question.

    Raises:
        Missing: ATTACHMENT_LOST, the storage has it no more.
        Refused: ATTACHMENT_DAMAGED, the storage holds other bytes.
        StorageAway: the storage does not answer.
    """
    found = find(_place(attachment.sha256))
    if found is None:
        raise Missing("ATTACHMENT_LOST", where=attachment.name)
    if not proven(found, attachment.sha256):
        raise Refused("ATTACHMENT_DAMAGED", where=attachment.name)
    return found


def download(attachment: Attachment, found: bytes) -> HttpResponse:
    """The answer that hands a file out: saved, never shown, its kind never guessed."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=attachment.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(found, content_type=attachment.media_type, headers=headers)


def _place(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _shown(name: str) -> str:
    return clean(name)[:60]


def _named(name: str, kind: _Kind) -> str:
    """The name without path and signs that mean something to a file system, ending as the content says."""
    bare = clean(name.replace("\\", "/").rsplit("/", 1)[-1]).translate(_REPLACED).strip(". ")
    path = PurePosixPath(bare or "tep")
    ending = path.suffix.lower() if path.suffix.lower() in kind.endings else kind.endings[0]
    stem = path.stem if path.suffix.lower() in kind.endings else path.name
    return stem[: _NAME_LENGTH - len(ending)] + ending
