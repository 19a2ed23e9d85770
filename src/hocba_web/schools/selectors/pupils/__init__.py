"""Reads of the pupils' register; what others need of it."""

from hocba_web.schools.selectors.pupils.findings import findings_of
from hocba_web.schools.selectors.pupils.id_queue import IdQueue, id_queue
from hocba_web.schools.selectors.pupils.lists import (
    ClassOverview,
    ClassPupil,
    class_overview,
    pupils_of_class,
    roster_of_year,
)
from hocba_web.schools.selectors.pupils.names import class_names, classes_of_year, pupil_ids_of_class, pupil_names
from hocba_web.schools.selectors.pupils.review import ClassState, class_states

__all__ = [
    "ClassOverview",
    "ClassPupil",
    "ClassState",
    "IdQueue",
    "class_names",
    "class_overview",
    "class_states",
    "classes_of_year",
    "findings_of",
    "id_queue",
    "pupil_ids_of_class",
    "pupil_names",
    "pupils_of_class",
    "roster_of_year",
]
