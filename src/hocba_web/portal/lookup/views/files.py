"""Files of a record, each once a visit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.portal.lookup import parcel
from hocba_web.portal.lookup.visits import FileKind


@open_to_everyone
@never_cache
@sensitive_post_parameters()
@require_POST
def fetch(request: HttpRequest, kind: str) -> HttpResponse:
    """One file, by the token of the visit."""
    wanted, token = kind_of(kind), request.POST.get("visit", "")
    return attachment(parcel.hand_out(token, wanted, at=clock.now(), real_at=clock.real_now()))


def kind_of(text: str) -> FileKind:
    """The kind of file that an address names.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    try:
        return FileKind(text)
    except ValueError:
        raise Missing("NOT_FOUND_HERE") from None


def attachment(file: parcel.File) -> HttpResponse:
    """A file to be kept, never shown inside the site."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
