"""Doubles are found, twins are not; a verdict holds until something new makes the pair look alike."""

from __future__ import annotations

from datetime import date

import pytest

from hocba_web.base.refusals import Forbidden, Missing
from hocba_web.schools.models import Guardian
from hocba_web.schools.selectors.pupils.duplicates import pairs
from hocba_web.schools.services.pupils import DataRefused, duplicate_dismiss
from support.web import actor_for, make_school
from support.web.school import NOW, add_pupil

BORN = date(2016, 7, 1)


@pytest.fixture
def world(db):
    """A school whose classes are still empty."""
    return make_school(pupils=0)


def child(world, name, *, born=BORN, mother="Phạm Thu Lan", father="Hà Văn Lâm", class_name="4A1", **fields):
    given = {"personal_id": ""} | fields
    pupil = add_pupil(world, world.classes[class_name], 9, name=name, born=born, **given).pupil
    Guardian.objects.filter(pupil=pupil, kind="mother").update(name=mother)
    Guardian.objects.filter(pupil=pupil, kind="father").update(name=father)
    return pupil


def found(world) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(pair.first.name, pair.second.name, pair.reasons) for pair in pairs(world.school.id)]


def test_same_name_without_diacritics_and_birth_date(world):
    child(world, "Đỗ Minh Khôi")
    child(world, "Do Minh Khoi", class_name="4A2", mother="Nguyễn Thị Mười", father="")
    assert found(world) == [("Đỗ Minh Khôi", "Do Minh Khoi", ("SAME_NAME_AND_BIRTH",))]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"name": "Hà Khôi"}, {"name": "Hà Khải"}, None),
        ({"name": "Hà An", "personal_id": "022216777001"}, {"name": "Hà Ân", "personal_id": "022216777953"}, None),
        ({"name": "Hà An", "personal_id": "022216777001"}, {"name": "Hà Ân", "personal_id": ""}, "SAME_NAME_AND_BIRTH"),
        ({"name": "Hà An"}, {"name": "Hà An", "father": "", "mother": "Phạm Thu Lan"}, "SAME_NAME_AND_BIRTH"),
    ],
)
def test_twins_are_two_children(world, first, second, expected):
    child(world, **first)
    child(world, **second)
    assert [reasons for *_names, reasons in found(world)] == ([(expected,)] if expected else [])


def test_swapped_digits_betray_a_double_with_another_name(world):
    child(world, "Hà Minh Khôi", personal_id="022216777012")
    child(world, "Hạ Minh Khơi Bách", personal_id="022216777021", mother="Lan", father="")
    assert [reasons for *_names, reasons in found(world)] == [("SWAPPED_DIGITS",)]


def test_one_digit_apart_counts_only_under_the_same_name(world):
    child(world, "Hà Minh Khôi", personal_id="022216777012")
    child(world, "Hà Minh Khôi", personal_id="022216777013", born=date(2016, 1, 7), mother="Lan")
    child(world, "Lê Thị Bưởi", personal_id="022216777014", mother="Đào", father="")
    assert [reasons for *_names, reasons in found(world)] == [("ONE_DIGIT",)]


def dismiss(world, first, second, *, key="registrar", note="Hai em khác cha mẹ, đã xem giấy khai sinh"):
    return duplicate_dismiss(actor=actor_for(world, key), first_id=first.id, second_id=second.id, note=note, at=NOW)


def test_a_verdict_takes_the_pair_off_the_list_and_says_who_and_when(world):
    first, second = child(world, "Hà Khôi", mother="Lan"), child(world, "Hà Khôi", mother="Mai", father="Tú")
    with pytest.raises(DataRefused):
        dismiss(world, first, second, note=" ")
    dismiss(world, second, first)
    assert found(world) == []
    (pair,) = pairs(world.school.id, decided=True)
    assert pair.verdict is not None
    assert (pair.verdict.by, pair.verdict.at) == (world.person("registrar").name, NOW)
    first.personal_id, second.personal_id = "022216777012", "022216777021"
    first.save()
    second.save()
    assert found(world) == [("Hà Khôi", "Hà Khôi", ("SAME_NAME_AND_BIRTH", "SWAPPED_DIGITS"))]


def test_only_the_registrar_decides_and_only_about_pairs_that_look_alike(world):
    first, second = child(world, "Hà Khôi", mother="Lan"), child(world, "Hà Khôi", mother="Mai", father="Tú")
    with pytest.raises(Forbidden):
        dismiss(world, first, second, key="homeroom:4A1")
    with pytest.raises(Missing):
        dismiss(world, first, child(world, "Lê Thị Bưởi", mother="Đào"))
    other = make_school(name="Trường khác").enrolments["4A1"][0].pupil
    with pytest.raises(Missing):
        dismiss(world, first, other)


def test_other_schools_are_never_compared(world, django_assert_max_num_queries):
    child(world, "Hà Khôi")
    child(make_school(name="Trường khác"), "Hà Khôi", mother="Mai", father="")
    with django_assert_max_num_queries(4):
        assert found(world) == []
