"""Certificates: declared with a proof that their key is at hand, replaced, reported lost, answered by the authority."""

from hocba_web.signatures.services.certificates.ending import report_lost, withdraw
from hocba_web.signatures.services.certificates.key_files import register_file

__all__ = ["register_file", "report_lost", "withdraw"]
