"""Counts kept up to date."""

from hocba_web.assessment.services.progress.recount import hold, keep, rebuild_progress

__all__ = ["hold", "keep", "rebuild_progress"]
