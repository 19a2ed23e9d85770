"""The words of a record's life: states, events, roles and guards, each with its Vietnamese name in the messages."""

from __future__ import annotations

from enum import Enum

from hocba.messages import Language, what


class _Word(Enum):
    """A word that people read: its sentence has the code `<KIND>_<NAME>`."""

    def label(self, language: Language = "vi") -> str:
        """The word for screens and letters."""
        return what(f"{type(self).__name__.upper()}_{self.name}", language=language)


class State(_Word):
    """Where a year record stands; the value is what is stored."""

    OPEN_ENTRY = "open_entry"
    """Results are being entered; there is no record yet, or it was unlocked."""
    DRAFT = "draft"
    SUBJECTS_SIGNED = "subjects_signed"
    HOMEROOM_SIGNED = "homeroom_signed"
    PRINCIPAL_SIGNED = "principal_signed"
    ISSUED = "issued"
    PACKAGED = "packaged"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPORTED = "reported"
    RECALL_REQUESTED = "recall_requested"
    RECALLED = "recalled"
    """Void; a replacement is another record with a new look-up UUID."""
    FINALISED = "finalised"
    """In effect; nothing changes any more."""
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class Lock(_Word):
    """Whether entries may be changed: a dated decision of the principal that lies over the state."""

    LOCKED = "locked"
    UNLOCKED = "unlocked"


class Event(_Word):
    """What happens to a record."""

    INITIALISE = "initialise"
    SIGN_SUBJECTS = "sign_subjects"
    """The last subject teacher has signed."""
    SIGN_HOMEROOM = "sign_homeroom"
    APPROVE = "approve"
    ISSUE = "issue"
    PACKAGE = "package"
    SUBMIT = "submit"
    ACCEPT = "accept"
    REJECT = "reject"
    REPORT = "report"
    REQUEST_RECALL = "request_recall"
    AGREE_RECALL = "agree_recall"
    REFUSE_RECALL = "refuse_recall"
    WITHDRAW = "withdraw"
    """The school gives up an issued record whose content is wrong, before the authority has accepted it."""
    FINALISE = "finalise"
    SUPERSEDE = "supersede"
    UNLOCK = "unlock"
    CANCEL = "cancel"


class Role(_Word):
    """Who acts."""

    SUBJECT_TEACHER = "subject_teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    REGISTRAR = "registrar"
    CLERK = "clerk"
    VICE_PRINCIPAL = "vice_principal"
    PRINCIPAL = "principal"
    SCHOOL_ADMIN = "school_admin"
    GATEWAY = "gateway"
    AUTHORITY = "authority"
    CALENDAR = "calendar"
    """Nobody: the closing date has come."""


class Guard(_Word):
    """A fact that must hold; the caller finds out which do."""

    YEAR_SUMMARISED = "year_summarised"
    PERSONAL_ID_VALID = "personal_id_valid"
    LINT_WITHOUT_ERROR = "lint_without_error"
    SIGNERS_FIXED = "signers_fixed"
    PARTS_SIGNED = "parts_signed"
    RULES_AGREE = "rules_agree"
    SIGNATURES_VALID = "signatures_valid"
    DEPUTY_AUTHORISED = "deputy_authorised"
    CERTIFICATE_APPROVED = "certificate_approved"
    SEAL_NOT_EARLY = "seal_not_early"
    PACKAGE_FITS = "package_fits"
    PACKAGE_SIGNED = "package_signed"
    ERROR_GIVEN = "error_given"
    REASON_GIVEN = "reason_given"
    EVIDENCE_GIVEN = "evidence_given"
    PRINCIPAL_DECIDED = "principal_decided"
    SECOND_PERSON_AGREED = "second_person_agreed"
    NOT_CLOSED = "not_closed"
    MINISTRY_AGREED = "ministry_agreed"
    CLOSING_DUE = "closing_due"
    AMENDMENT_ALLOWED = "amendment_allowed"
    REPLACEMENT_ACCEPTED = "replacement_accepted"
