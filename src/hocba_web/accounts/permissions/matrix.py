"""The permission matrix: who may do what, how far, and which article says so. What is not written here is refused.

Completed from the regulation (chapter II of Decision 32/QĐ-THPĐ) and, where it is silent, from the model of Decision
1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh) and the duties of Circular 27/2020/TT-BGDĐT and Circular 28/2020/TT-BGDĐT; rows
marked "convention" are the project's own. Two rules hold throughout: the school's admin prepares register data
(art. 10(đ)) and never reads or writes a result; who asks never decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hocba_web.accounts.permissions.actions import Action as A  # noqa: N817  # the table is read by its cells
from hocba_web.accounts.permissions.scopes import Scope
from hocba_web.accounts.roles import Role

_OWN, _SUBJECT, _TAUGHT, _CLASS, _ALL = Scope.OWN, Scope.OWN_SUBJECT, Scope.TAUGHT_CLASS, Scope.OWN_CLASS, Scope.SCHOOL
_INSPECT, _DEPUTY = Scope.INSPECTION, Scope.IF_AUTHORISED

_NAMES = {
    "sub": Role.SUBJECT_TEACHER,
    "home": Role.HOMEROOM_TEACHER,
    "reg": Role.REGISTRAR,
    "clerk": Role.CLERK,
    "vice": Role.VICE_PRINCIPAL,
    "head": Role.PRINCIPAL,
    "admin": Role.SCHOOL_ADMIN,
    "insp": Role.INSPECTOR,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One action: the article behind it and the scope of every role that has any."""

    source: str
    cells: Mapping[Role, Scope]


def _row(source: str, **cells: Scope) -> Row:
    return Row(source, MappingProxyType({_NAMES[name]: scope for name, scope in cells.items()}))


def _r(article: str, **cells: Scope) -> Row:
    """A row that the school's regulation gives."""
    return _row(f"Decision 32/QĐ-THPĐ, {article}", **cells)


def _m(article: str, **cells: Scope) -> Row:
    """A row after the model of Ho Chi Minh City."""
    return _row(f"Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), {article}", **cells)


def _staff(scope: Scope) -> dict[str, Scope]:
    """The same for everybody who works at the school."""
    return dict.fromkeys(("sub", "home", "reg", "clerk", "vice", "head", "admin"), scope)


