"""The class summary of Circular 27/2020/TT-BGDĐT (appendix 2, forms 1-9)."""

from hocba_web.assessment.selectors.summary.forms import ScreenTable, class_form, screen_table

__all__ = ["ScreenTable", "class_form", "screen_table"]
