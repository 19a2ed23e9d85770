"""Workbooks written part by part: no library between test and bytes, so that every oddity can be put on purpose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.sax.saxutils import escape

SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_NS = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{SHEET_NS}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


@dataclass(frozen=True)
class Formula:
    """A cell with a formula; without `stored`, no value was ever computed."""

    stored: str | int | None = None


@dataclass(frozen=True)
class Styled:
    """A cell that has only a format."""


@dataclass(frozen=True)
class Shared:
    """A text kept in the table of shared strings, the way Excel writes; other texts stand in the cell."""

    text: str


@dataclass(frozen=True)
class Rich:
    """A text in several runs, as after colouring a part of it."""

    runs: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet. Row numbers in `hidden_rows` are 1-based; `dimension` is the tag that need not be true."""

    rows: Sequence[Sequence[object]]
    name: str = "Sheet1"
    merges: Sequence[str] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    dimension: str = ""
    autofilter: str = ""
    tail: str = ""
    extra_rows: str = ""


@dataclass
class _Strings:
    texts: list[str] = field(default_factory=list)

    def add(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts) - 1


def column_letter(index: int) -> str:
    """Letter of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def workbook(*sheets: Sheet, from_1904: bool = False) -> bytes:
    """An .xlsx of these sheets."""
    strings = _Strings()
    parts = {f"xl/worksheets/sheet{n}.xml": sheet_xml(sheet, strings) for n, sheet in enumerate(sheets, start=1)}
    listed = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{n}"{_attribute("state", "hidden", sheet.hidden)} r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, start=1)
    )
    parts["xl/workbook.xml"] = (
        f'{_HEAD}<workbook xmlns="{SHEET_NS}" xmlns:r="{OFFICE_NS}">'
        f"<workbookPr{_attribute('date1904', '1', from_1904)}/><sheets>{listed}</sheets></workbook>"
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE_NS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, start=1)
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{PACKAGE_NS}/relationships">{related}'
        f'<Relationship Id="rIdS" Type="{OFFICE_NS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rIdT" Type="{OFFICE_NS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts["xl/styles.xml"] = _STYLES
    parts["xl/sharedStrings.xml"] = (
        f'{_HEAD}<sst xmlns="{SHEET_NS}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings.texts)
        + "</sst>"
    )
    return packed(parts)


def _attribute(name: str, value: str, there: object) -> str:
    return f' {name}="{value}"' if there else ""


def packed(parts: Mapping[str, str]) -> bytes:
    """The parts of a workbook with the two that every package needs."""
    sheets = [name for name in parts if name.startswith("xl/worksheets/")]
    kinds = "".join(f'<Override PartName="/{name}" ContentType="{SHEET_TYPE}.worksheet+xml"/>' for name in sheets)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_HEAD}<Types xmlns="{PACKAGE_NS}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/>'
            f"{kinds}</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{PACKAGE_NS}/relationships"><Relationship Id="rId1" '
            f'Type="{OFFICE_NS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def sheet_xml(sheet: Sheet, strings: _Strings) -> str:
    """The part of one sheet."""
    rows = "".join(
        f'<row r="{number}"{_attribute("hidden", "1", number in sheet.hidden_rows)}>'
        + "".join(_cell(f"{column_letter(n)}{number}", value, strings) for n, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(sheet.rows, start=1)
        if row
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merges)
    return (
        f'{_HEAD}<worksheet xmlns="{SHEET_NS}">'
        + (f'<dimension ref="{sheet.dimension}"/>' if sheet.dimension else "")
        + f"<sheetData>{rows}{sheet.extra_rows}</sheetData>"
        + (f'<autoFilter ref="{sheet.autofilter}"/>' if sheet.autofilter else "")
        + (f"<mergeCells>{merges}</mergeCells>" if merges else "")
        + sheet.tail
        + "</worksheet>"
    )


def _cell(reference: str, value: object, strings: _Strings) -> str:
    match value:
        case None | "":
            return ""
        case Styled():
            return f'<c r="{reference}" s="1"/>'
        case Formula(stored):
            return _formula(reference, stored)
        case Shared(text):
            return f'<c r="{reference}" t="s"><v>{strings.add(text)}</v></c>'
        case Rich(runs):
            pieces = "".join(f'<r><t xml:space="preserve">{escape(run)}</t></r>' for run in runs)
            return f'<c r="{reference}" t="inlineStr"><is>{pieces}</is></c>'
    return _text(reference, value) if isinstance(value, str) else _number(reference, value)


def _text(reference: str, value: str) -> str:
    """A text; what looks like an Excel error is one."""
    if value.startswith("#") and value.isupper():
        return f'<c r="{reference}" t="e"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _number(reference: str, value: object) -> str:
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, datetime):
        serial = (value - datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001 - a cell has no zone
        return f'<c r="{reference}" s="1"><v>{serial}</v></c>'
    if isinstance(value, date):
        return f'<c r="{reference}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def _formula(reference: str, stored: str | int | None) -> str:
    if stored is None:
        return f'<c r="{reference}"><f>A1</f></c>'
    kind = _attribute("t", "e" if str(stored).startswith("#") else "str", isinstance(stored, str))
    return f'<c r="{reference}"{kind}><f>A1</f><v>{escape(str(stored))}</v></c>'
