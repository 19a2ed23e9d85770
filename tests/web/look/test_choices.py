"""Words of choices: English on English pages; Vietnamese wherever they are kept, handed out or sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.utils.translation import override

from hocba_web.accounts.services import notices
from hocba_web.assessment.services.windows import ask_late
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.selectors.words import field_name
from hocba_web.supervision.models import Notice
from hocba_web.support.services import reports
from hocba_web.support.services.handing_out import Archive, child_data, own_data
from hocba_web.support.services.reports import Screen
from support.web import SchoolWorld, actor_for

ACCENTED = re.compile(r"[À-ỹ]")
BOTH = ("vi", "en")
LAW = ("level", "moment", "period", "sex", "status", "TraitResult.kind")
"""Fields whose words are those of the Circular and of the ministry's lists: Vietnamese on every page."""


def _words() -> Iterator[tuple[str, str]]:
    """Every choice of every field, in the language of the moment, with where it stands."""
    for model in apps.get_models():
        if model.__module__.startswith("hocba_web."):
            for field in model._meta.get_fields():
                for _value, label in getattr(field, "flatchoices", ()):
                    yield f"{model._meta.label}.{field.name}", str(label)


def test_every_choice_has_its_english() -> None:
    with override("en"):
        found = {where: label for where, label in _words() if ACCENTED.search(label) and not where.endswith(LAW)}
        seen = {label for _where, label in _words()}
    assert found == {}
    assert {"Extract", "Awaiting the authority's approval", "Placed in a class"} <= seen


def test_a_state_is_not_said_as_an_act() -> None:
    """ "Không đồng ý" is a button as well as a state."""
    with override("en"):
        words = {label for where, label in _words() if where.endswith(".state")}
    assert {"Refused", "Withdrawn", "Paused", "Reported lost"} <= words
    assert not words & {"Refuse", "Pause", "Report as lost", "End its use"}


def test_fields_of_imported_workbooks_have_their_english() -> None:
    with override("en"):
        names = {field_name(FileKind.SUMMARY, name) for name in ("excused", "promoted", "height_cm", "award_year_end")}
        names |= {field_name(FileKind.SCHOOL, name) for name in ("tax_code", "address")}
        maths = field_name(FileKind.RESULTS, "MATHS.score")
    assert not [name for name in names if ACCENTED.search(name)]
    assert maths == "Toán: score"  # a subject's name is the form's
    assert field_name(FileKind.RESULTS, "MATHS.score") == "Toán: điểm"


def _file(make: Callable[..., Archive], language: str, **given: Any) -> bytes:
    """What is handed out, without the trace that it leaves."""
    with override(language), transaction.atomic():
        content = make(**given).content
        transaction.set_rollback(True)
    return content


def test_files_about_oneself_and_a_child_are_the_same_in_both_languages(world: SchoolWorld, at: datetime) -> None:
    registrar, pupil = actor_for(world, "registrar"), world.enrolments["4A1"][0].pupil
    reports.report_fault(actor=registrar, kind="fault", text="Không lưu được", screen=Screen(), at=at)
    own = [_file(own_data, language, actor=registrar, at=at) for language in BOTH]
    child = [_file(child_data, language, actor=registrar, pupil_id=pupil.pk, at=at) for language in BOTH]
    assert own[0] == own[1]
    assert child[0] == child[1]


@pytest.mark.parametrize("kind", ["accounts.password.changed", "accounts.factor.reset"])
def test_notices_about_accounts_are_kept_in_vietnamese(world: SchoolWorld, kind: str) -> None:
    user = world.staff["english"].user
    for language in BOTH:
        with override(language):
            notices.tell(user.pk, kind)
    assert len(set(Notice.objects.filter(kind=kind).values_list("text", flat=True))) == 1


def test_notices_of_requests_are_kept_in_vietnamese(world: SchoolWorld, at: datetime) -> None:
    with override("en"):
        ask_late(
            actor=actor_for(world, "homeroom:4A1"),
            class_id=world.classes["4A1"].id,
            period="cn",
            part="homeroom",
            reason="Nhập nhầm",
            at=at,
        )
        reports.report_fault(actor=actor_for(world, "english"), kind="wish", text="Ô rộng hơn", screen=Screen(), at=at)
    told = dict(Notice.objects.values_list("kind", "text"))
    assert told["assessment.late.asked"] == "Có đề nghị mở để sửa: Chủ nhiệm 4A1, Cuối năm học."
    assert told["support.report.made"] == "Có báo lỗi, đề nghị mới: Góp ý."
