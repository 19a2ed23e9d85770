"""Records that a signer left out of a confirmation, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Refused
from hocba_web.records.selectors.standing import of_records


class LeftOut(Enum):
    """Why a record is not signed this time."""

    WRONG = "wrong"
    """Its content must be corrected: the signer asks for unlocking."""
    UNSURE = "unsure"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words of the list."""
        return str(_LABELS[self])


_LABELS = {
    LeftOut.WRONG: _("Nội dung cần sửa"),
    LeftOut.UNSURE: _("Cần hỏi lại đồng nghiệp"),
    LeftOut.OTHER: _("Lý do khác"),
}


def reasons_in(given: Mapping[int, str]) -> dict[int, LeftOut]:
    """Reasons as a page sent them, by record.

    Raises:
        Refused: LEFT_OUT_REASON, one is missing or not of the list.
    """
    try:
        return {record_id: LeftOut(value) for record_id, value in given.items()}
    except ValueError:
        raise Refused("LEFT_OUT_REASON", where="why") from None


@transaction.atomic
def leave_out(*, actor: Actor, reasons: Mapping[int, LeftOut], at: datetime) -> None:
    """Trace which records somebody saw and did not sign; one entry a reason.

    Args:
        actor: the signer.
        reasons: by record; those of other schools are passed over.
        at: product clock, aware, UTC.
    """
    here = {one.record_id: one for one in of_records(reasons) if one.school_id == actor.school_id}
    for reason in LeftOut:
        left = [here[number] for number, why in reasons.items() if why is reason and number in here]
        if left:
            audit.record(
                actor=actor,
                action="signatures.left_out",
                subject=("class", left[0].class_id),
                at=at,
                school_id=actor.school_id,
                pupils=[one.pupil_id for one in left],
                details={"reason": reason.value, "count": len(left)},
            )
