"""Packages: list, one package, preparing, approving, signing, sending."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import whole
from hocba_web.signatures.kinds import Piece, seen_of
from hocba_web.signatures.selectors.certificates import seal_in_use
from hocba_web.signatures.services import batches
from hocba_web.submission.kinds.package import SLOT
from hocba_web.submission.models import Package
from hocba_web.submission.selectors.outbox import row_of
from hocba_web.submission.selectors.packages import lines_of, message_of, package_here, packages_of
from hocba_web.submission.selectors.ready import ready_for_package
from hocba_web.submission.selectors.years import chosen_year
from hocba_web.submission.services import packages as write
from hocba_web.submission.services import store
from hocba_web.submission.views.common import frame, viewer, year_of

_SHOWN = 50


@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """Packages of a year, those first for which somebody has to act."""
    actor, limit = viewer(request)
    year = year_of(request, actor)
    found = packages_of(actor.school_id, year.id, limit)
    context = frame(actor, year, "packages") | {
        "to_pack": len(ready_for_package(year.id, limit)),
        "to_approve": [one for one in found if one.state == Package.State.PREPARED],
        "to_sign": [one for one in found if one.state == Package.State.APPROVED],
        "to_send": [one for one in found if one.state == Package.State.SIGNED],
        "page": Paginator(found, _SHOWN).get_page(request.GET.get("page")),
        "own": actor.user_id,
    }
    return render(request, "submission/packages.html", context)


@require_safe
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """One package: its records, how far it is, what can be done."""
    actor, limit = viewer(request)
    found = package_here(actor.school_id, package_id, limit)
    lines = lines_of(package_id)
    message = message_of(package_id)
    audit.viewed(
        actor=actor,
        action="submission.package.viewed",
        subject=("package", package_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in lines],
        details={"number": found.number},
    )
    year = chosen_year(actor.school_id, str(found.year_id))
    context = frame(actor, year, "packages") | {
        "package": found,
        "lines": lines,
        "message": row_of(message) if message else None,
        "own": actor.user_id,
        "certificate": seal_in_use(actor.school_id),
    }
    return render(request, "submission/package.html", context)


@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """Pack what is ready."""
    actor = acting(request)
    year = chosen_year(actor.school_id, request.POST.get("year", ""))
    made = write.prepare(actor=actor, year_id=year.id, at=clock.now())
    messages.success(
        request,
        ngettext(
            "Đã đóng %(count)s gói với %(records)s học bạ, chờ hiệu trưởng duyệt.",
            "Đã đóng %(count)s gói với %(records)s học bạ, chờ hiệu trưởng duyệt.",
            len(made.packages),
        )
        % {"count": len(made.packages), "records": made.records},
    )
    return redirect("submission:packages")


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """The principal approves what was shown."""
    seen: dict[int, str] = {}
    for text in request.POST.getlist("package"):
        number, _colon, digest = text.partition(":")
        seen[_number(number)] = digest
    done = write.approve(actor=acting(request), seen=seen, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đã duyệt %(count)s gói. Văn thư ký danh sách rồi gửi.") % {"count": len(done)})
    return _after(done[0].id, len(done))


@require_POST
def dissolve(request: HttpRequest, package_id: int) -> HttpResponse:
    """Take a package apart."""
    write.dissolve(actor=acting(request), package_id=package_id, reason=request.POST.get("reason", ""), at=clock.now())
    messages.success(request, _("Đã bỏ gói. Học bạ trong gói được đóng vào gói khác."))
    return redirect("submission:package", package_id)


@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Begin to sign approved packages with the school's certificate."""
    actor = acting(request)
    pieces = [_piece(text) for text in request.POST.getlist("package")]
    return redirect("signatures:batch", start(actor, "package", pieces))


def start(actor: Actor, kind: str, pieces: Sequence[Piece]) -> int:
    """Begin a batch with the school's certificate; its number.

    Raises:
        Refused: SEAL_NO_CERTIFICATE, NOTHING_CHOSEN, and what the kind refuses.
    """
    certificate = seal_in_use(actor.school_id)
    if certificate is None:
        raise Refused("SEAL_NO_CERTIFICATE")
    if not pieces:
        raise Refused("SUBMISSION_NOTHING_CHOSEN")
    return batches.start(
        actor=actor,
        kind=kind,
        pieces=pieces,
        certificate_id=certificate.id,
        seen=seen_of(pieces),
        at=clock.now(),
        real_at=clock.real_now(),
    )


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Put signed packages into the outbox."""
    actor = acting(request)
    ids = [_number(text) for text in request.POST.getlist("package")]
    if not ids:
        raise Refused("SUBMISSION_NOTHING_CHOSEN")
    write.send(actor=actor, package_ids=ids, at=clock.now(), real_at=clock.real_now())
    messages.success(request, _("Đang gửi. Kết quả của từng học bạ sẽ hiện ở trang gói; không cần giữ trang này mở."))
    return _after(ids[0], len(ids))


@require_safe
def signed_list(request: HttpRequest, package_id: int) -> HttpResponse:
    """The signed list as a file, as it is sent."""
    actor, limit = viewer(request)
    found = package_here(actor.school_id, package_id, limit)
    if not found.sha256:
        raise Missing("NOT_FOUND_HERE")
    audit.viewed(
        actor=actor,
        action="submission.package.downloaded",
        subject=("package", package_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in lines_of(package_id)],
        details={"number": found.number},
    )
    response = HttpResponse(store.get(found.sha256), content_type="application/xml")
    name = f"goi-{found.number}-{found.class_name}.xml"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _after(package_id: int, count: int) -> HttpResponse:
    return redirect("submission:package", package_id) if count == 1 else redirect("submission:packages")


def _number(text: str) -> int:
    number = whole(text)
    if number is None:
        raise Missing("NOT_FOUND_HERE")
    return number


def _piece(text: str) -> Piece:
    number, _colon, digest = text.partition(":")
    return Piece(_number(number), digest, slot=SLOT)
