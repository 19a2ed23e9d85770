"""Pages of accounts."""

from hocba_web.accounts.views import own, requests, school, securing

__all__ = ["own", "requests", "school", "securing"]
