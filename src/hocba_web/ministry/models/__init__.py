"""Tables of reports to the ministry."""

from hocba_web.ministry.models.arrangements import Arrangement
from hocba_web.ministry.models.certificates import Certificate
from hocba_web.ministry.models.outbox import Line, Message
from hocba_web.ministry.models.withdrawals import Withdrawal

__all__ = ["Arrangement", "Certificate", "Line", "Message", "Withdrawal"]
