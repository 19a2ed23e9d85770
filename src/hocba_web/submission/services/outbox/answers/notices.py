"""Who is told of what the gateway said, in Vietnamese: no name of a pupil, only where to look."""

from __future__ import annotations

from django.utils.translation import override

from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import Role
from hocba_web.submission.models import PackageLine, Recall, Receipt


def tell_refused(line: PackageLine) -> None:
    """The clerk who prepared the package learns that the gateway refused something of it."""
    package = line.package
    where = f"gói {package.number} (lớp {package.school_class.name})"
    text = f"Cổng tiếp nhận từ chối học bạ trong {where}. Xem ở trang “Học bạ bị từ chối”."
    ports.notify(package.prepared_by_id, "submission.record.refused", text)


def tell_no_code(receipt: Receipt) -> None:
    """Who asked for another confirmation code learns that none came."""
    if receipt.code_asked_by_id is not None:
        ports.notify(receipt.code_asked_by_id, "submission.code.none", "Cổng tiếp nhận không cấp mã xác nhận mới.")


def tell_other_code(receipt: Receipt) -> None:
    """Who prepared the package learns that the code in a family's hands does not count any more."""
    ports.notify(
        receipt.line.package.prepared_by_id,
        "submission.code.replaced",
        "Sở cấp mã xác nhận khác cho một học bạ đã trao mã; mã cũ không còn dùng được. Xem trang “Giao học bạ”.",
    )


def tell_recall(recall: Recall) -> None:
    """Who asked learns how a recall ended."""
    with override("vi"):
        text = f"Đề nghị thu hồi học bạ đã có kết quả: {recall.get_state_display()}."
    ports.notify(recall.asked_by_id, "submission.recall.ended", text)


def tell_principals(school_id: int, text: str) -> None:
    """Something for the principal to know."""
    for holder in ports.holders_of_school(school_id):
        if Role.PRINCIPAL in holder.roles:
            ports.notify(holder.user_id, "submission.certificate.answered", text)
