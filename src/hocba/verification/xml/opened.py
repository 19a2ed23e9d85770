"""What the first steps leave for the others: a record whose form is right, and the place of each signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hocba.documents.handover import Handover
from hocba.errors import DocumentError
from hocba.model import YearRecord
from hocba.signature_profile import Profile, Slot
from hocba.verification.findings import Finding, found, passed, refused
from hocba.verification.report import Check
from hocba.verification.xml.parts import Signature

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Place:
    """One filled slot."""

    slot: Slot
    person: str
    """12 digits in the Id of a slot that repeats, else empty."""
    signed_at: str
    """Text of NGAY_KY."""
    signer_id: str
    """Text of SO_CCCD, empty where the slot has none."""
    named: str
    """Whom the signed data name for this slot: a personal ID, or the school's name."""
    content_id: str
    content: bytes
    """Exclusive C14N of the element that the signature must sign."""
    signature_id: str
    canonical: bytes
    """Exclusive C14N of the `ds:Signature`."""
    read: Callable[[], Signature]
    """Takes the signature apart; raises Finding."""

    @property
    def where(self) -> str:
        """As people call it: "GVBM 022173903443", "CBQL"."""
        return f"{self.slot.name} {self.person}" if self.person else self.slot.name


@dataclass(frozen=True, slots=True)
class Opened:
    """A record, or a hand-over document, whose form is right; nothing in it is proven yet."""

    profile: Profile
    record: YearRecord | Handover
    """From the data region alone."""
    places: tuple[Place, ...]
    """In document order."""

    @property
    def year_record(self) -> YearRecord:
        """The record, where it can be nothing else.

        Raises:
            TypeError: it is a hand-over.
        """
        if not isinstance(self.record, YearRecord):
            raise TypeError(type(self.record).__name__)
        return self.record


class NotOpened(Exception):  # named for what happened; never leaves this package
    """A first step failed: nothing after it would mean anything."""

    def __init__(self, checks: list[Check], profile: Profile | None = None) -> None:
        super().__init__(checks[-1].code)
        self.checks = checks
        self.profile = profile


def take_step(checks: list[Check], step: str, work: Callable[[], _T], *, again: bool = False) -> _T:
    """Do one step; `again` where it is the second half of the step before.

    Raises:
        NotOpened: with the checks so far, the failed one last.
    """
    try:
        result = work()
    except DocumentError as error:
        raise NotOpened([*checks, refused(error, step)]) from error
    except Finding as finding:
        raise NotOpened([*checks, found(finding, "")]) from finding
    if not again:
        checks.append(passed(step))
    return result


def require_order(places: list[Place], slot: Slot, profile: Profile) -> None:
    """The next slot may stand after those before it: in the profile's order, and once unless it repeats.

    Raises:
        Finding: SLOT_UNEXPECTED.
    """
    if places and (profile.order_of(slot), slot.repeats) < (profile.order_of(places[-1].slot), True):
        raise Finding("SLOT_UNEXPECTED", where=slot.name)
