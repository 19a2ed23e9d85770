"""School, campuses, years and classes."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.selectors.setup import current_year, years
from hocba_web.schools.services import setup
from hocba_web.schools.services.setup import ClassData, SchoolData, YearData
from support.web import SchoolWorld, actor_for, make_school

NEXT = YearData(starts_on=date(2026, 9, 5), term_2_on=date(2027, 1, 18), ends_on=date(2027, 5, 31))


def test_a_second_year_stands_beside_the_current_one_until_it_is_chosen(
    world: SchoolWorld, admin: Actor, at: datetime
) -> None:
    added = setup.add_year(actor=admin, first=2026, data=NEXT, at=at)
    assert [str(one.value) for one in years(world.school.id)] == ["2026-2027", "2025-2026"]
    assert current_year(world.school.id).id == world.year.id
    setup.make_current(actor=admin, year_id=added.id, at=at)
    assert current_year(world.school.id).id == added.id


@pytest.mark.parametrize(
    ("first", "days", "code"),
    [
        (2023, (date(2023, 9, 5), date(2024, 1, 18), date(2024, 5, 31)), "YEAR_TOO_OLD"),
        (2025, (date(2025, 9, 5), date(2026, 1, 18), date(2026, 5, 31)), "YEAR_EXISTS"),
        (2026, (date(2026, 9, 5), date(2026, 9, 5), date(2027, 5, 31)), "YEAR_DAYS_WRONG"),
        (2026, (date(2026, 9, 5), date(2027, 6, 1), date(2027, 5, 31)), "YEAR_DAYS_WRONG"),
        (2026, (date(2025, 9, 5), date(2026, 1, 18), date(2026, 5, 31)), "YEAR_DAYS_WRONG"),
    ],
)
def test_years_that_cannot_be(
    *, world: SchoolWorld, admin: Actor, at: datetime, first: int, days: tuple[date, date, date], code: str
) -> None:
    data = YearData(starts_on=days[0], term_2_on=days[1], ends_on=days[2])
    with pytest.raises(Refused) as refused:
        setup.add_year(actor=admin, first=first, data=data, at=at)
    assert refused.value.code == code


def test_classes_are_named_after_their_grade(world: SchoolWorld, admin: Actor, at: datetime) -> None:
    english = ClassData(foreign_language="Tiếng Anh")
    made = setup.add_classes(
        actor=admin, year_id=world.year.id, names=["lớp 5a1", " 5A2 ", "5A1", ""], data=english, at=at
    )
    assert [(one.name, one.grade) for one in made] == [("5A1", 5), ("5A2", 5)]
    cases = {
        "CLASS_NAME_WRONG": (["6A1"], english),
        "CLASS_NAME_TAKEN": (["4A1"], english),
        "CLASS_LANGUAGE_NEEDED": (["3A1"], ClassData()),
    }
    for code, (names, data) in cases.items():
        with pytest.raises(Refused) as refused:
            setup.add_classes(actor=admin, year_id=world.year.id, names=names, data=data, at=at)
        assert refused.value.code == code
    assert setup.add_classes(actor=admin, year_id=world.year.id, names=["2A1"], data=ClassData(), at=at)


def test_a_class_keeps_its_grade_and_goes_only_while_unused(world: SchoolWorld, admin: Actor, at: datetime) -> None:
    english = ClassData(foreign_language="Tiếng Anh")
    used = world.classes["4A1"]
    with pytest.raises(Refused) as refused:
        setup.edit_class(actor=admin, class_id=used.id, name="5A1", data=english, at=at)
    assert refused.value.code == "CLASS_GRADE_FIXED"
    with pytest.raises(Refused) as refused:
        setup.remove_class(actor=admin, class_id=used.id, at=at)
    assert refused.value.code == "CLASS_IN_USE"
    [made] = setup.add_classes(actor=admin, year_id=world.year.id, names=["4A9"], data=english, at=at)
    setup.remove_class(actor=admin, class_id=made.id, at=at)
    assert not world.year.classes.filter(name="4A9").exists()


def test_the_profile_is_changed_by_those_who_may_and_the_code_never(
    world: SchoolWorld, admin: Actor, at: datetime
) -> None:
    data = SchoolData(
        name="Trường Tiểu học Hoa Sen",
        authority_code="22",
        authority_name="Sở Giáo dục và Đào tạo Quảng Ninh",
        province="Tỉnh Quảng Ninh",
        commune="Phường Yên Tử",
    )
    before = world.school.code
    for key in ("principal", "vice_principal", "clerk", "english"):
        with pytest.raises(Forbidden):
            setup.edit_school(actor=actor_for(world, key), data=data, at=at)
    setup.edit_school(actor=admin, data=data, at=at)
    world.school.refresh_from_db()
    assert (world.school.name, world.school.code, world.school.district) == (data.name, before, "–")


def test_a_campus_with_classes_stays(world: SchoolWorld, admin: Actor, at: datetime) -> None:
    campus = setup.save_campus(actor=admin, campus_id=None, name="Điểm Đồng Chanh", address="", at=at)
    with pytest.raises(Refused) as refused:
        setup.save_campus(actor=admin, campus_id=None, name="điểm đồng chanh", address="", at=at)
    assert refused.value.code == "CAMPUS_NAME_TAKEN"
    placed = ClassData(campus_id=campus.id, foreign_language="Tiếng Anh")
    setup.edit_class(actor=admin, class_id=world.classes["4A1"].id, name="4A1", data=placed, at=at)
    with pytest.raises(Refused) as refused:
        setup.remove_campus(actor=admin, campus_id=campus.id, at=at)
    assert refused.value.code == "CAMPUS_IN_USE"


def test_another_schools_years_classes_and_campuses_do_not_exist_here(
    world: SchoolWorld, admin: Actor, at: datetime
) -> None:
    other = make_school()
    theirs = setup.save_campus(
        actor=actor_for(other, "school_admin"), campus_id=None, name="Điểm lẻ", address="", at=at
    )
    english = ClassData(foreign_language="Tiếng Anh")
    mine = world.classes["4A1"].id
    calls = (
        lambda: setup.edit_year(actor=admin, year_id=other.year.id, data=NEXT, at=at),
        lambda: setup.make_current(actor=admin, year_id=other.year.id, at=at),
        lambda: setup.add_classes(actor=admin, year_id=other.year.id, names=["4A9"], data=english, at=at),
        lambda: setup.edit_class(actor=admin, class_id=other.classes["4A1"].id, name="4A9", data=english, at=at),
        lambda: setup.remove_class(actor=admin, class_id=other.classes["4A1"].id, at=at),
        lambda: setup.edit_class(
            actor=admin,
            class_id=mine,
            name="4A1",
            data=ClassData(campus_id=theirs.id, foreign_language="Tiếng Anh"),
            at=at,
        ),
        lambda: setup.remove_campus(actor=admin, campus_id=theirs.id, at=at),
    )
    for call in calls:
        with pytest.raises(Missing):
            call()
