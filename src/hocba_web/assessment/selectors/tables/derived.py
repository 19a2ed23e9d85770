"""Cells nobody types: the overall result the rules propose, why, and what follows from the one decided."""

from __future__ import annotations

from hocba.errors import IncompleteYear
from hocba.model import OverallResult
from hocba.regulation import level_name, outcome, why_overall
from hocba_web.assessment.selectors.grid.book import Book
from hocba_web.assessment.selectors.lint.findings import results_of, year_of


def derived(book: Book, enrolment_id: int) -> dict[str, str]:
    """Computed cells of one pupil, column -> text; only at the end of the year.

    Source: Circular 27/2020/TT-BGDĐT, art. 9(2)(a) and art. 11. The texts are those of forms, so they are Vietnamese.
    """
    if "proposed" not in book.by_id:
        return {}
    pupil = book.by_enrolment[enrolment_id]
    if pupil.not_assessed or pupil.has_left(book.today):
        return {"proposed": "", "why": "", "outcome": ""}
    decided = book.value(enrolment_id, "overall")
    proposed, why = "", ""
    try:
        explained = why_overall(year_of(book, pupil, results_of(book, pupil)), book.facts.rules)
        proposed, why = level_name(explained.result), " ".join(explained.sentences())
    except IncompleteYear as incomplete:
        names = str(incomplete.params.get("names", ""))
        why = f"Chưa đủ dữ liệu để đề xuất: {names}."
    follows = outcome(book.facts.rules, OverallResult(decided)).text if decided else ""
    return {"proposed": proposed, "why": why, "outcome": follows}
