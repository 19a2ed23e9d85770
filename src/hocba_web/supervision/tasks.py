"""Jobs. The truth lies in the letters: a job only says "look", and looking twice sends nothing twice."""

from __future__ import annotations

from django_tasks import task


@task()
def send_letter(letter_id: int) -> None:
    """Send one letter, if no other job has."""
    from hocba_web.supervision.services.letters import send  # noqa: PLC0415  # services enqueue this job

    send(letter_id)
