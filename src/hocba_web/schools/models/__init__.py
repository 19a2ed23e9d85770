"""Tables of the register."""

from hocba_web.schools.models.history import PriorYear
from hocba_web.schools.models.moves import Transfer
from hocba_web.schools.models.papers import Attachment, Decision
from hocba_web.schools.models.plans import AssignmentLine, AssignmentPlan
from hocba_web.schools.models.pupils import (
    ClassReview,
    DuplicateVerdict,
    Enrolment,
    Guardian,
    Pupil,
    PupilChange,
)
from hocba_web.schools.models.regulation import Acknowledgement, RegulationVersion
from hocba_web.schools.models.school import Campus, School, SchoolClass, SchoolYear
from hocba_web.schools.models.setup import SetupRun
from hocba_web.schools.models.staff import (
    Appointment,
    Homeroom,
    Staff,
    Substitution,
    Teaching,
    Team,
    TeamMember,
)

__all__ = [
    "Acknowledgement",
    "Appointment",
    "AssignmentLine",
    "AssignmentPlan",
    "Attachment",
    "Campus",
    "ClassReview",
    "Decision",
    "DuplicateVerdict",
    "Enrolment",
    "Guardian",
    "Homeroom",
    "PriorYear",
    "Pupil",
    "PupilChange",
    "RegulationVersion",
    "School",
    "SchoolClass",
    "SchoolYear",
    "SetupRun",
    "Staff",
    "Substitution",
    "Teaching",
    "Team",
    "TeamMember",
    "Transfer",
]
