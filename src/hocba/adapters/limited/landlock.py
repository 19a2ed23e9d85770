"""Which files a process may read, told to the kernel (Landlock, from Linux 5.13): it sees no other, and writes none.

Beside the filter of system calls, which cannot tell files apart: a child of the same user could otherwise read our
database, our settings, and the environment of its parent under /proc.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_RIGHTS_NOW = (1 << 16) - 1
"""From the fifth version on."""
_SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/urandom")


def version() -> int:
    """Of the kernel's Landlock; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None, use_errno=True).syscall(_CREATE, None, 0, _VERSION)))


def readable(trust: Path | None) -> tuple[Path, ...]:
    """What a child must read: Python, its packages, ours, and the anchors and status data.

    Args:
        trust: folder or file of anchors and status data; files that are links lead to where they lie.
    """
    found = {Path(place) for place in (*_SYSTEM, *_DEVICES)}
    found |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found |= {Path(place) for place in sys.path if place}
    if trust is not None:
        found.add(trust)
        found |= {one.resolve() for one in trust.iterdir()} if trust.is_dir() else {trust.resolve()}
    return tuple(sorted(place for place in found if place.exists()))


def restrict(places: Iterable[Path]) -> bool:
    """From now on this process reads these places and what lies in them, and nothing else; there is no way back.

    Returns:
        False where the kernel knows no Landlock: nothing is restricted.

    Raises:
        OSError: the kernel knows it, and refused.
    """
    known = version()
    if not known:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    handled = struct.pack("=Q", _RIGHTS.get(known, _RIGHTS_NOW))
    rules = _done(libc.syscall(_CREATE, handled, len(handled), 0))
    for place in places:
        rights = _READ_FILE | _READ_FOLDER if place.is_dir() else _READ_FILE
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        _done(libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0))
        os.close(opened)
    _done(libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _done(libc.syscall(_RESTRICT, rules, 0))
    os.close(rules)
    return True


def _done(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    return answer
