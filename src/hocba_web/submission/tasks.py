"""Jobs. The truth lies in the outbox: a job only says "look", and looking twice sends nothing twice."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from hocba_web.base import clock

_AT_ONCE = 50
"""Messages that one tick sets going; the rest is for the next."""


@task()
def look(message_pk: int) -> None:
    """Send one message, or ask what became of it, if it is due and nobody else does."""
    from hocba_web.submission.services.outbox.working import work  # noqa: PLC0415  # services enqueue this job

    work(message_pk, at=clock.now(), real_at=clock.real_now())


@task()
def ask_closing(year_id: int) -> None:
    """Ask the register which groups of a school year it has closed."""
    from hocba_web.submission.services.closing.register import ask  # noqa: PLC0415  # as above

    ask(year_id, at=clock.now(), real_at=clock.real_now())


@task()
def ask_messages(school_id: int) -> None:
    """Ask the authority what it tells a school."""
    from hocba_web.submission.services.told import ask  # noqa: PLC0415  # as above

    ask(school_id, at=clock.now(), real_at=clock.real_now())


def pick_up(_at: datetime) -> int:
    """Have jobs look at what is due; how many messages. The network is theirs: a tick holds a transaction."""
    from hocba_web.submission.services.outbox.working import due_messages  # noqa: PLC0415  # as above

    waiting = waiting_looks()
    found = list(due_messages(clock.real_now()).exclude(pk__in=waiting).values_list("pk", flat=True)[:_AT_ONCE])
    for message_pk in found:
        transaction.on_commit(partial(look.enqueue, message_pk))
    return len(found)


def waiting_looks() -> set[int]:
    """Messages that a job in the database already waits for: one worker that sends a whole school is asked once each.

    Jobs in Redis are not read: there are several workers where there is Redis, and looking twice sends nothing twice.
    """
    if "DatabaseBackend" not in settings.TASKS["default"]["BACKEND"]:
        return set()
    asked = DBTaskResult.objects.ready().filter(task_path=look.module_path).order_by()
    return {one["args"][0] for one in asked.values_list("args_kwargs", flat=True)}


def ask_closings(_at: datetime) -> int:
    """Have jobs ask the register about years that wait for their closing; how many."""
    from hocba_web.submission.services.closing.register import due_years  # noqa: PLC0415  # as above

    found = due_years(clock.real_now())
    for year_id in found:
        transaction.on_commit(partial(ask_closing.enqueue, year_id))
    return len(found)


def ask_told(_at: datetime) -> int:
    """Have jobs ask for the authority's messages; for how many schools."""
    from hocba_web.submission.services.told import due_schools  # noqa: PLC0415  # as above

    found = due_schools(clock.real_now())
    for school_id in found:
        transaction.on_commit(partial(ask_messages.enqueue, school_id))
    return len(found)
