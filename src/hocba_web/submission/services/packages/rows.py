"""Rows of packages as services take them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hocba_web.accounts.actor import Actor
from hocba_web.base.refusals import Missing
from hocba_web.submission.models import Package, PackageLine


def held(actor: Actor, package_ids: Collection[int]) -> list[Package]:
    """Packages of the actor's school, locked until the transaction ends.

    Raises:
        Missing: NOT_FOUND_HERE, one of them is unknown or another school's; also if none was named.
    """
    rows = Package.objects.select_for_update(of=("self",)).filter(school_id=actor.school_id, id__in=package_ids)
    found = list(rows.select_related("school_class").order_by("id"))
    if not found or len(found) != len(set(package_ids)):
        raise Missing("NOT_FOUND_HERE")
    return found


def pupils_of(packages: Iterable[Package]) -> list[int]:
    """Pupils (ids) whose records stand in packages, for traces."""
    lines = PackageLine.objects.filter(package__in=[one.id for one in packages])
    return sorted(set(lines.values_list("record__enrolment__pupil_id", flat=True)))
