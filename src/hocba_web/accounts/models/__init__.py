"""Tables of accounts."""

from hocba_web.accounts.models.request import AccountRequest
from hocba_web.accounts.models.user import User

__all__ = ["AccountRequest", "User"]
