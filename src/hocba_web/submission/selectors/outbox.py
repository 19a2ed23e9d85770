"""The outbox as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba.errors import HocbaError
from hocba_web.base.refusals import Spoken, spoken
from hocba_web.schools.answered import Answered, answered
from hocba_web.submission.models import Message

_STATE = Message.State
_MARKS: Mapping[str, tuple[str, Promise]] = {
    _STATE.WAITING: ("waiting", _("Chờ gửi")),
    _STATE.SENDING: ("doing", _("Đang gửi")),
    _STATE.UNKNOWN: ("warning", _("Chưa rõ cổng đã nhận chưa, sẽ gửi lại")),
    _STATE.ANSWERED: ("doing", _("Cổng đã nhận, chờ kết quả")),
    _STATE.SETTLED: ("done", _("Đã có kết quả")),
    _STATE.REFUSED: ("error", _("Cổng không nhận")),
    _STATE.GIVEN_UP: ("locked", _("Tạm ngừng")),
}
_KINDS: Mapping[int, Promise] = {
    Message.Kind.SUBMIT: _("Gửi học bạ"),
    Message.Kind.CERTIFICATE: _("Đăng ký chứng thư số"),
    Message.Kind.RECALL: _("Đề nghị thu hồi"),
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One transaction."""

    pk: int
    kind: Promise
    message_id: str
    about: str
    """What it carries, in short: number and class of a package."""
    package_id: int | None
    mark: tuple[str, Promise]
    state: str
    attempt: int
    created_at: datetime
    next_at: datetime
    """Real time."""
    problem: Spoken | None
    """What the last attempt met."""
    answered_at: datetime | None
    settled_at: datetime | None
    answer_code: str
    answer_text: str
    stopped_reason: str

    @property
    def answer_said(self) -> Answered:
        """The gateway's answer, said."""
        return answered(self.answer_code, self.answer_text)

    @property
    def may_stop(self) -> bool:
        """It has not been answered yet."""
        return self.state in {_STATE.WAITING, _STATE.SENDING, _STATE.UNKNOWN}

    @property
    def may_go_on(self) -> bool:
        """Trying now makes sense."""
        return self.state in {_STATE.WAITING, _STATE.UNKNOWN, _STATE.ANSWERED, _STATE.GIVEN_UP}


def open_count() -> float:
    """How many transactions of all schools wait for something; for watching the installation."""
    return Message.objects.filter(state__in={*Message.GOING, _STATE.GIVEN_UP}).count()


def messages_of(school_id: int) -> QuerySet[Message]:
    """Every transaction of a school, the newest first, for pages that cut it."""
    return Message.objects.filter(school_id=school_id).select_related("package__school_class").order_by("-id")


def rows_of(messages: QuerySet[Message] | list[Message]) -> list[MessageRow]:
    """Transactions as rows."""
    return [row_of(one) for one in messages]


def row_of(one: Message) -> MessageRow:
    """One transaction as a row."""
    about = f"{one.package.number} – {one.package.school_class.name} ({one.package.group})" if one.package else ""
    problem = spoken(HocbaError(one.problem, where=one.message_id, **one.problem_params)) if one.problem else None
    return MessageRow(
        pk=one.pk,
        kind=_KINDS[one.kind],
        message_id=one.message_id,
        about=about,
        package_id=one.package_id,
        mark=_MARKS[one.state],
        state=one.state,
        attempt=one.attempt,
        created_at=one.created_at,
        next_at=one.next_at,
        problem=problem,
        answered_at=one.answered_at,
        settled_at=one.settled_at,
        answer_code=one.answer_code,
        answer_text=one.answer_text,
        stopped_reason=one.stopped_reason,
    )
