"""A school whose year is ready, classes with initialised records, and the sample school on the site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from hocba.model import Moment, Subject
from hocba_web.assessment.models import HomeroomEntry
from hocba_web.intake.services.school_folder import load_into
from hocba_web.records.models import Record
from hocba_web.records.services.initialise import Initialised, initialise
from hocba_web.schools.models import Appointment, PriorYear, Staff, Teaching
from support.sample_school import sample
from support.web.acting import actor_for
from support.web.school import NOW, SchoolWorld, add_staff, make_school
from support.web.year_end import assessed_school

ARTS = "arts"
"""Key of the teacher who has all subjects that the others have not."""
COMMENTS = {
    "comment_qualities": "Em biết giúp đỡ bạn bè và thầy cô trong các hoạt động của lớp.",
    "comment_general": "Em tự chuẩn bị bài và mạnh dạn trao đổi với bạn khi làm việc nhóm.",
    "comment_specific": "Em đọc trôi chảy, tính toán chắc chắn và thích quan sát thiên nhiên.",
    "comment_homeroom": "Em tiến bộ đều trong năm học và cần luyện thêm cách trình bày bài viết.",
}


def ready_school(*, classes: tuple[str, ...] = ("4A1",), pupils: int = 3) -> SchoolWorld:
    """A school at the end of its year: all entered, everybody assigned. The very first pupil failed and waits."""
    world = assessed_school(classes=classes, pupils=pupils)
    arts = add_staff(world, ARTS, "Vi Thanh Tùng")
    for school_class in world.classes.values():
        taught = set(Teaching.objects.filter(school_class=school_class).values_list("subject", flat=True))
        for subject in Subject:
            if subject.value not in taught and subject is not Subject.MINORITY_LANG:
                Teaching.objects.create(
                    school_class=school_class,
                    subject=subject.value,
                    staff=arts,
                    since=date(2025, 8, 20),
                    decision=world.decision,
                    approved_at=NOW,
                )
    for enrolments in world.enrolments.values():
        for enrolment in enrolments:
            pupil = enrolment.pupil
            pupil.personal_id = f"0223{pupil.born:%y}{pupil.id:06}"
            pupil.save()
            HomeroomEntry.objects.create(
                enrolment=enrolment,
                moment=Moment.YEAR_END.value,
                excused=enrolment.number,
                unexcused=0,
                height_cm=Decimal("132.5"),
                weight_kg=Decimal("29.5"),
                updated_at=NOW,
                **COMMENTS,
            )
            for first in range(2025 - enrolment.school_class.grade + 1, 2026):
                grade = first - 2025 + enrolment.school_class.grade
                PriorYear.objects.create(
                    pupil=enrolment.pupil,
                    first=first,
                    class_name=f"{grade}{enrolment.school_class.name[1:]}",
                    school_name=world.school.name,
                    entered_on=date(first, 9, 5),
                )
    return world


def sample_on_site(**wanted: object) -> SchoolWorld:
    """The bundled sample school, its real head in office; arguments as of `load_into`."""
    world = make_school(classes=(), pupils=0)
    world.school.code = sample().school.code
    world.school.save()
    load_into(
        school_id=world.school.id,
        year_id=world.year.id,
        data=sample(),
        by=world.staff["registrar"].user_id,
        at=NOW,
        decision_id=world.decision.id,
        **wanted,
    )
    world.school.refresh_from_db()
    head = Staff.objects.get(school=world.school, personal_id=sample().head.personal_id)
    office = Appointment.objects.get(school=world.school, role="principal")
    head.user = world.staff["principal"].user
    world.staff["principal"].user = None
    world.staff["principal"].save()
    head.save()
    office.staff = head
    office.save()
    world.staff["principal"] = head
    world.classes = {one.name: one for one in world.year.classes.all()}
    return world


def initialised(
    world: SchoolWorld,
    class_name: str,
    *,
    enrolments: Collection[int] | None = None,
    planned: date = date(2026, 5, 25),
    at: datetime = NOW,
) -> Initialised:
    """The records of a class as the registrar initialises them."""
    return initialise(
        actor=actor_for(world, "registrar", at=at),
        class_id=world.classes[class_name].id,
        enrolments=enrolments,
        planned_issue_on=planned,
        at=at,
    )


def records_of(world: SchoolWorld, class_name: str) -> list[Record]:
    """Records of a class by the list."""
    return list(Record.objects.filter(school_class=world.classes[class_name]).order_by("enrolment__number", "id"))
