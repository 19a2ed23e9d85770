"""Untrusted files are read in a child process that can do little: the same verifier, fenced in.

The child has no network, no database, no secret, may write no file, and has little memory and time. It is asked over a
pipe and answers in JSON of exactly the types that the parent expects; nothing of it is ever unpickled. A child that
ends, is too slow or answers oddly is killed, and its caller gets `ChildLost`.
"""

from hocba.adapters.limited.answers import Listed, Recalled
from hocba.adapters.limited.child import ChildLost, Limits, TrustMoved
from hocba.adapters.limited.doors import judge_list, judge_pair, judge_recall, verify_upload
from hocba.adapters.limited.pool import Pool

__all__ = [
    "ChildLost",
    "Limits",
    "Listed",
    "Pool",
    "Recalled",
    "TrustMoved",
    "judge_list",
    "judge_pair",
    "judge_recall",
    "verify_upload",
]
