"""The two sides of the demo: addresses, folders, what their processes are told; known before Django starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hocba.adapters.demo_pki.tree import PASSWORD

PKI = "pki"
"""Folder of the keys in the demo's data folder; their passwords stand in `people.json`."""
FOLDER = "so"
"""Folder of the authority's side in the demo's data folder."""
TLS = "tls"
"""Folder of the web servers' certificate, where the demo speaks HTTPS."""
WITNESS = "witness"
"""Folder of the witness: its key and state lie apart from the authority's."""
NEIGHBOUR = "pki-hoa-sen"
"""Folder of the keys of another school."""
WAREHOUSE = "kho-bo"
"""Folder of the simulator of the ministry's warehouse."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the demo stands: school on a port, authority, witness and warehouse on the three behind it."""

    data: Path
    port: int
    https: bool = False

    @property
    def ports(self) -> tuple[int, ...]:
        """All ports, the school's first."""
        return tuple(range(self.port, self.port + 4))

    @property
    def school(self) -> str:
        """Address of the school's site."""
        return self._address(self.port)

    @property
    def authority(self) -> str:
        """Address of the authority's side."""
        return self._address(self.port + 1)

    @property
    def witness(self) -> str:
        """Address of the witness; on this machine only."""
        return f"http://127.0.0.1:{self.port + 2}"

    @property
    def warehouse(self) -> str:
        """Address of the warehouse's simulator; on this machine only."""
        return f"http://127.0.0.1:{self.port + 3}"

    @property
    def folder(self) -> Path:
        """The authority's data."""
        return self.data.absolute() / FOLDER

    @property
    def pki(self) -> Path:
        """The keys."""
        return self.data.absolute() / PKI

    @property
    def tls(self) -> Path:
        """Certificate of the web servers and its CA."""
        return self.data.absolute() / TLS

    @property
    def witness_folder(self) -> Path:
        """Key and state of the witness."""
        return self.data.absolute() / WITNESS

    @property
    def witness_key(self) -> Path:
        """Secret key of the witness."""
        return self.witness_folder / "witness.key"

    @property
    def witness_state(self) -> Path:
        """What the witness remembers."""
        return self.witness_folder / "state.json"

    @property
    def log_key(self) -> Path:
        """Secret key of the log."""
        return self.folder / "log.key"

    @property
    def witnesses(self) -> Path:
        """Which witnesses the log asks."""
        return self.folder / "witnesses.txt"

    @property
    def warehouse_folder(self) -> Path:
        """State of the warehouse's simulator."""
        return self.data.absolute() / WAREHOUSE

    def of_school(self) -> Mapping[str, str]:
        """What the school's processes are told."""
        told = {
            "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
            "HOCBA_DEMO": "1",
            "HOCBA_SIDE": "school",
            "HOCBA_DATA": str(self.data.absolute()),
            "HOCBA_BASE_URL": self.school,
            "HOCBA_GATEWAY_URL": f"{self.authority}/api/hoc-ba/v1/giao-dich",
            "HOCBA_LOOKUP_ADDRESS": f"{self.authority}/tra-cuu/?u=",
        }
        if self.https:
            told["HOCBA_GATEWAY_CA"] = str(self.tls / "ca.pem")
        return told

    def of_authority(self) -> Mapping[str, str]:
        """What the authority's processes are told."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
            "HOCBA_DEMO": "1",
            "HOCBA_SIDE": "authority",
            "HOCBA_DATA": str(self.folder),
            "HOCBA_CLOCK": str(self.data.absolute() / "clock.txt"),
            "HOCBA_BASE_URL": self.authority,
            "HOCBA_TRUST": str(self.pki / "trust"),
            "HOCBA_SEAL": str(self.pki / "people" / "authority-seal.p12"),
            "HOCBA_SEAL_PASSWORD": PASSWORD,
            "HOCBA_LOG_KEY": str(self.log_key),
            "HOCBA_WITNESSES": str(self.witnesses),
            "HOCBA_WAREHOUSE_URL": self.warehouse,
            "HOCBA_WAREHOUSE_UNIT": "22",
            "HOCBA_WAREHOUSE_USER": "so-gddt",
            "HOCBA_WAREHOUSE_PASSWORD": PASSWORD,
        }

    def _address(self, port: int) -> str:
        return f"http{'s' if self.https else ''}://localhost:{port}"
