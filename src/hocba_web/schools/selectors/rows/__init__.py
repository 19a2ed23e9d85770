"""The register as flat rows, to compare workbooks with and to write them from.

A row is a mapping from field to a plain value (text, whole number, yes or no, None); days are ISO texts. Fields of one
person's relatives have a dot: "mother.phone". What is not on file is an empty text or None.
"""

from hocba_web.schools.selectors.rows.fields import Row, Rows, Value
from hocba_web.schools.selectors.rows.people import enrolment_ids, history_rows, pupil_rows, staff_rows
from hocba_web.schools.selectors.rows.structure import assignment_rows, class_rows, school_row

__all__ = [
    "Row",
    "Rows",
    "Value",
    "assignment_rows",
    "class_rows",
    "enrolment_ids",
    "history_rows",
    "pupil_rows",
    "school_row",
    "staff_rows",
]
