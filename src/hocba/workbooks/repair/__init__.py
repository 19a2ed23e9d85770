"""The same workbook back, its bad cells marked and commented."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hocba.errors import UnreadableFile, UsageError
from hocba.workbooks.check import CheckResult, Source
from hocba.workbooks.repair.marks import Marks, marks_of
from hocba.workbooks.sheets import Book, read_sheets


def repair(source: Source, result: CheckResult, out: str | os.PathLike[str]) -> Path:
    """Write a copy of a workbook in which every cell of `result` is coloured and says what to do.

    No value is changed: formulas and their stored values, formats, hidden sheets and merged ranges stay. What cannot
    be copied so (an .xls, or a file that only lenient readers open) is written anew as .xlsx with every value as text,
    number or date, never as a formula. Cells that reject their row are red, warnings yellow.

    Args:
        source: the workbook that `result` is about: its path, or its content (then `result.file` names it).
        result: what `check_file` found.
        out: where the copy goes; an ending .xls becomes .xlsx. Written under another name first, then renamed.

    Returns:
        The path written.

    Raises:
        OSError: a file cannot be read or written.
        UnreadableFile: FILE_UNREADABLE, there is nothing to copy.
        UsageError: REPAIR_SAME_FILE, `out` is the workbook itself; REPAIR_NAME_TAKEN, a folder, or a file that nobody
            named, has that name; REPAIR_NO_FOLDER.
    """
    name = result.file if isinstance(source, bytes) else os.fspath(source)
    target = _target(Path(out), name)
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    book = read_sheets(data, name)
    if not book.sheets:
        raise UnreadableFile("FILE_UNREADABLE", where=name, reason="not_a_workbook")
    copy = _copy(data, book, marks_of(result, book))
    _write(target, copy)
    return target


def _target(out: Path, name: str) -> Path:
    """Where the copy goes: nothing that was not named is overwritten, the workbook itself never."""
    target = out.with_suffix(".xlsx") if out.suffix.lower() == ".xls" else out
    own = Path(name)
    if name and own.exists() and any(one.exists() and one.samefile(own) for one in (out, target)):
        raise UsageError("REPAIR_SAME_FILE", where=str(out), file=str(out))
    if target.exists() and (target != out or not target.is_file()):
        raise UsageError("REPAIR_NAME_TAKEN", where=str(target), file=str(target))
    if not target.parent.is_dir():
        raise UsageError("REPAIR_NO_FOLDER", where=str(target), folder=str(target.parent))
    return target


def _copy(data: bytes, book: Book, marks: Marks) -> Callable[[Path], None]:
    # The two libraries behind a copy take longer to load than all the rest; reading never needs them.
    from hocba.workbooks.repair.patch import CannotPatch, marked_copy  # noqa: PLC0415  # see above
    from hocba.workbooks.repair.rewrite import rewritten_copy  # noqa: PLC0415  # see above

    if book.format == "xls":
        return rewritten_copy(data, book, marks)
    try:
        return marked_copy(data, book, marks)
    except CannotPatch:
        return rewritten_copy(data, book, marks)


def _write(target: Path, write: Callable[[Path], None]) -> None:
    """Write to a name nobody looks for, then rename: no half-written copy is ever seen."""
    handle, unfinished = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    try:
        write(Path(unfinished))
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
