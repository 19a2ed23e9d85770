"""What the pages of an import show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from hocba.messages import Language, next_step, what
from hocba_web.accounts.actor import Actor
from hocba_web.intake.comparing import State
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.models import Batch, ImportRun
from hocba_web.intake.selectors.runs import visible_runs
from hocba_web.intake.selectors.words import about, field_name, shown
from hocba_web.intake.writing import Conflict
from hocba_web.schools.selectors.rows import staff_names

ITEMS_A_PAGE, CELLS_A_PAGE = 50, 100
_MOMENTS = {"gk1": "Giữa học kỳ I", "ck1": "Cuối học kỳ I", "gk2": "Giữa học kỳ II", "cn": "Cuối năm học"}
_KINDS_OF_STATE = {
    ImportRun.State.WAITING: "waiting",
    ImportRun.State.READING: "doing",
    ImportRun.State.READ: "asked",
    ImportRun.State.REFUSED: "error",
    ImportRun.State.APPLIED: "done",
    ImportRun.State.UNDONE: "none",
    ImportRun.State.DROPPED: "none",
}


_FORERUNNERS = frozenset({"INTAKE_NO_CLASSES", "INTAKE_NO_PUPILS"})
"""Reasons that go away when earlier files are applied."""
_MAY_GO_AWAY = _FORERUNNERS | {"INTAKE_CLASS_UNKNOWN", "INTAKE_STRANGERS"}


@dataclass(frozen=True, slots=True)
class Said:
    """A code in words."""

    code: str
    what: str
    next: str


def said(code: str, params: Mapping[str, object]) -> Said:
    """A stored code in the reader's language."""
    language: Language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return Said(code, what(code, params, language=language), next_step(code, params, language=language))


def said_of(stored: Sequence[Any] | None) -> Said | None:
    """The same from [code, params]; None for nothing."""
    return said(stored[0], stored[1]) if stored else None


@dataclass(frozen=True, slots=True)
class RunLine:
    """One file in the list of its batch."""

    run: ImportRun
    title: str
    """Kind, class or grade, moment in words."""
    status: str
    """Kind of the state for `{% status %}`."""
    status_label: str
    step: int
    refusal: Said | None
    left: Said | None
    counts: Mapping[str, int]
    rejected: int
    is_busy: bool


def line_of(run: ImportRun) -> RunLine:
    """One file."""
    kind = FileKind(run.kind) if run.kind else None
    refusal = said_of(run.outcome.get("refusal"))
    waits = run.state == ImportRun.State.REFUSED and refusal is not None and refusal.code in _FORERUNNERS
    return RunLine(
        run=run,
        title=title_of(run),
        status="waiting" if waits else _KINDS_OF_STATE[ImportRun.State(run.state)],
        status_label=_("Chờ tệp khác") if waits else run.get_state_display(),
        step=kind.step if kind else len(FileKind) + 1,
        refusal=refusal,
        left=said_of(run.left),
        counts=run.preview.get("counts", {}),
        rejected=0 if waits else run.outcome.get("counts", {}).get("rejected", 0),
        is_busy=run.state in {ImportRun.State.WAITING, ImportRun.State.READING},
    )


def title_of(run: ImportRun) -> str:
    """A file in words: "Kết quả học tập · Khối 4 · Cuối năm học"."""
    if not run.kind:
        return _("Chưa rõ loại")
    parts = [FileKind(run.kind).label]
    if run.class_name:
        parts.append(_("Lớp %(name)s") % {"name": run.class_name})
    elif run.grade:
        parts.append(_("Khối %(grade)s") % {"grade": run.grade})
    if run.moment and FileKind(run.kind) is not FileKind.SUMMARY:
        parts.append(_MOMENTS[run.moment])
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class BatchPage:
    """The files of one upload in the order in which they are taken in."""

    batch: Batch
    lines: list[RunLine]
    turned_away: list[tuple[str, Said]]
    read: int
    is_busy: bool
    """Something is being read or applied."""
    is_applying: bool
    can_apply: int
    """Files that wait to be applied, those included whose forerunners are missing."""
    digests: list[tuple[str, str]]
    applied: int


def batch_page(batch: Batch, actor: Actor) -> BatchPage:
    """One upload as somebody sees it."""
    lines = sorted(
        (line_of(run) for run in visible_runs(actor).filter(batch=batch)),
        key=lambda one: (one.step, list(_MOMENTS).index(one.run.moment) if one.run.moment else 0, one.run.name),
    )
    waits = [one for one in lines if _waits(one)]
    applying = batch.asked_at is not None and batch.done_at is None
    return BatchPage(
        batch=batch,
        lines=lines,
        turned_away=[(name, said(code, params)) for name, code, params in batch.turned_away],
        read=sum(not one.is_busy for one in lines),
        is_busy=applying or any(one.is_busy for one in lines),
        is_applying=applying,
        can_apply=len(waits),
        digests=[(str(one.run.uuid), one.run.preview["digest"]) for one in waits if one.run.preview],
        applied=sum(one.run.state == ImportRun.State.APPLIED for one in lines),
    )


def _waits(line: RunLine) -> bool:
    if line.run.state == ImportRun.State.READ:
        return bool(line.run.preview.get("cells"))
    refused = line.run.state == ImportRun.State.REFUSED and line.refusal is not None
    return refused and line.refusal is not None and line.refusal.code in _MAY_GO_AWAY


