"""The five inputs as a family types them (Decision 32/QĐ-THPĐ, art. 2(8))."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from hocba.errors import InvalidValue
from hocba.exchange.codes import read_code
from hocba.model import SchoolYear
from hocba_web.base.text import clean

_IDENTIFIER = re.compile(r"(\d{12})-(\d{2})-(\d{4}-\d{4})", re.ASCII)
_PRIMARY = "02"
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_OFF = {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Five inputs in their one spelling; which record they name is not known yet."""

    uuid: UUID | None
    """Where the look-up UUID was typed, or came with the QR."""
    of_pupil: str
    """Where the record's identifier was typed: the personal ID in it; else empty."""
    year: int
    """The same: the year in which the school year begins; else 0."""
    name: str
    """From `name_key`."""
    born: date
    personal_id: str
    code: str

    @property
    def identifier(self) -> str:
        """What tries are counted by: the record that was meant, whether it is there or not."""
        return str(self.uuid) if self.uuid else f"{self.of_pupil}-{self.year}"


def name_key(name: str) -> str:
    """A name as it is compared: letters, accents and tones must be right, the rest does not count.

    Case, spaces and the form of Unicode do not count, nor on which vowel a tone stands: "Hoà" is "Hòa".
    """
    words = unicodedata.normalize("NFD", clean(name).casefold()).split()
    return " ".join(
        "".join(sign for sign in word if sign not in _TONES) + "".join(sign for sign in word if sign in _TONES)
        for word in words
    )


class LookupForm(forms.Form):
    """Only the shape of each input is judged here, so that no answer tells what the register holds."""

    identifier = forms.CharField(
        label=_("Mã định danh học bạ"),
        help_text=_("Mã số tra cứu in trên học bạ (dạng 8-4-4-4-12 ký tự), hoặc mã định danh học bạ."),
        max_length=60,
        widget=forms.TextInput(attrs=_OFF),
    )
    name = forms.CharField(
        label=_("Họ và tên học sinh"),
        help_text=_("Gõ đủ dấu như trên học bạ."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    born = forms.DateField(
        label=_("Ngày sinh"),
        help_text=_("Ngày/tháng/năm, ví dụ 05/09/2016."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    personal_id = forms.RegexField(
        r"^\s*[0-9]{12}\s*$",
        label=_("Mã định danh cá nhân"),
        help_text=_("12 chữ số của học sinh."),
        error_messages={"invalid": _("Mã định danh cá nhân có 12 chữ số.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    code = forms.CharField(
        label=_("Mã xác nhận"),
        help_text=_("16 ký tự trên phiếu mà nhà trường giao cho gia đình."),
        max_length=40,
        widget=forms.TextInput(attrs=_OFF),
    )

    def clean_identifier(self) -> tuple[UUID | None, str, int]:
        """UUID, or pupil and year of the record's identifier."""
        text = "".join(str(self.cleaned_data["identifier"]).split())
        if found := _IDENTIFIER.fullmatch(text):
            try:
                year = SchoolYear.parse(found[3]).first
            except InvalidValue:
                year = 0  # of the right shape, so its answer is that of every miss
            return None, found[1], year if found[2] == _PRIMARY else 0
        try:
            return UUID(text), "", 0
        except ValueError:
            raise forms.ValidationError(
                _("Mã này chưa đúng dạng. Chép lại mã số tra cứu in ở đầu học bạ."), code="shape"
            ) from None

    def clean_code(self) -> str:
        """The code in its one spelling."""
        try:
            return read_code(str(self.cleaned_data["code"]))
        except (InvalidValue, UnicodeError):
            raise forms.ValidationError(
                _("Mã xác nhận gồm 16 chữ và số, chia bốn nhóm. Chép lại từ phiếu của nhà trường."), code="shape"
            ) from None

    def asked(self) -> Asked:
        """The inputs of a valid form."""
        data: dict[str, Any] = self.cleaned_data
        uuid, of_pupil, year = data["identifier"]
        return Asked(
            uuid, of_pupil, year, name_key(data["name"]), data["born"], data["personal_id"].strip(), data["code"]
        )
