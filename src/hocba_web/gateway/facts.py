"""Whom this installation trusts: anchors and status data of a folder, read again when its files change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from hocba.adapters.limited.child import state_of
from hocba.adapters.limited.trusted import listing
from hocba.verification import TrustStore, load_trust
from hocba_web.register import files

POLICY_NAME = "hocba-gateway/2"
"""Names the rules by which records are judged here; a change of the rules takes a new name."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom this gateway trusts at the moment."""

    folder: Path | None
    """What the child is told to read; None: nobody is trusted."""
    bundle: str
    """SHA-256 of the stored list of anchors and status data, which are stored too: what acceptance rests on."""


def trust_folder() -> Path | None:
    """The folder `settings.GATEWAY["trust"]`; None where none is set."""
    folder = settings.GATEWAY["trust"]
    return Path(folder) if folder else None


def load_anchors() -> TrustStore:
    """What the folder holds, read now; nothing is stored.

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY.
    """
    folder = trust_folder()
    return load_trust(folder) if folder else TrustStore()


def trust() -> Trust:
    """Anchors and status data as they are now, stored so that what was accepted under them can be judged again.

    Raises:
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY.
    """
    folder = trust_folder()
    root = str(settings.STORAGES["default"])  # another store has not got them yet
    return _trust(folder, state_of(folder) if folder and folder.exists() else "", root)


@lru_cache(maxsize=2)
def _trust(folder: Path | None, _state: str, _root: str) -> Trust:
    anchors = load_trust(folder) if folder else TrustStore()
    for crl in anchors.crls:
        files.put(crl.public_bytes(Encoding.DER))
    for response in anchors.responses:
        files.put(response.public_bytes(Encoding.DER))
    return Trust(folder, files.put(listing(anchors)))
