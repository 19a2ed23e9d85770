"""What entries about the end of the year are called in the trail."""

from django.utils.translation import gettext_lazy as _

YEAR_END = {
    "assessment.year_end.viewed": _("Xem kết quả cuối năm lớp {class}"),
    "assessment.year_end.confirmed": _("Xác nhận học sinh không đánh giá, lớp {class}"),
    "assessment.supplementary.viewed": _("Xem đánh giá bổ sung"),
    "assessment.supplementary.planned": _("Ghi kế hoạch giúp đỡ, lớp {class}"),
    "assessment.supplementary.entered": _("Ghi kết quả đánh giá bổ sung, lớp {class} ({target})"),
    "assessment.supplementary.decided": _("Quyết định kết quả sau đánh giá bổ sung, lớp {class}"),
    "assessment.supplementary.reported": _("Báo cáo học sinh chưa hoàn thành, lớp {class}"),
    "assessment.promotion.decided": _("Hiệu trưởng xét lên lớp, lớp {class}"),
    "assessment.promotion.withdrawn": _("Rút quyết định xét lên lớp, lớp {class}"),
    "assessment.summary.viewed": _("Xem bảng tổng hợp lớp {class} ({period})"),
    "assessment.summary.downloaded": _("Tải bảng tổng hợp lớp {class} ({period})"),
    "assessment.handover.viewed": _("Xem nội dung bàn giao lớp {class}"),
    "assessment.handover.written": _("Ghi nội dung bàn giao lớp {class}"),
    "assessment.handover.handed": _("Bàn giao lớp {class}"),
    "assessment.handover.received": _("Nhận bàn giao lớp {class}: {count} học sinh"),
    "assessment.rollover.viewed": _("Xem danh sách lên năm học {year}"),
    "assessment.rollover.prepared": _("Chuẩn bị lên năm học {year}"),
    "assessment.rollover.changed": _("Sửa danh sách lên năm học {year}"),
    "assessment.rollover.submitted": _("Trình danh sách lên năm học {year}"),
    "assessment.rollover.returned": _("Trả lại danh sách lên năm học {year}"),
    "assessment.rollover.confirmed": _("Xác nhận lên năm học {year}: {pupils} học sinh"),
    "assessment.rollover.undone": _("Hoàn tác lên năm học {year}"),
    "assessment.rollover.settled": _("Xếp lớp cho học sinh chờ xét, năm học {year}"),
}
