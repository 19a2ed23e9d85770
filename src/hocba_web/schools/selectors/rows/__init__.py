"""The register as flat rows, to compare workbooks with and to write them from.

A row is a mapping from field to a plain value (text, whole number, yes or no, None); days are ISO texts. Pupils have
the fields of `hocba_web.schools.pupil_fields`: "mother_phone". What is not on file is an empty text or None.
"""

from hocba_web.schools.selectors.rows.fields import Row, Rows, Value
from hocba_web.schools.selectors.rows.people import enrolment_ids, history_rows, pupil_rows, staff_names, staff_rows
from hocba_web.schools.selectors.rows.roster import (
    ClassOfYear,
    Known,
    Place,
    YearOfSchool,
    classes_of_year,
    known_pupils,
    places,
    year_of_school,
    years_of_school,
)
from hocba_web.schools.selectors.rows.structure import assignment_rows, class_rows, school_row
from hocba_web.schools.selectors.rows.unplaced import (
    LastEdit,
    hanging_on,
    last_edits,
    unplaced_rows,
    used_classes,
    used_staff,
)

__all__ = [
    "ClassOfYear",
    "Known",
    "LastEdit",
    "Place",
    "Row",
    "Rows",
    "Value",
    "YearOfSchool",
    "assignment_rows",
    "class_rows",
    "classes_of_year",
    "enrolment_ids",
    "hanging_on",
    "history_rows",
    "known_pupils",
    "last_edits",
    "places",
    "pupil_rows",
    "school_row",
    "staff_names",
    "staff_rows",
    "unplaced_rows",
    "used_classes",
    "used_staff",
    "year_of_school",
    "years_of_school",
]
