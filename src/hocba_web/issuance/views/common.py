"""What pages of issuance share."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF_TYPE, ZIP_TYPE = "application/pdf", "application/zip"


def saved(content: bytes, name: str, media_type: str = PDF_TYPE) -> HttpResponse:
    """A file to save: never shown in the page, kept by no cache."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
