"""What checking a workbook gives: plain values, and the JSON object that the command line prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from hocba.messages import Language, text
from hocba.model import (
    Competency,
    Grade,
    Moment,
    OverallResult,
    Quality,
    Sex,
    Subject,
    SubjectEntry,
    TraitLevel,
)
from hocba.regulation import competency_info, quality_info, subject_info
from hocba.workbooks.cleaning import day_text

CheckKind = Literal["pupils", "results", "vnedu", "staff"]
Outcome = Literal["accepted", "partial", "rejected_file"]
_NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One thing to say about one cell."""

    code: str
    """Stable code of the message catalogue."""
    sheet: str
    row: int
    """As Excel counts, from 1."""
    column: str
    """Letter; empty where the column does not exist."""
    caption: str
    """Of the column, as written in the file, on one line."""
    value: str
    """The cell as found."""
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    """What the sentence needs besides."""

    def message(self, language: Language = "vi") -> str:
        """What is wrong and what to do, as one line."""
        values = {"value": self.value, "caption": self.caption, "row": self.row, "sheet": self.sheet, **self.params}
        return text(self.code, values, language=language)

    def as_json(self, *, name_sheet: bool = False) -> dict[str, object]:
        """The keys of `check --json`; with `name_sheet` the sentence begins with the sheet, which has no key."""
        message = self.message()
        return {
            "row": self.row,
            "column": self.column,
            "caption": self.caption,
            "code": self.code,
            "value": self.value,
            "message": text("IN_SHEET", {"sheet": self.sheet, "message": message}) if name_sheet else message,
        }


@dataclass(frozen=True, slots=True)
class AcceptedPupil:
    """A row of a pupil list."""

    sheet: str
    row: int
    class_name: str
    code: str
    """Ministry code, or "TAM-<personal ID>" in an enrolment list that has none yet."""
    name: str
    born: date
    sex: Sex
    personal_id: str
    """12 digits, or empty."""

    def as_json(self) -> dict[str, object]:
        """The keys of `check --json`."""
        return {
            "row": self.row,
            "class": self.class_name,
            "code": self.code,
            "name": self.name,
            "born": day_text(self.born),
            "sex": self.sex.value,
            "personal_id": self.personal_id,
        }


@dataclass(frozen=True, slots=True)
class AcceptedResult:
    """A row of a result file or of a class summary of vnEdu."""

    sheet: str
    row: int
    class_name: str
    """Empty where neither file nor roster tells it."""
    grade: Grade | None
    moment: Moment | None
    code: str
    """Ministry code; for vnEdu that of the roster, empty without a roster."""
    name: str
    subjects: Mapping[Subject, SubjectEntry]
    competencies: Mapping[Competency, TraitLevel]
    qualities: Mapping[Quality, TraitLevel]
    completed: bool
    promoted: bool
    rank: OverallResult | None
    """As the file says; the computed one is in the warning where they differ."""
    not_assessed: bool = False
    """By the roster; then what the row holds is not used."""

    def as_json(self) -> dict[str, object]:
        """The keys of `check --json`; dictionaries by the captions of the sector database."""
        levels = {subject_info(one).csdl_caption: entry.level for one, entry in self.subjects.items()}
        scores = {subject_info(one).csdl_caption: entry.score for one, entry in self.subjects.items()}
        return {
            "row": self.row,
            "class": self.class_name,
            "code": self.code,
            "name": self.name,
            "levels": {caption: level.value for caption, level in levels.items() if level is not None},
            "scores": {caption: score for caption, score in scores.items() if score is not None},
            "competences": {competency_info(one).caption: level.value for one, level in self.competencies.items()},
            "qualities": {quality_info(one).caption: level.value for one, level in self.qualities.items()},
            "done": self.completed,
            "up": self.promoted,
            "rank": self.rank.value if self.rank else "",
        }


@dataclass(frozen=True, slots=True)
class AcceptedStaff:
    """A row of a staff list."""

    sheet: str
    row: int
    code: str
    name: str
    email: str
    """As found; see `account_email`."""
    account_email: str
    """The address an account may be made from: empty if it is no address or another row has it already."""
    status: str
    active: bool
    personal_id: str
    """12 digits, or empty."""

    def as_json(self) -> dict[str, object]:
        """The keys of `check --json`."""
        return {
            "row": self.row,
            "code": self.code,
            "name": self.name,
            "email": self.email,
            "status": self.status,
            "active": self.active,
            "personal_id": self.personal_id,
        }


Accepted = AcceptedPupil | AcceptedResult | AcceptedStaff


@dataclass(frozen=True, slots=True)
class FileError:
    """Why a whole file is refused."""

    code: str
    caption: str = ""
    """The missing caption; empty for other codes."""
    params: Mapping[str, object] = field(default_factory=lambda: _NOTHING)

    def message(self, language: Language = "vi") -> str:
        """What is wrong and what to do, as one line."""
        return text(self.code, {"caption": self.caption, **self.params}, language=language)

    def as_json(self) -> dict[str, object]:
        """The keys of `check --json`."""
        return {"code": self.code, "caption": self.caption}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that checking one workbook found."""

    file: str
    """As given."""
    kind: CheckKind | None
    """None if no kind was given and none was recognised."""
    file_error: FileError | None = None
    accepted: tuple[Accepted, ...] = ()
    rejected: tuple[CellEntry, ...] = ()
    """Every bad cell of every rejected row; a row with none of these is accepted."""
    warnings: tuple[CellEntry, ...] = ()
    ignored_rows: int = 0
    """Rows that are neither header nor data: empty, titles, repeated headers, technical keys, totals, signatures."""
    data_rows: int = field(default=0)
    """Accepted and rejected rows together."""

    @property
    def outcome(self) -> Outcome:
        """accepted: every row; partial: some row is rejected; rejected_file: nothing was read."""
        if self.file_error is not None:
            return "rejected_file"
        return "partial" if self.rejected else "accepted"

    def as_json(self) -> dict[str, object]:
        """The object that `check --json` prints for a workbook."""
        several = len({one.sheet for one in (*self.accepted, *self.rejected, *self.warnings)}) > 1
        return {
            "file": self.file,
            "kind": self.kind,
            "outcome": self.outcome,
            "file_error": self.file_error.as_json() if self.file_error else None,
            "accepted": [one.as_json() for one in self.accepted],
            "rejected": [one.as_json(name_sheet=several) for one in self.rejected],
            "warnings": [one.as_json(name_sheet=several) for one in self.warnings],
            "ignored_rows": self.ignored_rows,
        }
