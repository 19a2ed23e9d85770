"""Is this file what it claims to be: a numbered list of checks over an explicit policy. Never imports signing."""

from hocba.verification.log.receipts import ReceiptReport, verify_receipt
from hocba.verification.package import verify_recall_list
from hocba.verification.pdf.document import embedded_xml
from hocba.verification.policy import Appointments, Policy
from hocba.verification.report import (
    Check,
    Indication,
    Outcome,
    RecordSummary,
    SignatureReport,
    SubIndication,
    VerificationReport,
)
from hocba.verification.statement import StatementReport, verify_statement
from hocba.verification.trust import TrustStore, load_trust
from hocba.verification.verifier import verify, verify_pair

__all__ = [
    "Appointments",
    "Check",
    "Indication",
    "Outcome",
    "Policy",
    "ReceiptReport",
    "RecordSummary",
    "SignatureReport",
    "StatementReport",
    "SubIndication",
    "TrustStore",
    "VerificationReport",
    "embedded_xml",
    "load_trust",
    "verify",
    "verify_pair",
    "verify_recall_list",
    "verify_receipt",
    "verify_statement",
]
