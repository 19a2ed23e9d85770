"""How the traces of supervision read."""

from django.utils.translation import gettext_lazy as _

WORDING = {
    "supervision.inspection.opened": _("Mở đợt kiểm tra cho {people} người"),
    "supervision.inspection.ended": _("Kết thúc đợt kiểm tra"),
    "supervision.inspection.minutes_added": _("Lưu biên bản kiểm tra"),
    "supervision.inspection.password_renewed": _("Cấp lại mật khẩu tạm cho thành viên đoàn kiểm tra"),
    "supervision.inspection.ran_out": _("Đóng tài khoản của đoàn kiểm tra đã hết hạn"),
    "supervision.inspection.page_seen": _("Đoàn kiểm tra mở trang {path}"),
    "supervision.inspection.log_viewed": _("Xem nhật ký của đoàn kiểm tra"),
    "supervision.reminders.sent": _("Nhắc {people} người về {parts} phần việc"),
    "supervision.check.started": _("Bắt đầu kiểm tra thường xuyên: {pupils} học sinh"),
    "supervision.check.item_noted": _("Ghi kết quả kiểm tra một học sinh"),
    "supervision.check.closed": _("Kết thúc kiểm tra thường xuyên"),
    "supervision.check.viewed": _("Xem danh sách kiểm tra thường xuyên"),
    "supervision.compliance.viewed": _("Xem báo cáo chấp hành quy chế"),
    "supervision.conduct.recorded": _("Ghi quyết định khen thưởng, xử lý"),
}
