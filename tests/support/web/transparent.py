"""A log with its key and a witness over HTTP, for tests of the authority's side."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hocba.adapters.clock import SystemClock
from hocba.adapters.witness.server import witness_server
from hocba.adapters.witness.service import Memory, Witness
from hocba.transparency import KeyKind, NoteKey, new_key
from hocba.verification.log import read_vkey

ORIGIN = "so.example.vn/nhat-ky"
WITNESS = "chung-kien.example.vn"


@dataclass(slots=True)
class LogWorld:
    """Keys and files of a log and its witness; `settings` is what `settings.LOG` takes."""

    folder: Path
    log: NoteKey
    witness: NoteKey
    address: str = ""

    @property
    def settings(self) -> dict[str, str]:
        """`settings.LOG`."""
        return {"name": "", "key": str(self.folder / "log.key"), "witnesses": str(self.folder / "witnesses.txt")}

    @property
    def memory(self) -> Path:
        """What the witness remembers."""
        return self.folder / "witness.state"

    def name_witness(self, address: str) -> None:
        """Tell the log where its witness is."""
        self.address = address
        (self.folder / "witnesses.txt").write_text(f"# thử\n{address} {self.witness.vkey}\n")


def log_world(folder: Path) -> LogWorld:
    """Fresh keys; the witness is not running."""
    folder.mkdir(exist_ok=True)
    world = LogWorld(
        folder,
        new_key(ORIGIN, KeyKind.LOG, secrets.token_bytes),
        new_key(WITNESS, KeyKind.WITNESS, secrets.token_bytes),
    )
    (folder / "log.key").write_text(world.log.skey)
    world.name_witness("http://127.0.0.1:9")
    return world


def _raise(error: OSError) -> None:
    raise error


@contextmanager
def listening(world: LogWorld, key: NoteKey, memory: Path) -> Iterator[str]:
    """A witness of the log listens, with what it remembers, until the block ends; its address."""
    log = read_vkey(world.log.vkey)
    remembered = Memory(memory) if memory.exists() else Memory.begin(memory, [log.name])
    witness = Witness(key, {log.name: log}, remembered, SystemClock().now)
    server = witness_server(witness, "127.0.0.1", 0, trouble=_raise)
    runner = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    runner.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        runner.join()


@contextmanager
def witnessed(world: LogWorld) -> Iterator[LogWorld]:
    """The world's own witness listens, and the log knows where."""
    with listening(world, world.witness, world.memory) as address:
        world.name_witness(address)
        yield world
