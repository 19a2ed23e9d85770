"""The five inputs as a family types them (Decision 32/QĐ-THPĐ, art. 2(8))."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba.errors import InvalidValue
from hocba.exchange.codes import read_code
from hocba.model import SchoolYear
from hocba_web.base.text import clean

_IDENTIFIER = re.compile(r"(\d{12})-?(\d{2})-?(\d{4})-?(\d{4})", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_PERSONAL_ID = re.compile(r"[0-9]{12}")
_DAY_FIRST = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
_PRIMARY = "02"
_TICKS = str.maketrans(dict.fromkeys("`\u00b4\u02b9\u02bb\u02bc\u02c8", "'"))
"""Not punctuation to Unicode, but typed as an apostrophe: "H'Mai" has many spellings on phones."""
_STROKES = str.maketrans("\u00f0\u0256", "đđ")
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

    Case, spaces, punctuation and the form of Unicode do not count, nor on which vowel a tone stands: "Hoà" is "Hòa".
    """
    folded = _plain(name).casefold().translate(_STROKES)
    bare = "".join(" " if sign == "-" else sign for sign in folded if sign == "-" or not _is_sign(sign))
    words = unicodedata.normalize("NFD", bare).split()
    return " ".join(
        "".join(sign for sign in word if sign not in _TONES) + "".join(sign for sign in word if sign in _TONES)
        for word in words
    )


def _plain(text: str) -> str:
    """What was typed or pasted, without what nobody sees: one form of Unicode, plain digits, spaces and dashes."""
    kept = unicodedata.normalize("NFKC", clean(text).translate(_TICKS))
    return "".join("-" if unicodedata.category(sign) == "Pd" or sign == "\u2212" else sign for sign in kept)


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "P"


def _solid(text: str) -> str:
    """The same without spaces and punctuation, for numbers and codes that are read in groups."""
    return "".join(sign for sign in _plain(text) if not (sign.isspace() or _is_sign(sign)))


class _BirthDate(forms.DateField):
    """Day before month, whatever stands between; also without anything: a phone's number pad has no slash."""

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401  # Django's signature
        """The date.

        Raises:
            ValidationError: it is none, or its year has two digits.
        """
        parts = re.findall(r"\d+", _plain(str(value or "")), re.ASCII)
        if len(parts) == 1 and (found := _DAY_FIRST.fullmatch(parts[0])):
            parts = list(found.groups())
        return super().to_python("-".join(parts) if parts else value)


class LookupForm(forms.Form):
    """Only the shape of each input is judged here, so that no answer tells what the register holds."""

    identifier = forms.CharField(
        label=_("Mã định danh học bạ"),
        help_text=_("Mã số tra cứu in trên học bạ (dạng 8-4-4-4-12 ký tự), hoặc mã định danh học bạ."),
        max_length=300,
        widget=forms.TextInput(attrs=_OFF),
    )
    name = forms.CharField(
        label=_("Họ và tên học sinh"),
        help_text=_("Gõ đủ dấu như trên học bạ."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    born = _BirthDate(
        label=_("Ngày sinh"),
        help_text=_("Ngày, tháng, năm: 05/09/2016 hoặc 05092016."),
        error_messages={"invalid": _("Nhập ngày, tháng và năm có bốn chữ số, ví dụ 05/09/2016.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    personal_id = forms.CharField(
        label=_("Mã định danh cá nhân"),
        help_text=_("12 chữ số của học sinh."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    code = forms.CharField(
        label=_("Mã xác nhận"),
        help_text=_("16 ký tự trên phiếu mà nhà trường giao cho gia đình."),
        max_length=40,
        widget=forms.TextInput(attrs=_OFF),
    )

    def clean_identifier(self) -> tuple[UUID | None, str, int]:
        """UUID, or pupil and year of the record's identifier; an address pasted whole gives its UUID."""
        text = "".join(_plain(self.cleaned_data["identifier"]).split())
        if found := _IDENTIFIER.fullmatch(text):
            try:
                year = SchoolYear.parse(f"{found[3]}-{found[4]}").first
            except InvalidValue:
                year = 0  # of the right shape, so its answer is that of every miss
            return None, found[1], year if found[2] == _PRIMARY else 0
        try:
            return UUID(found[0] if (found := _UUID.search(text)) else text), "", 0
        except ValueError:
            raise _misshapen(text, _("Mã này chưa đúng dạng. Chép lại mã số tra cứu in ở đầu học bạ.")) from None

    def clean_personal_id(self) -> str:
        """The twelve digits."""
        text = _solid(self.cleaned_data["personal_id"])
        if not _PERSONAL_ID.fullmatch(text):
            raise forms.ValidationError(_("Mã định danh cá nhân có 12 chữ số."), code="shape")
        return text

    def clean_code(self) -> str:
        """The code in its one spelling."""
        text = _solid(self.cleaned_data["code"])
        try:
            return read_code(text)
        except (InvalidValue, UnicodeError):
            said = _("Mã xác nhận gồm 16 chữ và số, chia bốn nhóm. Chép lại từ phiếu của nhà trường.")
            raise _misshapen(text, said) from None

    def asked(self) -> Asked:
        """The inputs of a valid form."""
        data: dict[str, Any] = self.cleaned_data
        uuid, of_pupil, year = data["identifier"]
        return Asked(uuid, of_pupil, year, name_key(data["name"]), data["born"], data["personal_id"], data["code"])


def _misshapen(text: str, said: Promise) -> forms.ValidationError:
    """Why a code has no code's shape; letters with accents come from an input method, which puts them there again."""
    if any(sign.isalpha() and not sign.isascii() for sign in text):
        said = _("Mã có chữ có dấu, vì bộ gõ tiếng Việt đang bật. Tắt bộ gõ rồi gõ lại mã.")
    return forms.ValidationError(str(said), code="shape")
