"""What a child may no longer do once it begins: reach the network, start programs, write files, take much memory.

Four fences, each enough for most mistakes: limits of the system (`resource`), files by name (Landlock) and a filter of
system calls (seccomp) on Linux, and Python's own audit hook, which also says what was tried.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
from pathlib import Path

from hocba.adapters.limited.landlock import readable, restrict

_FILES = 64
_NO_NEW_PRIVILEGES, _SECCOMP = 38, 22
_FILTER = 2
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _DENY = 0x7FFF0000, 0x80000000, 0x00050000 | 1
"""Go on; end the process; the call fails with EPERM."""
_X32 = 0x40000000
_CALLS = {
    # socket, connect, execve, execveat, ptrace, io_uring_setup, process_vm_readv and _writev, bpf;
    # unlink, rename, truncate, link, symlink, mkdir, rmdir, chmod and their kin; fork, vfork;
    # kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_*
    "x86_64": (
        0xC000003E,
        (
            *(41, 42, 59, 322, 101, 425, 310, 311, 321),
            *(87, 263, 82, 264, 316, 76, 86, 265, 88, 266, 83, 258, 84, 90, 268),
            *(57, 58, 62, 200, 234, 129, 297, 424, 434, 438),
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 203, 221, 281, 117, 425, 270, 271, 280),
            *(35, 38, 276, 45, 37, 36, 34, 53),
            *(129, 130, 131, 138, 240, 424, 434, 438),
        ),
    ),
}
_LIMITS = {"x86_64": 302, "aarch64": 261}
"""prlimit64: a process sets its own limits, and no other's."""
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork", "os.system", "ctypes.", "os.kill")
_only: list[str] = []
"""Where there is no Landlock, what Python's hook lets be read; it does not hold native code."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def close_in(memory: int, trust: Path | None = None) -> None:
    """Raise every fence around this process; there is no way back.

    Args:
        memory: bytes of address space.
        trust: anchors and status data, the only files of ours that may be read.
    """
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    places = readable(trust)
    if not restrict(places):
        _only.extend(os.path.realpath(place) for place in places)
    _filter_calls()
    sys.addaudithook(_watch)


def allow_seconds(seconds: int) -> None:
    """Let this process work so many more seconds of its processor; more end it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _filter_calls() -> None:
    """Calls that reach the network or another program fail; nothing is filtered on other systems."""
    known = _CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return
    machine, calls = known
    steps = [
        (_LOAD, 0, 0, 4),  # which machine the call is for
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # which call
        (_JUMP_IF_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
    ]
    for number in calls:
        steps += [(_JUMP_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _DENY)]
    steps += [
        (_JUMP_IF_EQUAL, 0, 3, _LIMITS[platform.machine()]),
        (_LOAD, 0, 0, 16),  # whose: 0 is its own
        (_JUMP_IF_EQUAL, 1, 0, 0),
        (_RETURN, 0, 0, _DENY),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    described = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SECCOMP, _FILTER, described, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open":
        path, mode, flags = arguments
        if _only and isinstance(path, str | bytes) and not _within(os.path.realpath(os.fsdecode(path))):
            raise PermissionError(event)
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES):
            raise PermissionError(event)


def _within(path: str) -> bool:
    return any(path == place or path.startswith(place + os.sep) for place in _only)
