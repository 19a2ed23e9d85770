"""Every code of the verifier: the steps of its numbered list, and the findings that can stop a step.

ETSI EN 319 102-1 calls a broken constraint of a signature (wrong slot, person, order) INDETERMINATE, because a general
verifier cannot know what the application wanted. Ours does: such a file contradicts itself, no later proof can heal it
and a record with any failing item is worthless (Decision 1789/QĐ-SGDĐT, art. 12), so it is TOTAL_FAILED here. What
later proof, other trust or status data could heal stays INDETERMINATE with ETSI's own sub-indication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hocba.verification.report import Outcome, SubIndication

_TT15 = "Circular 15/2025/TT-BKHCN"
_CV2088 = "Công văn 2088/BGDĐT-GDTH, Phụ lục 1"
_QD1789 = "Decision 1789/QĐ-SGDĐT, art. 12"
_SCHOOL = "Decision 32/QĐ-THPĐ"
_TT27 = "Circular 27/2020/TT-BGDĐT"
_XMLDSIG = "W3C XML Signature 1.1"
_XADES = "ETSI EN 319 132-1"
_PADES = "ETSI EN 319 142-1"
_ETSI = "ETSI EN 319 102-1"
_BASELINE = f"{_XADES}; {_PADES}"

STEPS: Mapping[str, str] = MappingProxyType(
    {
        # the record's XML
        "XML_PARSED": "W3C XML 1.0; Convention of the project: limits and no DTD",
        "PROFILE_KNOWN": _CV2088,
        "XML_SERIALISATION": "W3C Exclusive XML Canonicalization 1.0",
        "XML_SCHEMA": f"{_QD1789}; {_CV2088}",
        "IDS_UNIQUE": f"{_XMLDSIG}, 4.4.3.3",
        "SLOTS_IN_PLACE": _CV2088,
        # each signature
        "SIGNATURE_SHAPE": f"{_TT15}; {_BASELINE}",
        "SIGNATURE_ALGORITHMS": _TT15,
        "SIGNATURE_COVERAGE": f"{_XMLDSIG}, 4.4.3; {_CV2088}",
        "SIGNATURE_INTEGRITY": f"{_TT15}; {_ETSI}, 5.2.7",
        "SIGNING_CERTIFICATE": f"{_XADES}, 5.2.2; RFC 5035",
        "SIGNATURE_BINDING": "Convention of the project: docs/formats/school-2025.md",
        "SIGNATURE_VALUE": f"{_TT15}; {_ETSI}, 5.2.7",
        "SIGNING_TIME": f"{_CV2088}; {_XADES}, 5.2.1",
        "CERTIFICATE_PATH": f"{_TT15}; RFC 5280, 6.1",
        "CERTIFICATE_VALIDITY": f"{_TT15}; {_ETSI}, 5.2.6",
        "CERTIFICATE_STATUS": f"{_TT15}; RFC 5280, 6.3; RFC 6960",
        "SIGNER_IDENTITY": f"{_SCHOOL}, art. 6(9), 7(3), 9(1); {_QD1789}",
        "APPOINTMENT": f"{_SCHOOL}, art. 6(9), 7(3), 9(1)",
        "LEGAL_VALUE": _TT15,
        # the record as a whole
        "ORDER_AND_TIMES": f"{_SCHOOL}, chapter I art. 5(3)(a), 6(9)",
        "SIGNATURES_COMPLETE": f"{_SCHOOL}, chapter I art. 5(3)(a); {_CV2088}",
        "RULES_OF_YEAR": f"{_TT27}, art. 9(2)(a)",
        "OVERALL_RESULT_DIFFERS": f"{_TT27}, art. 8, 9(2)(a)",  # told, never held against what the teacher signed
        # a PDF
        "PDF_STRUCTURE": "ISO 32000-1, 7.5; docs/formats/sealed-pdf.md",
        "PDF_CONTENT": "ISO 19005-3; docs/formats/sealed-pdf.md",
        "PDF_BYTE_RANGE": f"{_PADES}, 5.3; ISO 32000-1, 12.8.1",
        "PDF_XML_INSIDE": "ISO 19005-3, 6.8; docs/formats/sealed-pdf.md",
        "PDF_SEAL_OF_SCHOOL": f"{_SCHOOL}, chapter I art. 5(3)(a)",
        "PDF_SEAL_OF_AUTHORITY": "Convention of the project: docs/formats/sealed-pdf.md",
        "PDF_TEXT": f"{_SCHOOL}, chapter I art. 5(2)(b); {_CV2088}",
        # a package
        "PACKAGE_SHAPE": "Công văn 2088/BGDĐT-GDTH, Phụ lục 3",
        "PACKAGE_RECORDS": "Công văn 2088/BGDĐT-GDTH, Phụ lục 3",
        # a receipt, the register's answer
        "RECEIPT": f"{_SCHOOL}, chapter I art. 5(3)",
        "LOG_PROOF": "RFC 9162, 2.1.3; C2SP tlog-checkpoint",
        "LOG_WITNESS": "C2SP tlog-cosignature",
        "LOG_CONSISTENT": "RFC 9162, 2.1.4",
        "REGISTRY": f"{_SCHOOL}, chapter I art. 5(3)",
    }
)
"""Step -> the article or standard it carries out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding means for the whole."""

    outcome: Outcome
    sub_indication: SubIndication
    source: str


def _failed(sub: SubIndication, **by_step: str) -> dict[str, Rule]:
    return {code: Rule(Outcome.FAILED, sub, STEPS[step]) for step, codes in by_step.items() for code in codes.split()}


def _indeterminate(sub: SubIndication, **by_step: str) -> dict[str, Rule]:
    return {
        code: Rule(Outcome.INDETERMINATE, sub, STEPS[step]) for step, codes in by_step.items() for code in codes.split()
    }


FINDINGS: Mapping[str, Rule] = MappingProxyType(
    {
        **_failed(
            SubIndication.FORMAT_FAILURE,
            XML_PARSED="FILE_TOO_LARGE",
            XML_SERIALISATION="XML_NOT_CANONICAL",
            IDS_UNIQUE="ID_TWICE",
            SLOTS_IN_PLACE="SLOT_UNEXPECTED SLOT_MALFORMED",
            SIGNATURE_SHAPE="SIGNATURE_MALFORMED BASE64_NOT_CANONICAL CMS_MALFORMED DER_MALFORMED "
            "CERTIFICATE_MALFORMED",
            SIGNATURE_COVERAGE="REFERENCES_WRONG TRANSFORM_FORBIDDEN",
            PDF_STRUCTURE="PDF_UNREADABLE PDF_NOT_OURS PDF_CHANGED_AFTER_SEALING PDF_NOT_SEALED",
            PDF_BYTE_RANGE="PDF_BYTE_RANGE_WRONG PDF_CONTENTS_NOT_CANONICAL",
            PDF_CONTENT="PDF_FORBIDDEN_CONTENT",
            PDF_XML_INSIDE="PDF_XML_MISSING",
            PACKAGE_SHAPE="PACKAGE_MALFORMED",
            LOG_PROOF="RECEIPT_LOG_MALFORMED LOG_NOTE_MALFORMED LOG_CHECKPOINT_MALFORMED LOG_LEAF_MALFORMED",
        ),
        **_failed(
            SubIndication.HASH_FAILURE,
            SIGNATURE_INTEGRITY="DIGEST_WRONG",
            LOG_PROOF="LOG_PROOF_WRONG",
            LOG_CONSISTENT="LOG_FORKED",
        ),
        **_failed(
            SubIndication.SIG_CRYPTO_FAILURE,
            SIGNATURE_VALUE="SIGNATURE_VALUE_WRONG KEY_ALGORITHM_MISMATCH",
            SIGNING_CERTIFICATE="SIGNING_CERTIFICATE_WRONG",
            LOG_PROOF="LOG_CHECKPOINT_FORGED",
        ),
        **_failed(SubIndication.REVOKED, CERTIFICATE_STATUS="CERTIFICATE_REVOKED"),
        **_failed(SubIndication.EXPIRED, CERTIFICATE_VALIDITY="SIGNED_AFTER_EXPIRY"),
        **_failed(SubIndication.NOT_YET_VALID, CERTIFICATE_VALIDITY="SIGNED_BEFORE_VALIDITY"),
        **_failed(
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            SIGNATURE_BINDING="BINDING_WRONG REVISION_WRONG",
            SIGNING_TIME="SIGNING_TIME_DIFFERS SIGNING_TIME_MALFORMED SIGNED_IN_FUTURE",
            SIGNER_IDENTITY="SIGNER_WRONG_PERSON SIGNER_NOT_A_PERSON SEAL_WRONG_ORGANISATION",
            APPOINTMENT="SIGNER_NOT_APPOINTED",
            ORDER_AND_TIMES="SIGNED_OUT_OF_ORDER SEALED_BEFORE_ISSUE_DATE",
            PDF_SEAL_OF_SCHOOL="PDF_SEAL_OTHER_SCHOOL PDF_SEALED_BEFORE_XML",
            PDF_SEAL_OF_AUTHORITY="PDF_SEAL_OTHER_AUTHORITY",
            PDF_TEXT="PDF_TEXT_DIFFERS",
            PDF_XML_INSIDE="PDF_XML_NOT_ISSUED",
            PACKAGE_RECORDS="PACKAGE_RECORD_FAILED PACKAGE_RECORD_TWICE",
            RECEIPT="RECEIPT_OTHER_RECORD RECEIPT_LEAF_DIFFERS",
            REGISTRY="REGISTRY_RECALLED REGISTRY_SUPERSEDED REGISTRY_CONTENT_DIFFERS REGISTRY_ANSWER_WRONG",
        ),
        **_indeterminate(
            SubIndication.SIG_CONSTRAINTS_FAILURE,
            SIGNATURES_COMPLETE="SIGNATURE_MISSING NOT_SIGNED",
            PACKAGE_RECORDS="PACKAGE_RECORD_UNDECIDED PACKAGE_NOT_SIGNED",
        ),
        **_indeterminate(
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
            SIGNATURE_ALGORITHMS="ALGORITHM_REFUSED",
            CERTIFICATE_PATH="CERTIFICATE_KEY_WEAK CERTIFICATE_ALGORITHM_WEAK",
        ),
        **_indeterminate(
            SubIndication.CHAIN_CONSTRAINTS_FAILURE,
            CERTIFICATE_PATH="CERTIFICATE_USAGE CERTIFICATE_CONSTRAINTS CHAIN_TOO_LONG CHAIN_UNUSED_CERTIFICATE",
        ),
        **_indeterminate(SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, CERTIFICATE_PATH="CHAIN_BROKEN"),
        **_indeterminate(
            SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
            CERTIFICATE_PATH="NO_TRUST_ANCHOR",
            LOG_PROOF="LOG_CHECKPOINT_NOT_SIGNED",
        ),
        **_indeterminate(SubIndication.REVOKED_NO_POE, CERTIFICATE_STATUS="CERTIFICATE_REVOKED_NO_PROOF"),
        **_indeterminate(SubIndication.REVOKED_CA_NO_POE, CERTIFICATE_STATUS="AUTHORITY_REVOKED"),
        **_indeterminate(SubIndication.OUT_OF_BOUNDS_NO_POE, CERTIFICATE_VALIDITY="CERTIFICATE_EXPIRED_NO_PROOF"),
        **_indeterminate(
            SubIndication.TRY_LATER,
            CERTIFICATE_STATUS="STATUS_UNKNOWN CERTIFICATE_ON_HOLD",
            LOG_WITNESS="LOG_WITNESSES_FEW",
            REGISTRY="REGISTRY_UNKNOWN REGISTRY_UNREACHABLE",
        ),
    }
)
"""Finding -> outcome, ETSI sub-indication, and the source of the step it stops."""
