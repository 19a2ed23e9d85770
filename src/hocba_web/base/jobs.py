"""Jobs in Redis that nobody has to wait for: where it is gone, work stays in our tables until a tick asks once more."""

from __future__ import annotations

from typing import Any

import structlog
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id
from django_tasks_rq import RQBackend
from redis.exceptions import ConnectionError as NotReached
from redis.exceptions import RedisError

_log = structlog.get_logger("hocba.jobs")


class RedisJobs(RQBackend):
    """The library's backend; to ask for a job while Redis is away is no error of who asks.

    Jobs are asked for when a transaction has ended, so the act is done and stored by then: an exception would say
    otherwise. The truth lies in our own tables (docs/decisions/0027).
    """

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:  # noqa: ANN401  # the library's signature
        """Put a job into the queue, or leave it to the next tick."""
        try:
            return super().enqueue(task, args, kwargs)
        except (RedisError, OSError) as error:
            kind = "away" if isinstance(error, NotReached) else type(error).__name__
            _log.warning("queue away", task=task.name, code=kind)
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
