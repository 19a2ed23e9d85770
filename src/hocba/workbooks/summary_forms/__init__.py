"""The nine class summary forms of Circular 27/2020/TT-BGDĐT (Phụ lục 2), as .xlsx ready for A4 landscape."""

from hocba.workbooks.summary_forms.form import SummaryForm, SummaryRow, form_number, summary_form
from hocba.workbooks.summary_forms.writer import class_summary

__all__ = ["SummaryForm", "SummaryRow", "class_summary", "form_number", "summary_form"]
