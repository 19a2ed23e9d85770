"""Closing ("chốt") of groups (Decision 32/QĐ-THPĐ, chapter I art. 5(3)(d), chapter I art. 5(6)(a))."""

from hocba_web.register.services.closing.deciding import Scope, call_off, decide, prepare
from hocba_web.register.services.closing.doing import by_rule, due

__all__ = ["Scope", "by_rule", "call_off", "decide", "due", "prepare"]
