"""Requests of a school and answers of a gateway, typed, to and from JSON.

Source: Công văn 2088/BGDĐT-GDTH, part II. Names and limits are data (`exchange/cv2088.toml`).
"""

from hocba.exchange.messages.answers import (
    Answer,
    Approval,
    Closing,
    Closings,
    Judged,
    Recalled,
    RecallResults,
    RecallStatus,
    Received,
    Registered,
    Registration,
    Results,
    Verdict,
)
from hocba.exchange.messages.reading import parse_answer, parse_request
from hocba.exchange.messages.requests import (
    AskApproval,
    AskClosings,
    AskRecall,
    AskResult,
    Login,
    Recall,
    RegisterCertificate,
    Request,
    Submit,
    UploadPdf,
    Want,
)
from hocba.exchange.messages.writing import answer_json, request_digest, request_json

__all__ = [
    "Answer",
    "Approval",
    "AskApproval",
    "AskClosings",
    "AskRecall",
    "AskResult",
    "Closing",
    "Closings",
    "Judged",
    "Login",
    "Recall",
    "RecallResults",
    "RecallStatus",
    "Recalled",
    "Received",
    "RegisterCertificate",
    "Registered",
    "Registration",
    "Request",
    "Results",
    "Submit",
    "UploadPdf",
    "Verdict",
    "Want",
    "answer_json",
    "parse_answer",
    "parse_request",
    "request_digest",
    "request_json",
]
