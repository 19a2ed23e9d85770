"""Marks of people: "Hoàn thành" of a part, "sẵn sàng" of a class."""

from hocba_web.assessment.services.completion.parts import NotComplete, mark_complete, withdraw_complete
from hocba_web.assessment.services.completion.ready import NotReady, mark_ready, withdraw_ready

__all__ = ["NotComplete", "NotReady", "mark_complete", "mark_ready", "withdraw_complete", "withdraw_ready"]
