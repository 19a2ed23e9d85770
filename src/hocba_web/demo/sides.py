"""What the processes of the other side are told; known before Django starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from hocba.adapters.demo_pki.tree import PASSWORD

PKI = "pki"
"""Folder of the keys in the demo's data folder; their passwords stand in `people.json`."""
FOLDER = "so"
"""Folder of the authority's side in the demo's data folder."""


def environment(data: Path, port: int) -> Mapping[str, str]:
    """What the authority's processes are told.

    Args:
        data: the demo's data folder; the authority's lies in it.
        port: of the school's site.
    """
    pki = data / PKI
    return {
        **os.environ,
        "HOCBA_SIDE": "authority",
        "HOCBA_DATA": str(data.absolute() / FOLDER),
        "HOCBA_CLOCK": str(data.absolute() / "clock.txt"),
        "HOCBA_BASE_URL": f"http://localhost:{port + 1}",
        "HOCBA_TRUST": str((pki / "trust").absolute()),
        "HOCBA_SEAL": str((pki / "people" / "authority-seal.p12").absolute()),
        "HOCBA_SEAL_PASSWORD": PASSWORD,
    }
