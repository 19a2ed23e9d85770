"""What this application's entries in the trail are called."""

from django.utils.translation import gettext_lazy as _

from hocba_web.assessment.traces_year_end import YEAR_END

WORDING = {
    "assessment.results.viewed": _("Xem kết quả lớp {class} ({period})"),
    "assessment.results.entered": _("Nhập kết quả lớp {class} ({period}, {part}): {cells} ô"),
    "assessment.part.completed": _("Đánh dấu hoàn thành lớp {class} ({period}, {part})"),
    "assessment.part.reopened": _("Gỡ dấu hoàn thành lớp {class} ({period}, {part})"),
    "assessment.class.ready": _("Đánh dấu lớp {class} sẵn sàng ({period})"),
    "assessment.class.unready": _("Gỡ dấu sẵn sàng của lớp {class} ({period})"),
    "assessment.score.retested": _("Ghi điểm kiểm tra lại lớp {class} ({period}, {part})"),
    "assessment.sentence.kept": _("Lưu câu nhận xét ({topic})"),
    "assessment.sentence.removed": _("Xóa câu nhận xét ({topic})"),
    "assessment.window.decided": _("Quyết định mở nhập ({periods}) từ {opens} đến {closes}"),
    "assessment.window.executed": _("Mở nhập theo quyết định ({periods}) từ {opens} đến {closes}"),
    "assessment.window.ended": _("Khóa sớm ({periods})"),
    "assessment.late.asked": _("Xin mở để sửa lớp {class} ({period}, {part})"),
    "assessment.late.withdrawn": _("Rút đề nghị mở để sửa lớp {class} ({period}, {part})"),
    "assessment.late.granted": _("Đồng ý mở để sửa ({periods}) đến {closes}"),
    "assessment.late.refused": _("Không đồng ý mở để sửa lớp {class} ({period}, {part})"),
    "assessment.late.opened": _("Mở để sửa theo quyết định ({periods}) đến {closes}"),
    **YEAR_END,
}
