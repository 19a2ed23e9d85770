"""Entry of results, one act at a time."""

from hocba_web.assessment.services.grid.proposals import accept_proposals
from hocba_web.assessment.services.grid.save import Change, save_act

__all__ = ["Change", "accept_proposals", "save_act"]
