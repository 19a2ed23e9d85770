"""The pupil list of the sector database into entries of the register: C1-HocSinh, CSDL_HocSinh."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hocba.model import Family, PupilIdentity, PupilStatus
from hocba.workbooks.check.pupils import check_pupils
from hocba.workbooks.check.report import AcceptedPupil
from hocba.workbooks.check.rows import RowReader
from hocba.workbooks.cleaning import Bad, caption_key, class_name, code, day, fault_of, flag, text
from hocba.workbooks.school.data import PupilEntry, RejectedRow
from hocba.workbooks.school.reading import Log, finding, row_place
from hocba.workbooks.tables import Table

_STATUS = {caption_key(status.value): status for status in PupilStatus}
_STATUS |= {f"{number:02}": status for number, status in enumerate(PupilStatus, start=1)}
_DISABLED = "Khuyết tật"


def read_pupils(
    log: Log, file: str, tables: Sequence[Table], classes: Collection[str]
) -> tuple[dict[str, PupilEntry], tuple[RejectedRow, ...]]:
    """The pupils by code in the order of the list, and the rows that were not accepted."""
    found: dict[str, PupilEntry] = {}
    rejected: list[RejectedRow] = []
    for reader, accepted in check_pupils(tables, frozenset(classes)):
        not_assessed = reader.read("not_assessed", flag) or False
        if accepted is not None and not reader.bad:
            found[accepted.code] = _entry(file, reader, accepted, not_assessed=not_assessed)
            log.take(file, reader, pupil=accepted.code)
        else:
            rejected.append(_rejected(file, reader))
    return found, tuple(rejected)


def _entry(file: str, reader: RowReader, accepted: AcceptedPupil, *, not_assessed: bool) -> PupilEntry:
    row = reader.row
    status_on = day(reader.raw("status_day")) if fault_of(reader.raw("status_day")) is None else None
    return PupilEntry(
        code=accepted.code,
        class_name=accepted.class_name,
        identity=PupilIdentity(
            name=accepted.name,
            personal_id=accepted.personal_id,
            ministry_id=accepted.code,
            sex=accepted.sex,
            born=accepted.born,
            ethnicity=row.text("ethnicity"),
            nationality=row.text("nationality"),
            birthplace=row.text("birthplace") or _address(reader, "birth"),
            home_place=_address(reader, "home"),
            residence=row.text("residence_now") or _address(reader, "residence"),
            register_no=row.text("register_no"),
            family=Family(row.text("mother_name"), row.text("father_name"), row.text("guardian_name")),
        ),
        status=_status(reader),
        status_on=None if isinstance(status_on, Bad) else status_on,
        disability=_disability(reader),
        not_assessed=not_assessed,
        policy_group=row.text("policy"),
        where=row_place(file, reader),
    )


def _address(reader: RowReader, kind: str) -> str:
    """The parts on file, smallest first: "Khu 5, Phường Yên Tử, Tỉnh Quảng Ninh"."""
    parts = (reader.row.text(f"{kind}_{part}") for part in ("hamlet", "commune", "district", "province"))
    return ", ".join(part for part in parts if part)


def _status(reader: RowReader) -> PupilStatus:
    """The status in words or by its number; another text warns and decides nothing: year-end rows do."""
    key = caption_key(reader.raw("status")).replace("kì", "kỳ")
    if not key:
        return PupilStatus.STUDYING
    found = _STATUS.get(key.zfill(2))
    if found is None:
        reader.warn("status", "PUPIL_STATUS_UNKNOWN")
        return PupilStatus.STUDYING
    return found


def _disability(reader: RowReader) -> str:
    """The kind of disability; a bare mark says no more than the caption."""
    words = reader.row.text("disability")
    marked = flag(words)
    if isinstance(marked, Bad):
        return words
    return _DISABLED if marked else ""


def _rejected(file: str, reader: RowReader) -> RejectedRow:
    name = class_name(reader.raw("class")) if fault_of(reader.raw("class")) is None else None
    pupil = "" if fault_of(reader.raw("code")) else code(reader.raw("code"))
    return RejectedRow(
        where=row_place(file, reader),
        class_name=name if isinstance(name, str) else reader.row.class_title,
        pupil=pupil,
        name=text(reader.raw("name")),
        findings=tuple(finding(file, entry, is_error=True, pupil=pupil) for entry in reader.bad),
    )
