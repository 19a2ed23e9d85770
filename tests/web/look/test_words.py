"""Dates and messages that Django writes for us: day before month, and words that fit a school."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils import timezone

DAY = date(2026, 4, 3)


def test_a_typed_date_is_day_month_year() -> None:
    assert forms.DateField().clean("03/04/2026") == DAY
    with pytest.raises(ValidationError):
        forms.DateField().clean("12/31/2026")


def test_fields_of_browsers_keep_their_own_form() -> None:
    class Form(forms.Form):
        day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
        moment = forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    assert forms.DateField().clean("2026-04-03") == DAY
    html = str(Form(initial={"day": DAY, "moment": datetime(2026, 4, 3, 8, 30, tzinfo=UTC)}))
    assert 'value="2026-04-03"' in html
    assert 'value="2026-04-03T15:30"' in html


def test_dates_are_written_as_people_write_them() -> None:
    html = engines["django"].from_string("{{ day }} {{ day|date:'SHORT_DATE_FORMAT' }}").render({"day": DAY})
    assert html == "03/04/2026 03/04/2026"


def test_a_missing_field_is_not_called_a_school() -> None:
    with pytest.raises(ValidationError) as caught:
        forms.CharField().clean("")
    assert caught.value.messages == ["Cần điền mục này."]


def test_messages_about_passwords_speak_to_teachers() -> None:
    with pytest.raises(ValidationError) as caught:
        MinimumLengthValidator(10).validate("ngắn")
    assert caught.value.messages == ["Mật khẩu cần ít nhất 10 ký tự."]


@pytest.mark.parametrize(
    ("past", "said"),
    [(timedelta(minutes=5), "5 phút trước"), (timedelta(days=3), "3 ngày trước"), (timedelta(days=40), "tháng")],
)
def test_times_gone_by_are_vietnamese_to_the_last_word(past: timedelta, said: str) -> None:
    text = str(naturaltime(timezone.now() - past)).replace("\N{NO-BREAK SPACE}", " ")
    assert said in text
    assert "ago" not in text
