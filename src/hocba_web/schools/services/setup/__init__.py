"""School, campuses, years and classes; the first run (Decision 32/QĐ-THPĐ, art. 10(đ))."""

from hocba_web.schools.services.setup.classes import ClassData, add_classes, edit_class, remove_class
from hocba_web.schools.services.setup.school import SchoolData, edit_school, remove_campus, save_campus
from hocba_web.schools.services.setup.years import YearData, add_year, edit_year, make_current

__all__ = [
    "ClassData",
    "SchoolData",
    "YearData",
    "add_classes",
    "add_year",
    "edit_class",
    "edit_school",
    "edit_year",
    "make_current",
    "remove_campus",
    "remove_class",
    "save_campus",
]
