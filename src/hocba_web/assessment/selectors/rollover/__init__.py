"""The move into the next school year, as pages and services read it."""

from hocba_web.assessment.selectors.rollover.plan import Move, Plan, PlanRow, plan_of, waiting_places
from hocba_web.assessment.selectors.rollover.standing import default_classes, rollover_of, standing

__all__ = ["Move", "Plan", "PlanRow", "default_classes", "plan_of", "rollover_of", "standing", "waiting_places"]
