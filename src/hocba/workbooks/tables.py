"""Tables of a workbook: sheets, headers and kinds found by caption, never by position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hocba.errors import UnreadableFile
from hocba.workbooks.cleaning import caption_key, class_name
from hocba.workbooks.headers import may_be_flat, named_fields, read_header, row_keys
from hocba.workbooks.kinds import Kind, KindName, kinds, result_names, row_words
from hocba.workbooks.rows import MIN_FIELDS, WEAK, Part, Row, Table, read_table
from hocba.workbooks.sheets import Book, Sheet

__all__ = ["HEADER_WITHIN", "Part", "Row", "Table", "data_sheets", "find_tables", "missing_fields", "recognise"]

HEADER_WITHIN = 40
"""The first header of a sheet stands in its first 40 rows."""

_Keys = Sequence[frozenset[str]]
"""Keys of the first rows of a sheet."""
_RESULT_KINDS: tuple[KindName, ...] = ("results", "vnedu")


def recognise(book: Book) -> KindName | None:
    """Which kind of workbook this is, by the captions of its visible sheets; None if no kind fits."""
    return _recognise([(sheet, _first_rows(sheet)) for sheet in data_sheets(book)])


def _recognise(sheets: Sequence[tuple[Sheet, _Keys]]) -> KindName | None:
    results = [(sheet, rows) for sheet, rows in sheets if _has_results(sheet, rows)]
    if results:
        return _csdl_or_vnedu(results)
    for kind in kinds().values():
        if any(_fits(rows, kind) for _, rows in sheets):
            return kind.name
    return None


def find_tables(book: Book, name: KindName) -> tuple[Table, ...]:
    """Every visible sheet that has the required captions of a kind, read into rows.

    Raises:
        UnreadableFile: FILE_WRONG_KIND, the captions are those of another kind (`found`);
            FILE_MISSING_COLUMN, a required caption is in no sheet (`caption`).
    """
    sheets = [(sheet, _first_rows(sheet)) for sheet in data_sheets(book)]
    found = _recognise(sheets)
    tables, missing = _complete_tables(sheets, kinds()[name])
    # A short list may look like another kind; it is one only if it lacks what it is asked for or has what that needs.
    if found is not None and found != name and (not tables or _complete_tables(sheets, kinds()[found])[0]):
        raise UnreadableFile("FILE_WRONG_KIND", where=book.name, expected=name, found=found)
    if not tables:
        raise UnreadableFile("FILE_MISSING_COLUMN", where=book.name, caption=kinds()[name].caption(missing[0]))
    return tuple(tables)


def _complete_tables(sheets: Sequence[tuple[Sheet, _Keys]], kind: Kind) -> tuple[list[Table], Sequence[str]]:
    """The sheets that have every required field, and what the best of the others lacks."""
    missing: Sequence[str] = kind.required
    tables: list[Table] = []
    for sheet, rows in sheets:
        anchor = _anchor(rows, kind)
        if anchor is None:
            continue
        table = read_table(sheet, anchor, kind)
        lacking = missing_fields(table, kind)
        if not lacking:
            tables.append(table)
        elif len(lacking) < len(missing):
            missing = lacking
    return tables, missing


def data_sheets(book: Book) -> Iterator[Sheet]:
    """Visible sheets without catalogues and guides."""
    skipped = row_words().catalogue_sheets
    return (sheet for sheet in book.sheets if not caption_key(sheet.name).startswith(skipped))


def missing_fields(table: Table, kind: Kind) -> list[str]:
    """Required fields that a table gives in no way.

    A column "Nữ" stands for the sex; titles such as "LỚP 1A1" for the class column, and where they do and there is no
    code column, it is a school's own enrolment list, whose codes come from the personal IDs.
    """
    have = set(table.columns)
    if "female" in have:
        have.add("sex")
    if "class" not in have and any(row.class_title for row in table.rows):
        have.add("class")
        if kind.name == "pupils" and "personal_id" in have:
            have.add("code")
    return [required for required in kind.required if required not in have]


def _first_rows(sheet: Sheet) -> _Keys:
    return [row_keys(sheet, row) for row in range(min(HEADER_WITHIN, len(sheet.rows)))]


def _anchor(rows: _Keys, kind: Kind) -> int | None:
    counts = [len(named_fields(keys, kind) - WEAK) if keys else 0 for keys in rows]
    most = max(counts, default=0)
    return counts.index(most) if most >= MIN_FIELDS else None


def _fits(rows: _Keys, kind: Kind) -> bool:
    anchor = _anchor(rows, kind) if kind.marks else None
    if anchor is None:
        return False
    fields = named_fields(rows[anchor], kind)
    return len(fields & kind.marks) >= kind.marks_needed or bool(fields & kind.alone and not fields & kind.unless)


def _has_results(sheet: Sheet, rows: _Keys) -> bool:
    """Whether a sheet has columns of subjects, competencies or qualities."""
    if not any(keys & result_names() or any(map(may_be_flat, keys)) for keys in rows if keys):
        return False
    for name in _RESULT_KINDS:
        kind = kinds()[name]
        anchor = _anchor(rows, kind)
        if anchor is not None:
            columns = read_header(sheet, anchor, kind).columns
            if sum("/" in key for key in columns) >= MIN_FIELDS:
                return True
    return False


def _csdl_or_vnedu(sheets: Sequence[tuple[Sheet, _Keys]]) -> KindName:
    """VnEdu has codes of its own, or neither code nor class column but a sheet named by each class."""
    vnedu, csdl = kinds()["vnedu"], kinds()["results"]
    for sheet, rows in sheets:
        anchor = _anchor(rows, vnedu)
        if anchor is None:
            continue
        if "vnedu_code" in named_fields(rows[anchor], vnedu):
            return "vnedu"
        has_identity = named_fields(rows[anchor], csdl) & {"code", "class"}
        if not has_identity and isinstance(class_name(sheet.name), str):
            return "vnedu"
    return "results"
