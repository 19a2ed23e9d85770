"""What the browser's grid is given (docs/formats/grid-protocol.md)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.lint import Finding
from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.parts import HOMEROOM, subject_of
from hocba_web.assessment.selectors.grid.book import Book, cell_lock, load_book, pupil_lock, since
from hocba_web.assessment.selectors.grid.columns import Column, Store
from hocba_web.assessment.selectors.grid.sheets import Sheet, entry_action, may, sheet_named
from hocba_web.assessment.selectors.progress.count import Findings, all_findings, count_of
from hocba_web.assessment.selectors.register import ClassFacts, RollPupil, class_facts
from hocba_web.assessment.selectors.tables.answers import by_cell, iso, messages, told_count
from hocba_web.assessment.selectors.tables.derived import derived
from hocba_web.assessment.selectors.windows.access import Access, accesses
from hocba_web.base import clock
from hocba_web.base.refusals import Refused, spoken


@dataclass(frozen=True)
class GridPage:
    """One table of a class at one moment, as somebody may see it now."""

    facts: ClassFacts
    moment: Moment
    sheet: Sheet
    book: Book
    access: Mapping[str, Access]
    enterable: frozenset[str]
    """Parts that this person may enter, window or not."""
    data: dict[str, Any]
    """`grid-data` of the protocol, without `user` and `csrf`."""

    @property
    def pupil_ids(self) -> list[int]:
        """Pupils whose results are shown."""
        return [pupil.pupil_id for pupil in self.book.pupils]


def grid_page(actor: Actor, class_id: int, moment: Moment, slug: str, at: datetime) -> GridPage:
    """One table for one person.

    Args:
        actor: who looks.
        class_id: a class of the actor's school.
        moment: one of the four.
        slug: which table.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE: results that are not for these eyes.
    """
    facts = class_facts(class_id, actor.school_id)
    require(actor, Action.RESULTS_VIEW, _first_target(actor, facts, slug, moment))
    sheet = sheet_named(actor, facts, moment, slug)
    book = load_book(facts, moment, clock.local(at).date(), stores=sheet.stores)
    access = accesses(facts, moment, sheet.parts, at)
    enterable = frozenset(part for part in sheet.parts if may(actor, entry_action(part), facts, part))
    findings = all_findings(book)
    data = _data(book, sheet, access=access, enterable=enterable, findings=findings)
    return GridPage(facts, moment, sheet, book, access, enterable, data)


def _first_target(actor: Actor, facts: ClassFacts, slug: str, moment: Moment) -> Target:
    """What the right to read is asked for; a table of many subjects holds only those one may read, so any of them."""
    sheet = sheet_named(actor, facts, moment, slug)
    return Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(sheet.parts[0]))


def _data(
    book: Book,
    sheet: Sheet,
    *,
    access: Mapping[str, Access],
    enterable: frozenset[str],
    findings: Findings,
) -> dict[str, Any]:
    columns, found = sheet.columns(book.columns), by_cell(findings)
    open_parts = {part for part in enterable if access[part].is_open_for_some}
    at = {"class_id": book.facts.id, "moment": book.moment.value, "sheet": sheet.slug}
    return {
        "key": f"c{book.facts.id}-{book.moment.value}-{sheet.slug}",
        "save_url": reverse("assessment:grid_save", kwargs=at),
        "refresh_url": reverse("assessment:grid_data", kwargs=at),
        "login_url": reverse("account_login"),
        "editable": bool(open_parts),
        "closed_reason": "" if open_parts else _closed_reason(book.facts, sheet, access, enterable),
        "open_until": _open_until(access, open_parts),
        "moment": book.moment.value,
        "title": f"{sheet.title} – {book.facts.name}",
        "columns": [_column(column, open_parts, single=len(sheet.parts) == 1) for column in columns],
        "rows": [_row(book, pupil, sheet, columns=columns, found=found, access=access) for pupil in book.pupils],
        "counts": told_count(count_of(book, findings, columns)),
    }


def _closed_reason(facts: ClassFacts, sheet: Sheet, access: Mapping[str, Access], enterable: Collection[str]) -> str:
    if not enterable:
        return _("Thầy/cô chỉ xem được bảng này.")
    for part in sheet.parts:
        refusal = access[part].refusal_of_all(facts.part_name(part)) if part in enterable else None
        if refusal is not None:
            said = spoken(refusal)
            return f"{said.what} {said.next}"
    return ""


def _open_until(access: Mapping[str, Access], open_parts: Collection[str]) -> str | None:
    ends = [end for part in open_parts if (end := access[part].window.closes_at) is not None]
    return iso(min(ends)) if ends else None


def _column(column: Column, open_parts: Collection[str], *, single: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": column.id,
        "title": column.title,
        "group": "" if single and column.part != HOMEROOM else column.group,
        "kind": column.kind,
        "editable": column.store is not Store.DERIVED and column.part in open_parts,
    }
    if column.choices:
        told["choices"] = [{"v": value, "label": label} for value, label in column.choices]
    if column.kind in {"score", "int", "decimal"}:
        told |= {"min": column.least, "max": column.most}
    if column.longest and column.kind == "text":
        told["maxlength"] = column.longest
    if column.width:
        told["width"] = column.width
    if column.topic:
        told["bank_url"] = reverse("assessment:bank_sentences", kwargs={"topic": column.topic})
        if column.of is not None:
            told["level_col"] = f"{column.part}.level"
    return told


def _row(
    book: Book,
    pupil: RollPupil,
    sheet: Sheet,
    *,
    columns: tuple[Column, ...],
    found: Mapping[tuple[int, str], list[Finding]],
    access: Mapping[str, Access],
) -> dict[str, Any]:
    one = pupil.enrolment_id
    closed = _closed_for(book.facts, sheet, access, one)
    computed = derived(book, one) if any(column.store is Store.DERIVED for column in columns) else {}
    cells: dict[str, Any] = {}
    for column in columns:
        cell = book.cell(one, column.id)
        told: dict[str, Any] = {"v": computed.get(column.id, cell.value), "r": cell.rev}
        if here := found.get((one, column.id)):
            told["m"] = messages(here)
        if cell_lock(book, pupil, column) is not None:
            told["locked"] = True
        elif column.part in closed:
            told["locked"] = closed[column.part]
        cells[column.id] = told
    lock = pupil_lock(book, pupil, sheet.parts[0])
    locked = spoken(Refused(lock, since=since(pupil))).what if lock else ""
    return {
        "id": one,
        "no": pupil.number,
        "name": pupil.name,
        "sub": f"{pupil.born:%d/%m/%Y}",
        "note": _note(book, pupil, sheet),
        "locked": locked or (closed[sheet.parts[0]] if len(closed) == len(sheet.parts) else ""),
        "cells": cells,
    }


def _closed_for(facts: ClassFacts, sheet: Sheet, access: Mapping[str, Access], enrolment_id: int) -> dict[str, str]:
    """Parts of one pupil that are closed otherwise than those of the class, with the reason: a record was initialised.

    While one pupil's record is unlocked outside the window, the table is open and everybody else's rows say why not.
    """
    found = {}
    for part in sheet.parts:
        if access[part].locks and (refusal := access[part].refusal_of(enrolment_id, facts.part_name(part))) is not None:
            found[part] = spoken(refusal).what
    return found


def _note(book: Book, pupil: RollPupil, sheet: Sheet) -> str:
    notes = []
    if pupil.not_assessed:
        notes.append(_("Học sinh khuyết tật không đánh giá"))
    elif pupil.individual_plan:
        notes.append(_("Học theo kế hoạch giáo dục cá nhân"))
    elif pupil.disability:
        notes.append(pupil.disability)
    for part in sheet.parts:
        notes += [
            _("%(subject)s kiểm tra lại ngày %(day)s: %(first)s → %(second)s điểm")
            % {
                "subject": book.facts.part_name(part),
                "day": f"{one.tested_on:%d/%m/%Y}",
                "first": one.first,
                "second": one.second,
            }
            for one in book.retests.get((pupil.enrolment_id, part), ())
        ]
    return "; ".join(notes)
