"""How the traces of support read."""

from django.utils.translation import gettext_lazy as _

from hocba_web.support.traces_privacy import PRIVACY

WORDING = {
    **PRIVACY,
    "support.report.made": _("Gửi báo lỗi, đề nghị"),
    "support.report.seen": _("Nhận xem báo lỗi"),
    "support.report.answered": _("Trả lời báo lỗi"),
    "support.report.done": _("Khép lại báo lỗi"),
    "support.request.drafted": _("Soạn đề nghị gửi nhà cung cấp hoặc cấp trên"),
    "support.request.approved": _("Duyệt đề nghị"),
    "support.request.declined": _("Không duyệt đề nghị"),
    "support.request.answered": _("Ghi trả lời của nơi nhận đề nghị"),
    "support.incident.reported": _("Báo sự cố dữ liệu cá nhân"),
    "support.incident.updated": _("Cập nhật sự cố"),
    "support.incident.authority_told": _("Đã thông báo sự cố cho cơ quan chuyên trách"),
    "support.incident.families_told": _("Đã thông báo sự cố cho gia đình"),
    "support.training.reset": _("Làm lại trường tập huấn từ đầu"),
    "support.incident.ended": _("Khép lại sự cố"),
}
