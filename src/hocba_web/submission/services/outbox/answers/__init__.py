"""What the gateway answered, written once however often it comes."""

from hocba_web.submission.services.outbox.answers.keeping import keep, refuse_whole
from hocba_web.submission.services.outbox.answers.refusing import finish_refusal
from hocba_web.submission.services.outbox.answers.results import apply

__all__ = ["apply", "finish_refusal", "keep", "refuse_whole"]
