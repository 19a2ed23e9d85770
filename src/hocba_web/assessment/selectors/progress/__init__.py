"""How far classes are."""

from hocba_web.assessment.selectors.progress.count import Count, counts_of

__all__ = ["Count", "counts_of"]
