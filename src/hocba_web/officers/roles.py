"""The roles of the authority's side."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext_lazy as _


class OfficerRole(Enum):
    """In what role somebody works; the value is what is stored."""

    INTAKE = "intake"
    """Receives, checks, prepares decisions."""
    DECIDER = "decider"
    """Decides what somebody else prepared."""
    ADMIN = "admin"
    """Accounts, schools' logins, clients; sees no record."""
    AUDITOR = "auditor"
    """Reads everything in the area, changes nothing."""
    SCHOOL_MANAGER = "school_manager"
    """Named by the authority; reads the own school's records (Decision 32/QĐ-THPĐ, chapter I art. 5(1)(d))."""

    @property
    def label(self) -> str:
        """The word for screens, in the reader's language."""
        return str(_LABELS[self])


_LABELS = {
    OfficerRole.INTAKE: _("Cán bộ tiếp nhận"),
    OfficerRole.DECIDER: _("Lãnh đạo quyết định"),
    OfficerRole.ADMIN: _("Quản trị hệ thống của Sở"),
    OfficerRole.AUDITOR: _("Cán bộ giám sát"),
    OfficerRole.SCHOOL_MANAGER: _("Cán bộ quản lý nhà trường"),
}
