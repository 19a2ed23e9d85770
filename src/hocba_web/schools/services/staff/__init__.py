"""Staff: adding, changing, leaving (Decision 32/QĐ-THPĐ, art. 6(8), 10(đ))."""

from hocba_web.schools.services.staff.leaving import Left, come_back, leave
from hocba_web.schools.services.staff.people import StaffData, add_staff, edit_staff

__all__ = ["Left", "StaffData", "add_staff", "come_back", "edit_staff", "leave"]
