"""How much of submission waits for whom: the figures of front pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast

from hocba_web.submission.models import Closing, Message, Package, Recall


@dataclass(frozen=True, slots=True)
class SubmissionTally:
    """What waits at a school, both years together."""

    packages: Mapping[str, int]
    """By value of `Package.State`."""
    recalls: Mapping[str, int]
    """By value of `Recall.State`."""
    messages: Mapping[str, int]
    """By value of `Message.State`."""
    confirmed: frozenset[tuple[int, str]]
    """(school year id, group value) that the principal has confirmed, or the register has closed."""

    @property
    def to_approve(self) -> int:
        """Packages that the principal has to approve."""
        return self.packages.get(Package.State.PREPARED, 0)

    @property
    def to_sign(self) -> int:
        """Packages whose list has to be signed."""
        return self.packages.get(Package.State.APPROVED, 0)

    @property
    def to_send(self) -> int:
        """Signed packages that were not sent."""
        return self.packages.get(Package.State.SIGNED, 0)

    @property
    def recalls_to_decide(self) -> int:
        """Requests that the principal has to decide."""
        return self.recalls.get(Recall.State.ASKED, 0)

    @property
    def recalls_to_list(self) -> int:
        """Recalls that were granted and go to the authority in a signed list."""
        return self.recalls.get(Recall.State.GRANTED, 0)

    @property
    def stuck(self) -> int:
        """Transactions that somebody stopped, or that the gateway did not accept."""
        return self.messages.get(Message.State.GIVEN_UP, 0)


def submission_tally(school_id: int) -> SubmissionTally:
    """What waits at a school; one query."""
    packages = _counted("package", Package.objects.filter(school_id=school_id), F("state"))
    asked = Recall.objects.filter(school_id=school_id, state__in=Recall.OPEN)
    # A granted amendment waits for its replacement, not for a list.
    asked = asked.exclude(state=Recall.State.GRANTED, way=Recall.Way.AMEND)
    recalls = _counted("recall", asked, F("state"))
    messages = _counted("message", Message.objects.filter(school_id=school_id), F("state"))
    closings = (
        Closing.objects.filter(school_id=school_id)
        .exclude(confirmed_at__isnull=True, finalised_at__isnull=True)
        .order_by()
        .values_list(Value("closing", output_field=CharField()), Cast("group", CharField()), F("year_id"))
    )
    found: dict[str, dict[str, int]] = {"package": {}, "recall": {}, "message": {}}
    confirmed = set()
    for what, word, number in packages.union(recalls, messages, closings, all=True):
        if what == "closing":
            confirmed.add((number, word))
        else:
            found[what][word] = number
    return SubmissionTally(
        packages=found["package"],
        recalls=found["recall"],
        messages=found["message"],
        confirmed=frozenset(confirmed),
    )


def _counted(what: str, rows: QuerySet[Any], word: F) -> Any:  # noqa: ANN401  # a union's half: no type names its columns
    """(what, word, how many) of some rows."""
    named = rows.order_by().values_list(Value(what, output_field=CharField()), Cast(word, CharField()))
    return named.annotate(count=Count("id"))
