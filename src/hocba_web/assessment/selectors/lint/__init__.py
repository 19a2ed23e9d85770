"""What the core's checks say of entries before there is a record."""

from hocba_web.assessment.selectors.lint.findings import findings_of, results_of, year_of

__all__ = ["findings_of", "results_of", "year_of"]
