"""Counts kept up to date."""

from hocba_web.assessment.services.progress.recount import follow, hold, keep, rebuild_progress

__all__ = ["follow", "hold", "keep", "rebuild_progress"]
