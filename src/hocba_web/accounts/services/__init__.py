"""Everything that writes accounts.

Times are arguments: `at` is the product's clock, `real_at` the machine's, for sessions, passwords and factors.
"""

from hocba_web.accounts.services.execution import (
    close_due,
    create,
    deactivate,
    end_all_sessions,
    reactivate,
    reset_password,
)
from hocba_web.accounts.services.founding import enrol_demo_totp, found_account, rescue
from hocba_web.accounts.services.given import close_given, renew_given
from hocba_web.accounts.services.opening import TEMPORARY_FOR, Issued, free_username
from hocba_web.accounts.services.own import (
    change_email,
    choose_password,
    end_other_sessions,
    end_own_session,
    own_password,
    trace_own,
)
from hocba_web.accounts.services.requests import ask_account, ask_change, decide, deciding_action, withdraw

__all__ = [
    "TEMPORARY_FOR",
    "Issued",
    "ask_account",
    "ask_change",
    "change_email",
    "choose_password",
    "close_due",
    "close_given",
    "create",
    "deactivate",
    "decide",
    "deciding_action",
    "end_all_sessions",
    "end_other_sessions",
    "end_own_session",
    "enrol_demo_totp",
    "found_account",
    "free_username",
    "own_password",
    "reactivate",
    "renew_given",
    "rescue",
    "reset_password",
    "trace_own",
    "withdraw",
]