MATRIX: Mapping[A, Row] = MappingProxyType(
    {
        # Accounts: the principal supplies and manages all of them; the admin assigns permissions.
        A.OWN_ACCOUNT: _r("chapter II art. 5(1)", **_staff(_OWN), insp=_OWN),
        A.ACCOUNT_VIEW: _r("art. 6(5), art. 10(đ)", vice=_ALL, head=_ALL, admin=_ALL),
        A.ACCOUNT_REQUEST: _r("art. 10(đ)", reg=_ALL, clerk=_ALL, vice=_ALL, admin=_ALL),
        A.ACCOUNT_APPROVE: _r("art. 6(5)", head=_ALL),
        # Nobody decides about an account of their own: the principal's is the deputy's to decide (convention).
        A.ACCOUNT_APPROVE_OF_PRINCIPAL: _r("art. 6(5), art. 6(6)(b)", vice=_ALL),
        A.ACCOUNT_EXECUTE: _r("art. 10(đ)", admin=_ALL),
        A.SESSIONS_END: _r("art. 6(5), art. 10(b)", head=_ALL, admin=_ALL),
        A.FACTOR_RESET_REQUEST: _r("art. 6(6)(b), art. 10(b)", vice=_ALL, head=_ALL, admin=_ALL),
        A.FACTOR_RESET_DECIDE: _r("art. 6(6)(b), art. 10(b)", vice=_ALL, head=_ALL, admin=_ALL),
        # The register: homeroom teacher for the class, registrar for the school; the admin brings in initial data.
        A.STRUCTURE_VIEW: _r("art. 4(3)", **_staff(_ALL), insp=_ALL),
        A.SCHOOL_EDIT: _r("art. 10(đ)", reg=_ALL, admin=_ALL),
        A.CLASS_EDIT: _r("art. 10(đ)", reg=_ALL, admin=_ALL),
        A.STAFF_VIEW: _r("art. 6(8), art. 10(đ)", reg=_ALL, vice=_ALL, head=_ALL, admin=_ALL, insp=_INSPECT),
        A.STAFF_EDIT: _r("art. 6(8), art. 10(đ)", reg=_ALL, admin=_ALL),
        A.PUPIL_LIST: _r(
            "art. 7(1), art. 9(1)",
            sub=_TAUGHT,
            home=_CLASS,
            reg=_ALL,
            clerk=_ALL,
            vice=_ALL,
            head=_ALL,
            admin=_ALL,
            insp=_INSPECT,
        ),
        A.PUPIL_VIEW: _r(
            "art. 7(1)", home=_CLASS, reg=_ALL, clerk=_ALL, vice=_ALL, head=_ALL, admin=_ALL, insp=_INSPECT
        ),
        A.PUPIL_EDIT: _r("art. 7(1)", home=_CLASS, reg=_ALL),
        A.PUPIL_HISTORY_VIEW: _r("art. 4(3)", home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL, insp=_INSPECT),
        A.PUPIL_ADMIT: _m("art. 20", reg=_ALL),
        A.PUPIL_TRANSFER_IN: _m("art. 22", reg=_ALL),
        A.PUPIL_TRANSFER_OUT: _m("art. 22", reg=_ALL),
        A.PUPIL_TRANSFER_APPROVE: _row("Circular 28/2020/TT-BGDĐT, art. 36", head=_ALL),
        A.PUPIL_LEAVE: _m("art. 22", reg=_ALL),
        A.PUPIL_MOVE_CLASS: _r("art. 10(đ)", reg=_ALL),
        A.CIVIL_STATUS_CHANGE: _r("art. 7(1)", home=_CLASS, reg=_ALL),
        A.DISABILITY_EDIT: _row("Circular 27/2020/TT-BGDĐT, art. 8", home=_CLASS, reg=_ALL),
        A.DISABILITY_EVIDENCE_VIEW: _row(
            "Circular 27/2020/TT-BGDĐT, art. 8", home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL, insp=_INSPECT
        ),
        A.DUPLICATE_RESOLVE: _r("art. 4(4)", reg=_ALL),
        A.PERSONAL_ID_QUEUE: _r("art. 4(4)", home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL, admin=_ALL),
        A.CLASS_REVIEW_CONFIRM: _r("art. 7(1)", home=_CLASS),
        A.CLASS_REVIEW_VIEW: _r("art. 6(8)", home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL, insp=_INSPECT),
        A.IMPORT_PREVIEW: _r("art. 10(đ)", reg=_ALL, admin=_ALL),
        A.IMPORT_APPLY: _r("art. 10(đ)", reg=_ALL, admin=_ALL),
        A.IMPORT_UNDO: _r("art. 10(đ)", reg=_ALL, admin=_ALL),
        # Results of past years are results: the admin has no part in them.
        A.PAST_RESULTS_IMPORT: _m("art. 39", reg=_ALL),
        A.REGISTER_EXPORT: _r("chapter I art. 5(5)", home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL),
        A.CHECK_SLIP_PRINT: _r("art. 7(1)", home=_CLASS, reg=_ALL),
        # Roles are dated appointments: prepared by the admin, in force by the principal's decision.
        A.APPOINTMENT_VIEW: _r("art. 6(1), art. 6(3)", **_staff(_ALL), insp=_ALL),
        A.APPOINTMENT_PREPARE: _r("art. 10(đ)", admin=_ALL),
        A.APPOINTMENT_APPROVE: _r("art. 6(1), art. 6(3)", head=_ALL),
        A.ASSIGNMENT_VIEW: _r("art. 4(3)", **_staff(_ALL), insp=_ALL),
        A.ASSIGNMENT_PROPOSE: _r("art. 9(1), art. 10(đ)", reg=_ALL, vice=_ALL, admin=_ALL),
        A.ASSIGNMENT_APPROVE: _r("art. 7(2), art. 9(1)", head=_ALL),
        A.REGULATION_VIEW: _r("art. 6(6)", **_staff(_ALL), insp=_ALL),
        A.REGULATION_EDIT: _r("art. 6(6)", head=_ALL),
        A.REGULATION_PUBLISH: _r("art. 6(6)", head=_ALL),
        A.REGULATION_ACKNOWLEDGE: _r("chapter II art. 5", **_staff(_ALL)),
        A.ACKNOWLEDGEMENTS_VIEW: _r("chapter II art. 5, art. 6(6)", vice=_ALL, head=_ALL, insp=_INSPECT),
        # Results: who teaches enters; who leads reads; the admin does neither.
        A.RESULTS_VIEW: _r(
            "art. 7(2), art. 9(1), art. 12",
            sub=_SUBJECT,
            home=_CLASS,
            reg=_ALL,
            clerk=_ALL,
            vice=_ALL,
            head=_ALL,
            insp=_INSPECT,
        ),
        A.RESULTS_ENTER_SUBJECT: _r("art. 9(1)", sub=_SUBJECT, home=_SUBJECT),
        A.RESULTS_ENTER_HOMEROOM: _r("art. 7(2)", home=_CLASS),
        A.OVERALL_DECIDE: _r("art. 7(2)", home=_CLASS),
        A.AWARDS_ENTER: _r("art. 7(2)", home=_CLASS),
        A.COMPLETE_MARK_SUBJECT: _r("art. 9(1)", sub=_SUBJECT, home=_SUBJECT),
        A.COMPLETE_MARK_HOMEROOM: _r("art. 7(2)", home=_CLASS),
        A.COMMENT_BANK_OWN: _row("Circular 27/2020/TT-BGDĐT, art. 6", sub=_OWN, home=_OWN),
        A.COMMENT_BANK_SHARED: _row("Circular 27/2020/TT-BGDĐT, art. 6", sub=_ALL, home=_ALL, vice=_ALL, head=_ALL),
        A.COMMENT_BANK_MANAGE: _row("Circular 27/2020/TT-BGDĐT, art. 6", vice=_ALL, head=_ALL),
        # Convention: the registrar may bring in what teachers entered elsewhere; each teacher still marks it complete,
        # signs it and answers for it.
        A.RESULTS_IMPORT: _r("art. 7(2), art. 9(1)", sub=_SUBJECT, home=_CLASS, reg=_ALL),
        A.RESULTS_EXPORT: _r("chapter I art. 5(5)", sub=_SUBJECT, home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL),
        A.SUPPLEMENTARY_VIEW: _row(
            "Circular 27/2020/TT-BGDĐT, art. 11",
            sub=_SUBJECT,
            home=_CLASS,
            reg=_ALL,
            clerk=_ALL,
            vice=_ALL,
            head=_ALL,
            insp=_INSPECT,
        ),
        A.SUPPLEMENTARY_ENTER_SUBJECT: _row("Circular 27/2020/TT-BGDĐT, art. 11", sub=_SUBJECT, home=_SUBJECT),
        A.SUPPLEMENTARY_ENTER_HOMEROOM: _row("Circular 27/2020/TT-BGDĐT, art. 11", home=_CLASS),
        A.PROMOTION_DECIDE: _row("Circular 27/2020/TT-BGDĐT, art. 11(2)", head=_ALL),
        # Locks: the principal decides, the admin carries out, everybody sees what is open.
        A.WINDOW_VIEW: _r("art. 6(6)(c)", **_staff(_ALL), insp=_ALL),
        A.WINDOW_DECIDE: _r("art. 6(6)(c)", head=_ALL),
        A.WINDOW_EXECUTE: _r("art. 10(b)", admin=_ALL),
        A.LATE_REQUEST: _r("art. 6(6)(c)", sub=_SUBJECT, home=_CLASS),
        A.LATE_VIEW: _r("art. 6(6)(c)", sub=_OWN, home=_CLASS, vice=_ALL, head=_ALL, admin=_ALL, insp=_INSPECT),
        A.LATE_DECIDE: _r("art. 6(6)(c)", head=_ALL),
        A.LATE_EXECUTE: _r("art. 10(b)", admin=_ALL),
        A.CLASS_SUMMARY_VIEW: _row(
            "Circular 27/2020/TT-BGDĐT, art. 12",
            home=_CLASS,
            reg=_ALL,
            clerk=_ALL,
            vice=_ALL,
            head=_ALL,
            insp=_INSPECT,
        ),
        A.CLASS_SUMMARY_PRINT: _row(
            "Circular 27/2020/TT-BGDĐT, art. 12", home=_CLASS, reg=_ALL, clerk=_ALL, vice=_ALL, head=_ALL
        ),
        A.HANDOVER_VIEW: _row(
            "Circular 27/2020/TT-BGDĐT, art. 12", home=_CLASS, reg=_ALL, vice=_ALL, head=_ALL, insp=_INSPECT
        ),
        A.HANDOVER_WRITE: _row("Circular 27/2020/TT-BGDĐT, art. 12", home=_CLASS),
        # Grade 5 is handed to the school: the registrar receives for it.
        A.HANDOVER_RECEIVE: _row("Circular 27/2020/TT-BGDĐT, art. 12", home=_CLASS, reg=_ALL),
        A.ROLLOVER_PREPARE: _r("art. 10(đ), art. 7(1)", reg=_ALL),
        A.ROLLOVER_CONFIRM: _r("art. 6(2)", head=_ALL),
        # Records.
        A.RECORD_VIEW: _r(
            "chapter I art. 5(1)(d)",
            sub=_SUBJECT,
            home=_CLASS,
            reg=_ALL,
            clerk=_ALL,
            vice=_ALL,
            head=_ALL,
            insp=_INSPECT,
        ),
        A.RECORD_PRINT: _r("chapter I art. 5(5)(a)", home=_CLASS, reg=_ALL, clerk=_ALL, vice=_ALL, head=_ALL),
        A.RECORD_INITIALISE: _m("art. 20", reg=_ALL, clerk=_ALL),
        A.RECORD_SIGN_SUBJECT: _r("art. 9(1)", sub=_SUBJECT, home=_SUBJECT),
        A.RECORD_SIGN_HOMEROOM: _r("art. 7(3)", home=_CLASS),
        A.RECORD_SIGN_MANAGER: _r("art. 6(9), art. 6(6)(d)", vice=_DEPUTY, head=_ALL),
        A.RECORD_SEAL: _r("art. 3(1)", clerk=_ALL, head=_ALL),
        A.RECORD_UNLOCK_REQUEST: _r("art. 6(6)(c)", sub=_SUBJECT, home=_CLASS, reg=_ALL, clerk=_ALL),
        A.RECORD_UNLOCK_DECIDE: _r("art. 6(6)(c)", head=_ALL),
        A.RECORD_UNLOCK_EXECUTE: _r("art. 10(b)", admin=_ALL),
        A.RECORD_CANCEL_REQUEST: _r("chapter I art. 5(6)", home=_CLASS, reg=_ALL, clerk=_ALL),
        A.RECORD_CANCEL_APPROVE: _r("chapter I art. 5(6)(b)", head=_ALL),
        A.AMENDMENT_REQUEST: _m("art. 21", reg=_ALL, clerk=_ALL),
        A.AMENDMENT_APPROVE: _m("art. 21", head=_ALL),
        A.HAND_OUT: _m("art. 20", clerk=_ALL),
        A.CERTIFIED_COPY: _row("Decree 30/2020/NĐ-CP, art. 26", clerk=_ALL, head=_ALL),
        A.CERTIFICATE_OWN: _r("art. 4(3)", sub=_OWN, home=_OWN, reg=_OWN, clerk=_OWN, vice=_OWN, head=_OWN),
        A.CERTIFICATE_SCHOOL_DECLARE: _r("art. 10(e)", admin=_ALL),
        A.SUBMISSION_VIEW: _r("art. 6(10)", reg=_ALL, clerk=_ALL, vice=_ALL, head=_ALL, insp=_INSPECT),
        A.SUBMISSION_PREPARE: _r("chapter I art. 5(3)(b)", clerk=_ALL),
        A.SUBMISSION_APPROVE: _r("art. 6(10)", head=_ALL),
        A.RECALL_REQUEST: _r("art. 6(10)", clerk=_ALL),
        A.RECALL_APPROVE: _r("art. 6(10)", head=_ALL),
        A.GATEWAY_CONFIGURE: _r("art. 10(đ), art. 10(e)", admin=_ALL),
        # Supervision.
        A.WALL_VIEW: _r("art. 12(1)", vice=_ALL, head=_ALL),
        A.REMINDER_SEND: _r("art. 12(2)", vice=_ALL, head=_ALL),
        A.INSPECTION_OPEN: _r("art. 12(3)", head=_ALL),
        # The inspector's own pages; what they show follows the cells marked "inspection".
        A.INSPECTION_READ: _r("art. 12(3)", insp=_ALL),
        A.INSPECTION_LOG_VIEW: _r("art. 12(3)", head=_ALL),
        A.REGULAR_CHECK: _r("art. 12(1), art. 12(2)", vice=_ALL, head=_ALL),
        A.COMPLIANCE_VIEW: _r("art. 6(11), art. 13", head=_ALL),
        A.CONDUCT_DECIDE: _r("art. 6(11), art. 13", head=_ALL),
        # Support.
        A.FAULT_REPORT: _r("chapter II art. 5(4), art. 9(2)", **_staff(_ALL), insp=_ALL),
        A.FAULT_ANSWER: _r("art. 9(2), art. 10(d)", vice=_ALL, head=_ALL, admin=_ALL),
        A.CHANGE_REQUEST_VIEW: _r("art. 10(c)", vice=_ALL, head=_ALL, admin=_ALL),
        A.CHANGE_REQUEST_PROPOSE: _r("art. 10(c)", admin=_ALL),
        A.CHANGE_REQUEST_APPROVE: _r("art. 10(c)", head=_ALL),
        A.INCIDENT_REPORT: _r("chapter II art. 5(4)", **_staff(_ALL), insp=_ALL),
        A.INCIDENT_MANAGE: _r("art. 6(6)(b), art. 10(b)", head=_ALL, admin=_ALL),
        A.PRIVACY_CHILD_VIEW: _r("art. 6(6)(b), art. 7(1)", home=_CLASS, reg=_ALL, head=_ALL),
        A.OWN_DATA_EXPORT: _r("chapter I art. 5(1)(d)", **_staff(_OWN), insp=_OWN),
        A.TRAINING_RESET: _r("art. 6(7), art. 10(d)", admin=_ALL),
        A.SETUP_RUN: _r("art. 10(đ)", admin=_ALL),
        A.AUDIT_VIEW: _r("art. 4(3), art. 12(2)", head=_ALL),
    }
)
