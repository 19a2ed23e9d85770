"""Judgement of stored messages, by jobs that may be killed at any moment."""

from hocba_web.gateway.services.judging.finishing import settle, settle_in_passing
from hocba_web.gateway.services.judging.run import judge

__all__ = ["judge", "settle", "settle_in_passing"]
