"""E-mails: the row first, then the e-mail, taken by one job alone. Nothing in them names a pupil."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from smtplib import SMTPConnectError

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.base import clock
from hocba_web.supervision.models import Letter, LetterChoice
from hocba_web.supervision.tasks import send_letter

ASK_AGAIN_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(days=365)
_FOOT = (
    "\n\nMở trang làm việc: {base}{path}\n\n"
    "Thư tự động của Hocba, không cần trả lời. Không muốn nhận thư hằng ngày: {base}/thong-bao/\n"
)


def write_letter(
    *, user_id: int, kind: str, day: date, subject: str, body: str, path: str, at: datetime
) -> Letter | None:
    """Put a letter on its way, unless this person had one of the kind on the day; inside the caller's transaction.

    Args:
        user_id: to whom.
        kind: "digest" or "reminder".
        day: in Vietnam.
        subject: plain text.
        body: plain text, no name of a pupil.
        path: where the link leads, from "/".
        at: aware, UTC.
    """
    foot = _FOOT.format(base=settings.HOCBA.base_url, path=path)
    text = {"subject": subject, "body": body + foot, "written_at": at}
    letter, new = Letter.objects.get_or_create(user_id=user_id, kind=kind, day=day, defaults=text)
    if not new:
        return None
    transaction.on_commit(partial(send_letter.enqueue, letter.pk))
    return letter


def send(letter_id: int) -> bool:
    """Send a letter if nobody took it yet; called by the job.

    Taking it is one conditional update, so that of two jobs one sends. A job killed after that sends nothing: a lost
    reminder is better than a second one.

    Returns:
        Whether it left.
    """
    now = clock.real_now()
    if not Letter.objects.filter(id=letter_id, taken_at__isnull=True).update(taken_at=now):
        return False
    letter = Letter.objects.select_related("user").get(id=letter_id)
    if not letter.user.email or not letter.user.is_active:
        return False
    try:
        EmailMessage(letter.subject, letter.body, to=[letter.user.email]).send()
    except (ConnectionError, SMTPConnectError):
        # Nothing left this machine: the next tick may try again.
        Letter.objects.filter(id=letter_id).update(taken_at=None)
        return False
    Letter.objects.filter(id=letter_id).update(sent_at=clock.real_now())
    return True


def post_again(at: datetime) -> int:
    """Ask once more for letters of the last day that no job took, and forget those older than a year."""
    Letter.objects.filter(written_at__lt=at - KEPT_FOR).delete()
    waiting = Letter.objects.filter(
        taken_at__isnull=True, written_at__lt=at - ASK_AGAIN_AFTER, written_at__gt=at - timedelta(days=1)
    )
    found = list(waiting.values_list("id", flat=True))
    for letter_id in found:
        transaction.on_commit(partial(send_letter.enqueue, letter_id))
    return len(found)


@transaction.atomic
def choose_daily(*, actor: Actor, daily: bool) -> None:
    """Whether the acting person wants the daily e-mail."""
    LetterChoice.objects.update_or_create(user_id=actor.user_id, defaults={"daily": daily})
