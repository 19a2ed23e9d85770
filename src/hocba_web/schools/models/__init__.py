"""Tables of the register."""

from hocba_web.schools.models.imports import ImportRun
from hocba_web.schools.models.papers import Attachment, Decision
from hocba_web.schools.models.pupils import ClassReview, Enrolment, Guardian, Pupil, PupilChange
from hocba_web.schools.models.regulation import Acknowledgement, RegulationVersion
from hocba_web.schools.models.school import Campus, School, SchoolClass, SchoolYear
from hocba_web.schools.models.staff import Appointment, Homeroom, Staff, Substitution, Teaching

__all__ = [
    "Acknowledgement",
    "Appointment",
    "Attachment",
    "Campus",
    "ClassReview",
    "Decision",
    "Enrolment",
    "Guardian",
    "Homeroom",
    "ImportRun",
    "Pupil",
    "PupilChange",
    "RegulationVersion",
    "School",
    "SchoolClass",
    "SchoolYear",
    "Staff",
    "Substitution",
    "Teaching",
]