@dataclass(frozen=True, slots=True)
class CellLine:
    """One field that differs."""

    name: str
    before: str
    after: str
    reason: Said | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One row that differs."""

    key: str
    name: str
    class_name: str
    sheet: str
    row: str
    cells: list[CellLine]
    notes: list[Said]


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that was not accepted, or that somebody should look at."""

    sheet: str
    row: int
    column: str
    caption: str
    value: str
    said: Said


@dataclass(frozen=True, slots=True)
class View:
    """One part of a run's page."""

    slug: str
    label: str
    count: int


VIEWS = {
    "moi": State.NEW,
    "thay-doi": State.CHANGED,
    "khong-ap-dung": State.BLOCKED,
    "chi-co-trong-he-thong": State.MISSING,
}
FAULTS, WARNINGS, NOTES = "dong-loi", "canh-bao", "can-xem"


def views_of(run: ImportRun) -> list[View]:
    """The parts that a run's page has, those with nothing in them left out."""
    counts, found = run.preview.get("counts", {}), run.outcome.get("counts", {})
    notes = sum(1 for item in run.preview.get("items", ()) if item["notes"])
    every = [
        View(FAULTS, _("Ô cần sửa"), found.get("cells", 0)),
        View("moi", pgettext("differences", "Mới"), counts.get("new", 0)),
        View("thay-doi", _("Thay đổi"), counts.get("changed", 0)),
        View("khong-ap-dung", _("Không áp dụng được"), counts.get("blocked", 0)),
        View(NOTES, _("Có thể trùng"), notes),
        View("chi-co-trong-he-thong", _("Không có trong tệp"), counts.get("missing", 0)),
        View(WARNINGS, _("Nên xem lại"), found.get("warnings", 0)),
    ]
    return [one for one in every if one.count]


@dataclass(frozen=True, slots=True)
class RunPage:
    """One file."""

    line: RunLine
    views: list[View]
    current: str
    class_name: str
    classes: list[str]
    items: Page[Any] | None
    faults: Page[Any] | None
    keys: list[str] = field(default_factory=list)
    """Of the rows shown, for the trace."""


def run_page(run: ImportRun, *, view: str, class_name: str, number: str) -> RunPage:
    """One file, one part of it, one class of it if asked for, one page."""
    views = views_of(run)
    slugs = [one.slug for one in views]
    current = view if view in slugs else next(iter(slugs), "")
    items: Page[Any] | None = None
    faults: Page[Any] | None = None
    classes: list[str] = []
    keys: list[str] = []
    if current in {FAULTS, WARNINGS}:
        stored = run.outcome.get("rejected" if current == FAULTS else "warnings", [])
        faults = Paginator([_fault(one) for one in stored], CELLS_A_PAGE).get_page(number)
    elif current:
        rows = _rows(run, current)
        classes = sorted({row["class"] for row in rows} - {""})
        chosen = class_name if class_name in classes else ""
        page: Page[Any] = Paginator([row for row in rows if chosen in {"", row["class"]}], ITEMS_A_PAGE).get_page(
            number
        )
        keys = [row["key"] for row in page.object_list]
        staff = staff_names(run.school_id)
        items = page
        items.object_list = [_item(FileKind(run.kind), row, staff) for row in page.object_list]
        class_name = chosen
    return RunPage(line_of(run), views, current, class_name, classes, items, faults, keys)


def _rows(run: ImportRun, view: str) -> list[dict[str, Any]]:
    stored = run.preview.get("items", [])
    if view == NOTES:
        return [row for row in stored if row["notes"]]
    return [row for row in stored if row["state"] == VIEWS[view].value]


def _item(kind: FileKind, row: Mapping[str, Any], staff: Mapping[str, str]) -> ItemLine:
    sheet, _line, number = row["place"].partition("\n")
    return ItemLine(
        key=row["key"],
        name=about(kind, row["name"]),
        class_name=row["class"],
        sheet=sheet,
        row=number,
        cells=[
            CellLine(
                field_name(kind, name), shown(kind, name, before, staff), shown(kind, name, after, staff), said_of(why)
            )
            for name, before, after, why in row["cells"]
        ],
        notes=[said(code, params) for code, params in row["notes"]],
    )


def _fault(one: Mapping[str, Any]) -> Fault:
    values = {name: one[name] for name in ("sheet", "row", "caption", "value")}
    return Fault(
        one["sheet"],
        one["row"],
        one["column"],
        one["caption"],
        one["value"],
        said(one["code"], {**values, **one["params"]}),
    )


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """What stands against undoing, in words."""

    name: str
    class_name: str
    field: str
    now: str
    by: str
    at: Any
    said: Said


def conflict_lines(run: ImportRun, found: Iterable[Conflict]) -> list[ConflictLine]:
    """Conflicts with the names of the rows they are about."""
    kind = FileKind(run.kind)
    staff = staff_names(run.school_id)
    rows = {row["key"]: row for row in run.preview.get("items", [])}
    nobody = {"name": "", "class": ""}
    lines = []
    for one in found:
        row = rows.get(one.key, nobody)
        lines.append(
            ConflictLine(
                about(kind, row["name"]) or one.key,
                row["class"],
                field_name(kind, one.field) if one.field else _("Cả dòng"),
                shown(kind, one.field, one.now, staff) if one.field else "",
                one.by,
                one.at,
                said(one.code, {}),
            )
        )
    return lines
