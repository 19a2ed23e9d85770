"""What this installation was given: the log's key and its witnesses. From `settings.LOG`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hocba.adapters.witness.client import Witnesses, read_witnesses
from hocba.errors import UsageError
from hocba.transparency import KeyKind, NoteKey, read_key
from hocba.verification.log import VerifierKey, read_vkey


def log_key() -> NoteKey | None:
    """The key that signs checkpoints, from the file `settings.LOG["key"]`; its name is the log's origin.

    None where no file is set.

    Raises:
        UsageError: LOG_KEY_UNREADABLE: no such file, not a key, or of another name than `settings.LOG["name"]`.
    """
    file: str = settings.LOG["key"]
    if not file:
        return None
    key = read_key(_text(file, "LOG_KEY_UNREADABLE"), KeyKind.LOG)
    if settings.LOG["name"] not in {"", key.name}:
        raise UsageError("LOG_KEY_UNREADABLE")
    return key


def witnesses() -> Witnesses:
    """The witnesses that are asked, from the file `settings.LOG["witnesses"]` (`read_witnesses`); none without it.

    Raises:
        UsageError: WITNESS_ADDRESS_REFUSED, LOG_VKEY_UNREADABLE, WITNESSES_UNREADABLE.
    """
    file: str = settings.LOG["witnesses"]
    return _witnesses(_text(file, "WITNESSES_UNREADABLE")) if file else Witnesses()


@lru_cache(maxsize=4)
def _witnesses(text: str) -> Witnesses:
    return read_witnesses(text)


def trusted() -> tuple[VerifierKey, ...]:
    """The public keys by which this log's checkpoints are verified: the log's, its witnesses', and earlier ones.

    Earlier ones are the *.vkey files beside the log's key: of a log that was given up, or of a witness that ended.

    Raises:
        UsageError: as `log_key` and `witnesses`; LOG_VKEY_UNREADABLE.
    """
    key = log_key()
    if key is None:
        return tuple(one.key for one in witnesses().clients)
    now = (read_vkey(key.vkey), *(one.key for one in witnesses().clients))
    beside = sorted(Path(settings.LOG["key"]).parent.glob("*.vkey"))
    return tuple(dict.fromkeys((*now, *map(_vkey, beside))))


def _vkey(file: Path) -> VerifierKey:
    try:
        return read_vkey(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError("LOG_VKEY_UNREADABLE", detail=file.name) from None


def _text(file: str, code: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise UsageError(code) from None
