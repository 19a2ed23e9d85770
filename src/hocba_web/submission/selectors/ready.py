"""Which records may go into a package now."""

from __future__ import annotations

from collections.abc import Collection

from hocba.lifecycle import State
from hocba_web.records.selectors.standing import Standing, of_year
from hocba_web.submission.models import PackageLine, Recall

PACKABLE = frozenset({State.ISSUED, State.PACKAGED, State.REJECTED})


def ready_for_package(year_id: int, class_ids: Collection[int] | None = None) -> list[Standing]:
    """Issued records that stand in no package and that nobody asked to give up; three queries.

    Refused ones are among them once somebody decided to send them again.

    Args:
        year_id: the school year.
        class_ids: only these classes; None: all.
    """
    found = of_year(year_id, states=PACKABLE, class_ids=class_ids)
    ids = [one.record_id for one in found]
    waiting = frozenset(
        PackageLine.objects.filter(record_id__in=ids, state=PackageLine.State.WAITING).values_list(
            "record_id", flat=True
        )
    )
    doubted = frozenset(
        Recall.objects.filter(record_id__in=ids, state__in=Recall.OPEN).values_list("record_id", flat=True)
    )
    refused = [one.record_id for one in found if one.state is State.REJECTED]
    again = _to_send_again(refused)
    return [
        one
        for one in found
        if one.record_id not in waiting
        and one.record_id not in doubted
        and (one.state is not State.REJECTED or one.record_id in again)
    ]


def _to_send_again(record_ids: Collection[int]) -> frozenset[int]:
    """Of refused records, those whose last refusal was settled by "send the same file again"."""
    last: dict[int, str] = {}
    if record_ids:
        lines = PackageLine.objects.filter(record_id__in=record_ids, state=PackageLine.State.REFUSED).order_by("id")
        last = dict(lines.values_list("record_id", "way"))
    return frozenset(record_id for record_id, way in last.items() if way == PackageLine.Way.AGAIN)
