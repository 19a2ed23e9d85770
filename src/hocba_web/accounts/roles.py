"""The capacities in which people act at a school."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext_lazy as _


class Role(Enum):
    """In what capacity somebody acts; the value is what is stored. Names as in `hocba.lifecycle.Role`."""

    SUBJECT_TEACHER = "subject_teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    REGISTRAR = "registrar"
    CLERK = "clerk"
    VICE_PRINCIPAL = "vice_principal"
    PRINCIPAL = "principal"
    SCHOOL_ADMIN = "school_admin"
    INSPECTOR = "inspector"
    """Reads everything in scope for a limited time, changes nothing (Decision 32/QĐ-THPĐ, art. 12(3))."""

    @property
    def label(self) -> str:
        """The word for screens, in the reader's language."""
        return str(_LABELS[self])


_LABELS = {
    Role.SUBJECT_TEACHER: _("Giáo viên môn học"),
    Role.HOMEROOM_TEACHER: _("Giáo viên chủ nhiệm"),
    Role.REGISTRAR: _("Học vụ"),
    Role.CLERK: _("Văn thư"),
    Role.VICE_PRINCIPAL: _("Phó hiệu trưởng"),
    Role.PRINCIPAL: _("Hiệu trưởng"),
    Role.SCHOOL_ADMIN: _("Quản trị hệ thống"),
    Role.INSPECTOR: _("Đoàn kiểm tra"),
}

SECOND_FACTOR_ROLES = frozenset(
    {Role.PRINCIPAL, Role.VICE_PRINCIPAL, Role.CLERK, Role.REGISTRAR, Role.SCHOOL_ADMIN, Role.INSPECTOR}
)
"""Who cannot work without a second factor."""
