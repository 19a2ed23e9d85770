"""Pieces as forms carry them: "target:slot:person:revision:order:digest"."""

from __future__ import annotations

import re

from hocba_web.base.refusals import Refused
from hocba_web.signatures.kinds import Piece

_PIECE = re.compile(r"(\d{1,18}):([A-Z_]{1,20}):(\d{0,12}):(\d{1,6}):(\d{1,2}):([0-9a-f]{64})")


def piece_out(piece: Piece) -> str:
    """One piece as the text of a hidden field."""
    return ":".join(map(str, (piece.target, piece.slot, piece.person, piece.revision, piece.order, piece.shown_digest)))


def piece_in(text: str) -> Piece:
    """A piece from the text of a hidden field.

    Raises:
        Refused: SIGNING_MALFORMED.
    """
    found = _PIECE.fullmatch(text)
    if found is None:
        raise Refused("SIGNING_MALFORMED", where="shown")
    target, slot, person, revision, order, digest = found.groups()
    return Piece(int(target), digest, slot, person, int(revision), int(order))
