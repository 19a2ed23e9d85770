"""What both kinds of the school's seal ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Refused
from hocba_web.signatures.kinds import Piece, Ready, Signing
from hocba_web.signatures.selectors.certificates import seal_in_use

_CERTIFICATE = "Decision 32/QĐ-THPĐ, art. 10(e)"


@dataclass(frozen=True, slots=True)
class SealedBy:
    """Who confirmed a batch, as traces and steps take them."""

    user_id: int
    role: Role
    school_id: int


def sealed_by(signing: Signing) -> SealedBy:
    """The person behind a batch."""
    return SealedBy(signing.user_id, Role(signing.role), signing.school_id)


def require_seal_in_use(school_id: int) -> None:
    """Refuse where no certificate of the school is approved by the authority.

    Raises:
        Refused: SEAL_NO_CERTIFICATE.
    """
    if seal_in_use(school_id) is None:
        raise Refused("SEAL_NO_CERTIFICATE", source=_CERTIFICATE)


def require_approved(signing: Signing) -> None:
    """Refuse a certificate that is not, or no longer, the school's approved one.

    Raises:
        Refused: SEAL_CERTIFICATE_NOT_APPROVED.
    """
    known = seal_in_use(signing.school_id)
    if known is None or known.sha256 != sha256(signing.chain[0]).hexdigest():
        raise Refused("SEAL_CERTIFICATE_NOT_APPROVED", source=_CERTIFICATE)


def targets(pieces: Sequence[Piece]) -> list[int]:
    """The things that pieces are about, each once, in order."""
    return list(dict.fromkeys(piece.target for piece in pieces))


def require_same(made: bytes, ready: Ready) -> None:
    """Refuse where the message that was signed is not the one that is made now.

    Raises:
        Refused: SHOWN_OUTDATED.
    """
    if made != ready.to_be_signed:
        raise Refused("SHOWN_OUTDATED")
