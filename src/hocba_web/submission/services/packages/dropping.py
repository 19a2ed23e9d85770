"""A record leaves a package that was not sent, because it is given up."""

from __future__ import annotations

from datetime import datetime

from hocba_web.submission.models import Package, PackageLine
from hocba_web.submission.services.packages.deciding import give_up
from hocba_web.submission.services.packages.digests import content_digest


def hold_package_of(record_id: int) -> None:
    """Lock the package in which a record waits, if there is one; everybody locks packages before their records."""
    waiting = PackageLine.objects.filter(record_id=record_id, state=PackageLine.State.WAITING).values("package_id")
    list(Package.objects.select_for_update().filter(id__in=waiting).values_list("id"))


def drop_record(record_id: int, *, user_id: int, reason: str, at: datetime) -> None:
    """Take a record out of the package in which it waits, inside the caller's transaction.

    What is left of an unsigned package is another content, so the principal approves it again. A signed one cannot
    change: it ends, and its other records go into a new one.
    """
    line = PackageLine.objects.filter(record_id=record_id, state=PackageLine.State.WAITING).first()
    if line is None:
        return
    package = Package.objects.select_for_update(of=("self",)).get(id=line.package_id)
    line.state = PackageLine.State.DROPPED
    line.save(update_fields=["state"])
    left = list(
        package.lines.filter(state=PackageLine.State.WAITING)
        .order_by("position")
        .values_list("record__uuid", "xml_sha256")
    )
    if package.state not in Package.UNSIGNED or not left:
        give_up(package, user_id=user_id, reason=reason, at=at)
        return
    package.content_digest = content_digest(left)
    package.state, package.approved_by, package.approved_at = Package.State.PREPARED, None, None
    package.save(update_fields=["content_digest", "state", "approved_by", "approved_at"])
