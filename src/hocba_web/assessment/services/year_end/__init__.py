"""What is decided at the end of the year."""

from hocba_web.assessment.services.year_end.deciding import confirm_not_assessed, decide_year

__all__ = ["confirm_not_assessed", "decide_year"]
