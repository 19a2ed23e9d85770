"""The register of copies, as pages and services read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.models import Copy, CopyRegister, HandOut

_SOURCE = "Decree 30/2020/NĐ-CP, art. 25 to 27"
_FINISHED = {Copy.Form.PAPER: Copy.State.REGISTERED, Copy.Form.ELECTRONIC: Copy.State.SEALED}


@dataclass(frozen=True, slots=True)
class Part:
    """One record of a copy, by the very files it was made of."""

    record_id: int
    xml_sha256: str
    pdf_sha256: str


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One copy or extract."""

    id: int
    version: int
    school_id: int
    pupil_id: int
    pupil: str
    kind: Copy.Kind
    form: Copy.Form
    state: Copy.State
    requester: str
    relation: HandOut.Relation
    purpose: str
    copies: int
    sections: tuple[str, ...]
    subjects: tuple[str, ...]
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str
    number: int | None
    year: int | None
    symbol: str
    dated: date | None
    signer_name: str
    signer_title: str
    sha256: str
    sealed_at: datetime | None
    void_by: str
    void_at: datetime | None
    void_reason: str
    parts: tuple[Part, ...]
    """Oldest year first."""

    @property
    def record_ids(self) -> tuple[int, ...]:
        """Which records."""
        return tuple(part.record_id for part in self.parts)

    @property
    def waits(self) -> bool:
        """Whether it waits for the head."""
        return self.state is Copy.State.ASKED

    @property
    def registered(self) -> bool:
        """Whether it has its number and stands."""
        return self.state in {Copy.State.REGISTERED, Copy.State.SEALED}

    @property
    def to_be_sealed(self) -> bool:
        """Registered, electronic, and not sealed yet."""
        return self.form is Copy.Form.ELECTRONIC and self.state is Copy.State.REGISTERED

    @property
    def finished(self) -> bool:
        """Whether it can be handed over: numbered, and sealed if it is electronic."""
        return self.state is _FINISHED[self.form]

    def require_finished(self) -> None:
        """Refuse what cannot be printed, fetched or handed over.

        Raises:
            Refused: COPY_IS_VOID, COPY_NOT_FINISHED.
        """
        if self.state is Copy.State.VOID:
            raise Refused("COPY_IS_VOID", where=self.symbol, source=_SOURCE)
        if not self.finished:
            raise Refused("COPY_NOT_FINISHED", where=self.symbol, source=_SOURCE)


def find_copy(school_id: int, copy_id: int) -> CopyFacts:
    """One copy of a school.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    row = _rows().filter(id=copy_id, school_id=school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return facts_of(row)


def waiting(school_id: int) -> tuple[CopyFacts, ...]:
    """What waits for the head, or for the seal, oldest first."""
    which = Q(state=Copy.State.ASKED) | Q(state=Copy.State.REGISTERED, form=Copy.Form.ELECTRONIC)
    return tuple(facts_of(row) for row in _rows().filter(which, school_id=school_id).order_by("asked_at", "id"))


def register(school_id: int, year: int) -> tuple[CopyFacts, ...]:
    """The register of a calendar year by number, void ones included."""
    rows = _rows().filter(school_id=school_id, year=year, number__isnull=False).order_by("-number")
    return tuple(facts_of(row) for row in rows)


def years(school_id: int) -> tuple[int, ...]:
    """Calendar years in which copies were numbered, newest first."""
    rows = CopyRegister.objects.filter(school_id=school_id).order_by("-year")
    return tuple(rows.values_list("year", flat=True))


def of_pupil(school_id: int, pupil_id: int) -> tuple[CopyFacts, ...]:
    """A pupil's copies, newest first."""
    return tuple(facts_of(row) for row in _rows().filter(school_id=school_id, pupil_id=pupil_id))


def of_ids(school_id: int, copy_ids: list[int]) -> dict[int, CopyFacts]:
    """Copies of a school by id; those of other schools are not in it."""
    return {row.id: facts_of(row) for row in _rows().filter(school_id=school_id, id__in=copy_ids)}


def pupils_of(copy_ids: list[int]) -> set[int]:
    """Whose records some copies (ids) are of."""
    return set(Copy.objects.filter(id__in=copy_ids).values_list("pupil_id", flat=True))


def last_abbreviation(school_id: int) -> str:
    """How the school was named in the newest copy's symbol: "THPĐ"; empty before the first."""
    symbol = (
        Copy.objects.filter(school_id=school_id)
        .exclude(symbol="")
        .order_by("-decided_at", "-id")
        .values_list("symbol", flat=True)
        .first()
    )
    return symbol.rpartition("-")[2] if symbol else ""


def _rows() -> QuerySet[Copy]:
    people = ("pupil", "asked_by", "decided_by", "void_by")
    return Copy.objects.select_related(*people).prefetch_related("parts")


def facts_of(row: Copy) -> CopyFacts:
    """A row as pages and services take it."""
    return CopyFacts(
        id=row.id,
        version=row.version,
        school_id=row.school_id,
        pupil_id=row.pupil_id,
        pupil=row.pupil.name,
        kind=Copy.Kind(row.kind),
        form=Copy.Form(row.form),
        state=Copy.State(row.state),
        requester=row.requester,
        relation=HandOut.Relation(row.relation),
        purpose=row.purpose,
        copies=row.copies,
        sections=tuple(row.content.get("sections", ())),
        subjects=tuple(row.content.get("subjects", ())),
        asked_by=row.asked_by.full_name,
        asked_at=row.asked_at,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        decided_at=row.decided_at,
        answer=row.answer,
        number=row.number,
        year=row.year,
        symbol=row.symbol,
        dated=row.dated,
        signer_name=row.signer_name,
        signer_title=row.signer_title,
        sha256=row.sha256,
        sealed_at=row.sealed_at,
        void_by=row.void_by.full_name if row.void_by else "",
        void_at=row.void_at,
        void_reason=row.void_reason,
        parts=tuple(Part(part.record_id, part.xml_sha256, part.pdf_sha256) for part in row.parts.all()),
    )
