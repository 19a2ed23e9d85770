"""A refusal of somebody acting leaves a trace, whatever became of the refused transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.roles import Role
from hocba_web.audit import services as audit
from hocba_web.audit.middleware import RefusalTraceMiddleware
from hocba_web.audit.models import Entry
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden
from support.web.traces import AT

ACTOR = Actor(user_id=3, name="Nguyễn Bảo An", role=Role.CLERK, school_id=7, capacity="clerk:1")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def refused(error: Exception, *, actor: Actor | None = ACTOR, **kwargs: object) -> HttpResponse | None:
    request = RequestFactory().post("/lop/5/?ten=Nguyễn Bảo An")
    request.find_actor = lambda: actor  # type: ignore[attr-defined]  # as the middleware sets it
    request.resolver_match = ResolverMatch(
        view, (), kwargs, url_name="save", namespaces=["assessment"], route="lop/<int:class_id>/"
    )
    return RefusalTraceMiddleware(view).process_exception(request, error)


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.django_db(transaction=True)
def test_the_refused_writing_is_gone_and_its_refusal_stays() -> None:
    error = Forbidden("NOT_FOUND_HERE")

    def work() -> None:
        with transaction.atomic():
            audit.record(actor=ACTOR, action="schools.x.y", subject=("x", 1), at=AT, school_id=7)
            raise error

    with pytest.raises(Forbidden):
        work()
    assert refused(error, class_id=5) is None  # the answer is left to the next middleware
    entry = Entry.objects.get()
    assert (entry.kind, entry.code, entry.user_id, entry.role, entry.school_id) == (
        "refusal",
        "NOT_FOUND_HERE",
        3,
        "clerk",
        7,
    )
    assert (entry.subject_kind, entry.subject_id) == ("page", "assessment:save")
    assert entry.details == {"method": "POST", "numbers": {"class_id": 5}}


@pytest.mark.django_db
def test_only_numbers_of_the_address_are_kept_nothing_typed() -> None:
    identifier = UUID(int=5)
    refused(Forbidden("NOT_FOUND_HERE"), uuid=identifier, name="Nguyễn Bảo An", class_id=9)
    entry = Entry.objects.get()
    assert entry.details["numbers"] == {"uuid": str(identifier), "class_id": 9}
    assert "Bảo" not in entry.details_json


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "actor"), [(ValueError("x"), ACTOR), (Forbidden("NO_CAPACITY"), None)])
def test_errors_without_a_code_and_refusals_of_nobody_leave_none(error: Exception, actor: Actor | None) -> None:
    refused(error, actor=actor)
    assert not Entry.objects.exists()


def test_a_refusal_reaches_the_person_even_when_it_cannot_be_traced(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(**_told: object) -> UUID:
        raise DatabaseError("disk full")

    monkeypatch.setattr(audit, "refused", full)
    assert refused(Forbidden("NOT_FOUND_HERE")) is None
    assert "refusal not traced" in caplog.text


@pytest.mark.django_db
def test_a_refusal_inside_the_site_is_traced(at: datetime, client, world, settings) -> None:
    """Through the whole stack: somebody asks for what their role may not."""
    from support.web import logged_in  # noqa: PLC0415  # the invented school needs every application

    logged_in(client, world, "clerk")
    response = client.get("/nhat-ky/")
    assert response.status_code == 403
    entry = Entry.objects.filter(kind="refusal").get()
    assert (entry.role, entry.school_id, entry.subject_id, entry.at) == (
        "clerk",
        world.school.pk,
        "supervision:audit",
        at,
    )
