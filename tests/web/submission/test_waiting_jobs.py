"""One worker busy with a whole school: the clock asks for each message once, not once a round."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from hocba_web.submission.tasks import pick_up
from support.web.school import NOW
from web.submission.conftest import Office


@pytest.fixture
def queued(settings: Any) -> None:
    """Jobs wait in the database, as in a small installation."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def test_a_message_that_a_job_waits_for_is_not_asked_for_again(
    office: Office, queued: None, django_capture_on_commit_callbacks
) -> None:
    office.send(office.signed())
    for found in (1, 0, 0):
        with django_capture_on_commit_callbacks(execute=True):
            assert pick_up(NOW) == found
    assert DBTaskResult.objects.ready().filter(task_path="hocba_web.submission.tasks.look").count() == 1
    DBTaskResult.objects.update(status="RUNNING")  # taken: what its end leaves to do is asked for again
    with django_capture_on_commit_callbacks(execute=True):
        assert pick_up(NOW) == 1
