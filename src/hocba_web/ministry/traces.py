"""What this application's entries in the trail are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "ministry.certificate.registered": _("Đăng ký chứng thư số {serial} của Sở với Bộ"),
    "ministry.report.prepared": _("Ký danh sách {records} học bạ gửi Bộ"),
    "ministry.report.again": _("Cho báo cáo lại học bạ {uuid}"),
    "ministry.message.received": _("Kho học bạ số đã nhận giao dịch {message}"),
    "ministry.message.refused": _("Kho học bạ số không nhận giao dịch {message}"),
    "ministry.message.settled": _("Đã có kết quả giao dịch {message} với Bộ"),
    "ministry.recall.asked": _("Đề nghị Bộ thu hồi học bạ {uuid}"),
    "ministry.recall.again": _("Cho gửi lại đề nghị Bộ thu hồi học bạ {uuid}"),
    "ministry.arrangement.made": _("Quy định tự động báo cáo Bộ từ {from}"),
}
