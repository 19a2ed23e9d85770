"""What authorised systems may ask for: purposes, and the fields that each can need.

Source: Decision 32/QĐ-THPĐ, chapter I art. 5(5)(b)-(d); Nghị định 356/2025/NĐ-CP (only what the purpose needs).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Purpose(Enum):
    """Why somebody asks; the value is what travels."""

    GRADE_6 = "tuyen-sinh-lop-6"
    TRANSFER = "chuyen-truong"
    CERTIFIED_COPY = "sao-y"

    @property
    def label(self) -> Promise:
        """In the reader's language."""
        return _LABELS[self]


class Scope(Enum):
    """What may be told; the value is what travels."""

    STATE = "trang-thai"
    """Whether the record counts, its school and year, since when it has effect."""
    COMPLETION = "hoan-thanh"
    """Grade completed, promoted, primary school completed: yes or no."""
    OVERALL = "xep-loai-chung"
    """The overall result of the year."""
    SUBJECTS = "ket-qua-mon-hoc"
    """Subjects with levels and year-end scores."""

    @property
    def label(self) -> Promise:
        """In the reader's language."""
        return _FIELDS[self]


_LABELS: Mapping[Purpose, Promise] = MappingProxyType(
    {
        Purpose.GRADE_6: _("Tuyển sinh lớp 6"),
        Purpose.TRANSFER: _("Chuyển trường"),
        Purpose.CERTIFIED_COPY: _("Cấp bản sao"),
    }
)
_FIELDS: Mapping[Scope, Promise] = MappingProxyType(
    {
        Scope.STATE: _("Tình trạng học bạ"),
        Scope.COMPLETION: _("Hoàn thành chương trình"),
        Scope.OVERALL: _("Kết quả chung cả năm"),
        Scope.SUBJECTS: _("Kết quả từng môn học"),
    }
)
ALLOWED: Mapping[Purpose, frozenset[Scope]] = MappingProxyType(
    {
        Purpose.GRADE_6: frozenset({Scope.STATE, Scope.COMPLETION}),
        Purpose.TRANSFER: frozenset({Scope.STATE, Scope.COMPLETION, Scope.OVERALL}),
        Purpose.CERTIFIED_COPY: frozenset(Scope),
    }
)
"""The most that a purpose can need; a client may be given less, never more."""
SOURCE = "Decision 32/QĐ-THPĐ, chapter I art. 5(5)"
