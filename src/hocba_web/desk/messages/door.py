"""The exchange's function of messages, as the gateway calls it."""

from __future__ import annotations

from datetime import datetime

from hocba.exchange.messages import Answer, AskNotices, Notice, Notices
from hocba.exchange.profile import exchange_profile
from hocba_web.desk.messages.services import hand_over
from hocba_web.register.models import School


def serve(asked: AskNotices, school: School, at: datetime, _real_at: datetime) -> Answer:
    """The newest messages for the school that asks."""
    found = hand_over(school, at=at)
    return Notices(
        message_id=asked.message_id,
        response_code=exchange_profile().response_codes["stored"],
        rows=tuple(Notice(one.id, one.subject, one.text, one.sent_at) for one in found),
    )
