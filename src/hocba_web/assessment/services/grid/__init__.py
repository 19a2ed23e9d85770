"""Entry of results, one act at a time."""

from hocba_web.assessment.services.grid.save import Change, save_act

__all__ = ["Change", "save_act"]
