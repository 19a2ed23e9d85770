"""Builders of workbooks, clean and dirty, in the layouts that schools exchange. Everyone here is invented."""

from support.workbooks.files import plain_xlsx, xls, xlsx
from support.workbooks.lists import (
    PUPIL_CAPTIONS,
    STAFF_CAPTIONS,
    Pupil,
    pupil_list,
    pupils,
    staff_list,
    staff_row,
)
from support.workbooks.results import (
    IDENTITY_CAPTIONS,
    LEVEL,
    SCORE,
    SUBJECTS,
    ResultBook,
    ResultColumn,
    result_book,
    result_columns,
)
from support.workbooks.vnedu import RANKS, vnedu_row, vnedu_sheet

__all__ = [
    "IDENTITY_CAPTIONS",
    "LEVEL",
    "PUPIL_CAPTIONS",
    "RANKS",
    "SCORE",
    "STAFF_CAPTIONS",
    "SUBJECTS",
    "Pupil",
    "ResultBook",
    "ResultColumn",
    "plain_xlsx",
    "pupil_list",
    "pupils",
    "result_book",
    "result_columns",
    "staff_list",
    "staff_row",
    "vnedu_row",
    "vnedu_sheet",
    "xls",
    "xlsx",
]
