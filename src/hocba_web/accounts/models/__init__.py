"""Tables of accounts."""

from hocba_web.accounts.models.user import User

__all__ = ["User"]
