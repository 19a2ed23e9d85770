"""The choice of a certificate, the same on every page that signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from hocba_web.accounts.actor import Actor
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.base.text import whole
from hocba_web.signatures.selectors.certificates import CertificateRow, Holder, usable
from hocba_web.signatures.views.answers import said_of
from hocba_web.signatures.views.loopback import program_of


@dataclass(frozen=True, slots=True)
class Usable:
    """A certificate that can sign now."""

    row: CertificateRow
    program: str
    """Where the program of its way listens on the signer's computer; empty for ways without one."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A certificate that cannot sign now, and why."""

    row: CertificateRow
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What `signatures/_certificate_choice.html` draws."""

    usable: tuple[Usable, ...]
    others: tuple[Unusable, ...]
    chosen: int
    """The one that is ticked; 0: none."""
    organisation: bool
    url: str
    """Where certificates are registered."""
    now: int
    """The server's clock: seconds since 1970."""


def choice(actor: Actor, holder: Holder, at: datetime, *, chosen: int = 0) -> Choice:
    """Certificates that somebody may choose from.

    Args:
        actor: who signs.
        holder: "person" or "organisation".
        at: product clock.
        chosen: what they chose before, if the page comes back.
    """
    real_at = clock.real_now()
    found = usable(actor, holder, at=at, real_at=real_at)
    good = tuple(row for row in found if row.usable)
    ids = {row.id for row in good}
    first = good[0].id if good else 0
    return Choice(
        usable=tuple(Usable(row, program_of(row.way)) for row in good),
        others=tuple(Unusable(row, said_of(row.why_not, row.params)) for row in found if not row.usable),
        chosen=chosen if chosen in ids else first,
        organisation=holder == "organisation",
        url=reverse("signatures:certificates_school" if holder == "organisation" else "signatures:certificates"),
        now=int(real_at.timestamp()),
    )


def chosen_in(request: HttpRequest) -> int:
    """The certificate that a form names.

    Raises:
        Refused: SIGNING_NO_CERTIFICATE.
    """
    number = whole(request.POST.get("certificate", ""))
    if number is None:
        raise Refused("SIGNING_NO_CERTIFICATE", where="certificate")
    return number
