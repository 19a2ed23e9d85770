"""How far classes are."""

from hocba_web.assessment.selectors.progress.gaps import Gap, gaps_of
from hocba_web.assessment.selectors.progress.wall import ClassState, PartState, Stage, class_state, wall

__all__ = ["ClassState", "Gap", "PartState", "Stage", "class_state", "gaps_of", "wall"]
