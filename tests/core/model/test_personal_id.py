"""The 12 digits against sex, year and place of birth (domain: Circular 59/2021/TT-BCA)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.model import PersonalIdOverride, Sex, check_personal_id
from hocba.model.personal_id import place_codes

BOY_2016 = "022216900123"


def codes(value, sex=Sex.MALE, birth_year=2016, override=None):
    return [one.code for one in check_personal_id(value, sex=sex, birth_year=birth_year, override=override)]


@pytest.mark.parametrize(
    ("value", "sex", "year"),
    [
        ("022099000001", Sex.MALE, 1999),
        ("022199000001", Sex.FEMALE, 1999),
        ("022200000001", Sex.MALE, 2000),
        ("022300000001", Sex.FEMALE, 2000),
        ("022299000001", Sex.MALE, 2099),
        ("022400000001", Sex.MALE, 2100),
        ("022500000001", Sex.FEMALE, 2100),
        ("022899000001", Sex.MALE, 2399),
        ("022999000001", Sex.FEMALE, 2399),
    ],
)
def test_century_and_sex_share_a_digit(value, sex, year):
    assert codes(value, sex, year) == []
    other = Sex.FEMALE if sex is Sex.MALE else Sex.MALE
    assert codes(value, other, year) == ["ID_SEX_MISMATCH"]
    assert codes(value, sex, year + 1) == ["ID_YEAR_MISMATCH"]
    assert codes(value, sex, year - 1) == ["ID_YEAR_MISMATCH"]
    assert codes(value, sex, year - 100) == ["ID_YEAR_MISMATCH"]


@pytest.mark.parametrize(
    "value", ["22216900123", "0222169001234", "02221690012a", "022 216900123", "０22216900123", "2.22169E+10", " "]
)
def test_anything_but_12_digits_is_a_wrong_format(value):
    found = check_personal_id(value, sex=Sex.MALE, birth_year=2016)
    assert [(one.code, one.is_error) for one in found] == [("ID_FORMAT", True)]


def test_no_number_only_warns_here():
    found = check_personal_id("", sex=Sex.MALE, birth_year=2016)
    assert [(one.code, one.is_error) for one in found] == [("ID_MISSING", False)]


def test_an_unknown_place_only_warns():
    found = check_personal_id("003216900123", sex=Sex.MALE, birth_year=2016)
    assert [(one.code, one.is_error) for one in found] == [("ID_PROVINCE_UNKNOWN", False)]


def test_what_is_not_on_file_is_not_compared():
    assert codes("022316900123", sex=None, birth_year=None) == []


def test_an_override_suppresses_both_mismatches_of_exactly_its_number():
    override = PersonalIdOverride("022316900123", "Quyết định 12/QĐ-UBND")
    assert codes("022316900123", birth_year=2015) == ["ID_SEX_MISMATCH", "ID_YEAR_MISMATCH"]
    assert codes("022316900123", birth_year=2015, override=override) == []
    assert codes("022316900124", birth_year=2015, override=override) == ["ID_SEX_MISMATCH", "ID_YEAR_MISMATCH"]
    assert codes("003316900123", override=PersonalIdOverride("003316900123", "QĐ 1")) == ["ID_PROVINCE_UNKNOWN"]


@pytest.mark.parametrize("evidence", ["", "  "])
def test_an_override_needs_evidence(evidence):
    with pytest.raises(ValueError, match="evidence"):
        PersonalIdOverride(BOY_2016, evidence)


def test_the_63_places():
    assert len(place_codes()) == 63
    assert place_codes()["022"] == "Quảng Ninh"


@given(st.sampled_from(sorted(place_codes())), st.sampled_from(Sex), st.integers(1900, 2399), st.integers(0, 999_999))
def test_a_number_built_by_the_scheme_fits_only_its_own_sex_and_year(place, sex, year, serial):
    digit = 2 * ((year - 1900) // 100) + (sex is Sex.FEMALE)
    value = f"{place}{digit}{year % 100:02}{serial:06}"
    assert codes(value, sex, year) == []
    assert "ID_YEAR_MISMATCH" in codes(value, sex, year + 1)


@given(st.text(max_size=14))
def test_no_text_breaks_the_check(value):
    found = codes(value)
    assert found == [] or all(code.startswith("ID_") for code in found)
