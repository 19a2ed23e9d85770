"""Refusals of a gateway, sorted for the people who have to do something about them."""

from __future__ import annotations

import pytest

from hocba.exchange.refusals import Sort, field_named, field_title, known_codes, sort_refusal
from hocba.messages import catalogue, next_step, what


@pytest.mark.parametrize("code", known_codes())
def test_every_known_code_says_what_to_do(code):
    found = sort_refusal(code)
    assert found.known
    assert found.advice in catalogue()
    assert what(code, {"where": "", "detail": ""}, language="vi")
    assert next_step(found.advice, {}, language="vi")
    assert field_title(code) == (found.field.vi if found.field else "")


def test_content_is_put_right_and_the_way_is_tried_again():
    assert sort_refusal("GATEWAY_PUPIL_NAME").sort is Sort.FIX
    assert sort_refusal("GATEWAY_LIST_SIGNATURE").sort is Sort.RETRY
    assert sort_refusal("GATEWAY_RECORD_EXISTS").sort is Sort.ASK


def test_an_unknown_code_is_for_people():
    found = sort_refusal("E-1042", "Ngày sinh")
    assert (found.sort, found.known, found.advice) == (Sort.ASK, False, "REFUSAL_UNKNOWN")
    assert found.field is not None
    assert found.field.path == "pupil.born"
    assert sort_refusal("", "").field is None


@pytest.mark.parametrize("title", ["HO_VA_TEN", "Họ và tên học sinh", "  họ và  tên HỌC SINH ", "Pupil's name"])
def test_fields_are_found_by_wording_or_tag(title):
    found = field_named(title)
    assert found is not None
    assert (found.path, found.shown("en")) == ("pupil.name", "Pupil's name")


def test_a_field_that_the_gateway_names_goes_before_ours():
    found = sort_refusal("GATEWAY_RECORD_UNREADABLE", "TEN_LOP")
    assert found.field is not None
    assert found.field.path == "class_name"
    unknown = sort_refusal("GATEWAY_RECORD_UNREADABLE", "Trường lạ")
    assert unknown.field is not None
    assert unknown.field.path == "file"
