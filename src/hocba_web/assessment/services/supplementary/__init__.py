"""Supplementary assessment of pupils who did not complete the grade (Circular 27/2020/TT-BGDĐT, art. 11)."""

from hocba_web.assessment.services.supplementary.deciding import decide_after, report_behind
from hocba_web.assessment.services.supplementary.entering import enter_supplementary, plan_help

__all__ = ["decide_after", "enter_supplementary", "plan_help", "report_behind"]
