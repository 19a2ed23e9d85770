"""Forms 1 to 9 of the sample school: every cell as in the workbook that the core makes of the same data."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from hocba.model import Moment, MomentResults
from hocba.workbooks.summary_forms import class_summary, summary_form
from hocba_web.assessment.models import SupplementaryCase
from hocba_web.assessment.selectors.register import classes_of_year
from hocba_web.assessment.selectors.summary import class_form, screen_table
from hocba_web.base.clock import local
from hocba_web.schools.models import Pupil
from support.sample_school import sample
from support.web import logged_in
from support.web.school import NOW
from support.web.year_end import assessed_school

ONE_OF_EACH = {1: "1A4", 3: "3A1", 5: "5A2"}
TODAY = local(NOW).date()


def forms_of(world, *, names=None):
    for facts in classes_of_year(world.year.id):
        if names is None or facts.name in names:
            for moment in Moment:
                yield facts, moment


def test_all_forms_say_what_the_core_says(load, django_assert_max_num_queries):
    world, data, numbers, expected_and_empty = load(), sample(), set(), []
    for facts, moment in forms_of(world):
        with django_assert_max_num_queries(20):
            ours = class_form(facts, moment, TODAY, with_supplementary=False)
        theirs = summary_form(data, facts.name, moment)
        # Who was there by the school's plan stands on the form even before anything was entered.
        known = {(row.name, row.born) for row in theirs.rows}
        extra = [row for row in ours.rows if (row.name, row.born) not in known]
        expected_and_empty += [(row.name, facts.name, moment, row.results == MomentResults()) for row in extra]
        ours = replace(ours, homeroom_teacher="", head="", rows=tuple(row for row in ours.rows if row not in extra))
        assert ours == replace(theirs, homeroom_teacher="", head=""), facts.name
        numbers.add(ours.number)
    assert numbers == set(range(1, 10))
    assert expected_and_empty == [("Trần Hồng Nhung", "3A4", Moment.MID2, True)]


def test_the_file_holds_the_cells_of_the_core_and_so_does_the_screen(load, tmp_path, client, at):
    world, data = load(), sample()
    browser = logged_in(client, world, "principal")
    for facts, moment in forms_of(world, names=ONE_OF_EACH.values()):
        path = tmp_path / f"{facts.name}-{moment.value}.xlsx"
        class_summary(summary_form(data, facts.name, moment), path)
        answer = browser.get(f"/tong-hop/{facts.id}/{moment.value}/tep/")
        assert answer["Content-Disposition"].endswith('.xlsx"')
        ours, theirs = cells(answer.content), cells(path.read_bytes())
        waited = {
            name
            for name in SupplementaryCase.objects.filter(enrolment__school_class_id=facts.id).values_list(
                "enrolment__pupil__name", flat=True
            )
            if moment is Moment.YEAR_END
        }
        for row, (mine, his) in enumerate(zip(ours, theirs, strict=True)):
            if len(mine) > 1 and mine[1] in waited:
                assert mine[:-1] == his[:-1]
                assert "Sau đánh giá bổ sung" in str(mine[-1])
            elif row < len(theirs) - 12:
                assert mine == his, (facts.name, moment, row)
        table = screen_table(class_form(facts, moment, TODAY))
        body = [tuple(cell.value for cell in one) for one in table.rows]
        first = next(place for place, row in enumerate(ours) if row[0] == 1)
        assert body == [tuple(row[1 : len(body[0]) + 1]) for row in ours[first : first + len(body)]]


def cells(content):
    sheet = load_workbook(BytesIO(content)).active
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def test_a_name_that_looks_like_a_formula_stays_text(db, client, at):
    world = assessed_school()
    Pupil.objects.filter(id=world.enrolments["4A1"][1].pupil_id).update(name="=HYPERLINK(1)", policy_group="+cmd|'x'")
    answer = logged_in(client, world, "principal").get(f"/tong-hop/{world.classes['4A1'].id}/cn/tep/")
    sheet = load_workbook(BytesIO(answer.content)).active
    texts = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(("=", "+"))]
    assert {cell.value for cell in texts} == {"=HYPERLINK(1)", "+cmd|'x'"}
    assert {cell.data_type for cell in texts} == {"s"}


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("homeroom:4A1", 200), ("homeroom:4A2", 403), ("english", 403), ("school_admin", 403)],
)
def test_who_may_take_the_file(db, client, at, who, status):
    world = assessed_school()
    browser = logged_in(client, world, who)
    assert browser.get(f"/tong-hop/{world.classes['4A1'].id}/cn/tep/").status_code == status


def test_moments_that_do_not_exist_are_not_found(db, client, at):
    world = assessed_school()
    for moment in ("bs", "hs", "xx"):
        answer = logged_in(client, world, "principal").get(f"/tong-hop/{world.classes['4A1'].id}/{moment}/")
        assert answer.status_code == 404
