"""What this application's entries in the trail are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hocba_web.submission.transfers.wording import TRANSFERS

WORDING: dict[str, Promise] = {
    **TRANSFERS,
    "submission.gateway.configured": _("Cài đặt tài khoản của trường ở cổng tiếp nhận"),
    "submission.gateway.tested": _("Thử kết nối với cổng tiếp nhận: {result}"),
    "submission.package.viewed": _("Xem gói học bạ {number}"),
    "submission.package.downloaded": _("Tải danh sách đã ký của gói {number}"),
    "submission.package.prepared": _("Đóng gói {records} học bạ"),
    "submission.package.approved": _("Duyệt gửi các gói {packages}"),
    "submission.package.dissolved": _("Bỏ gói {number}"),
    "submission.package.signed": _("Ký danh sách gói {number}"),
    "submission.package.sent": _("Gửi các gói {packages}"),
    "submission.message.received": _("Cổng tiếp nhận đã nhận giao dịch {message}"),
    "submission.message.refused": _("Cổng tiếp nhận không nhận giao dịch {message}"),
    "submission.message.stopped": _("Tạm ngừng giao dịch {message}"),
    "submission.message.resumed": _("Cho giao dịch {message} đi tiếp"),
    "submission.message.reopened": _("Hỏi lại Sở về giao dịch {message}"),
    "submission.refusals.viewed": _("Xem học bạ bị từ chối"),
    "submission.refusal.again": _("Cho gửi lại nguyên tệp {records} học bạ bị từ chối"),
    "submission.recalls.viewed": _("Xem đề nghị thu hồi học bạ"),
    "submission.recall.asked": _("Đề nghị thu hồi học bạ {uuid}"),
    "submission.recall.granted": _("Đồng ý thu hồi học bạ theo quyết định {decision}"),
    "submission.recall.denied": _("Không đồng ý thu hồi học bạ"),
    "submission.recall.listed": _("Lập danh sách thu hồi {records} học bạ"),
    "submission.recall.unlisted": _("Bỏ danh sách thu hồi {records} học bạ"),
    "submission.recall.sent": _("Gửi danh sách thu hồi {records} học bạ"),
    "submission.code.asked": _("Xin mã xác nhận mới"),
    "submission.closing.confirmed": _("Xác nhận chốt đợt {group}: {accepted} đã tiếp nhận, thiếu {missing}"),
    "submission.closing.closed": _("Sở chốt đợt {group}"),
    "submission.told.received": _("Nhận {messages} tin của Sở"),
    "submission.told.changed": _("Sở gửi nội dung khác dưới số tin đã có ({messages} tin); giữ bản nhận đầu"),
    "submission.told.read": _("Đọc tin của Sở"),
    "submission.permit.recorded": _("Ghi văn bản {number} cho phép chỉnh lý sau khi chốt"),
}
