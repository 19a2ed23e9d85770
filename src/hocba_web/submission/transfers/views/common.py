"""What pages of transfers share."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_TYPES = {"xml": "application/xml", "pdf": "application/pdf", "zip": "application/zip"}


def handed(content: bytes, name: str, media: str) -> HttpResponse:
    """A file to be saved, never shown in the page, its kind never guessed."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=_TYPES.get(media, "application/octet-stream"), headers=headers)
