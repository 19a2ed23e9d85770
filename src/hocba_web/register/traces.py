"""What the traces of this application say in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "register.records.accepted": _("Tiếp nhận {records} học bạ"),
    "register.record.recalled": _("Thu hồi học bạ"),
    "register.record.superseded": _("Học bạ được thay thế bằng học bạ mới"),
    "register.recall.requested": _("Nhà trường đề nghị thu hồi học bạ"),
    "register.recall.sent_on": _("Đồng ý thu hồi, chờ Bộ quyết định"),
    "register.recall.agreed": _("Quyết định đồng ý thu hồi học bạ"),
    "register.recall.refused": _("Quyết định không thu hồi học bạ"),
    "register.prepared.filed": _("Trình quyết định"),
    "register.prepared.agreed": _("Quyết định đồng ý"),
    "register.prepared.refused": _("Quyết định không đồng ý"),
    "register.prepared.withdrawn": _("Rút việc đã trình"),
    "register.group.closed": _("Chốt đợt {group} năm học bắt đầu {school_year}: {records} học bạ"),
    "register.closing.called_off": _("Hủy lịch chốt đợt {group} năm học bắt đầu {school_year}"),
    "register.permit.revoked": _("Thu hồi quyết định cho phép sau khi chốt"),
    "register.copy.made": _("Lập bản thể hiện PDF có dấu của Sở"),
    "register.code.told": _("Cấp mã xác nhận của học bạ"),
}
