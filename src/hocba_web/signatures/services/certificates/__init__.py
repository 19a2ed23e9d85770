"""Certificates: declared with a proof that their key is at hand, replaced, reported lost, answered by the authority."""

from hocba_web.signatures.services.certificates.answering import mark_approved, mark_refused
from hocba_web.signatures.services.certificates.ending import report_lost, withdraw
from hocba_web.signatures.services.certificates.key_files import register_file
from hocba_web.signatures.services.certificates.proofs import (
    Challenge,
    challenge,
    register_device,
    register_proved,
)
from hocba_web.signatures.services.certificates.remote import (
    RemoteProof,
    begin_remote,
    poll_remote,
    remote_credentials,
)

__all__ = [
    "Challenge",
    "RemoteProof",
    "begin_remote",
    "challenge",
    "mark_approved",
    "mark_refused",
    "poll_remote",
    "register_device",
    "register_file",
    "register_proved",
    "remote_credentials",
    "report_lost",
    "withdraw",
]
