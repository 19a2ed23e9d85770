"""What entries of the pupils' register are called."""

from django.utils.translation import gettext_lazy as _

PUPILS = {
    "schools.classes.viewed": _("Xem danh sách lớp của trường"),
    "schools.class.viewed": _("Xem danh sách học sinh lớp {class_name}"),
    "schools.class.reviewed": _("Xác nhận đã rà soát hồ sơ lớp {class_name} ({pupils} học sinh)"),
    "schools.class.review_viewed": _("Xem rà soát hồ sơ lớp {class_name}"),
    "schools.slips.printed": _("In phiếu kiểm tra thông tin ({pupils} học sinh)"),
    "schools.pupil.viewed": _("Xem hồ sơ học sinh"),
    "schools.pupil.searched": _("Tìm học sinh ({hits} kết quả)"),
    "schools.pupil.form_opened": _("Mở biểu mẫu hồ sơ học sinh"),
    "schools.pupil.edited": _("Cập nhật hồ sơ học sinh"),
    "schools.pupil.civil_status_changed": _("Thay đổi hộ tịch của học sinh"),
    "schools.pupil.disability_changed": _("Cập nhật thông tin khuyết tật"),
    "schools.pupil.admitted": _("Tiếp nhận học sinh mới"),
    "schools.pupil.left": _("Ghi học sinh thôi học"),
    "schools.pupil.returned": _("Ghi học sinh học lại"),
    "schools.pupil.class_changed": _("Chuyển lớp cho học sinh"),
    "schools.pupil.moved_out": _("Chuyển trường đi"),
    "schools.pupil.moved_in": _("Tiếp nhận chuyển trường đến"),
    "schools.pupil.years_inherited": _("Ghi {years} năm học đã qua theo học bạ của trường cũ"),
    "schools.transfer.asked": _("Đề nghị chuyển trường"),
    "schools.transfer.approved": _("Duyệt chuyển trường"),
    "schools.transfer.refused": _("Không đồng ý chuyển trường"),
    "schools.transfer.withdrawn": _("Rút đề nghị chuyển trường"),
    "schools.transfers.viewed": _("Xem các đề nghị chuyển trường"),
    "schools.duplicates.viewed": _("Xem danh sách nghi trùng"),
    "schools.duplicate.dismissed": _("Xác nhận hai hồ sơ không trùng"),
    "schools.id_queue.viewed": _("Xem danh sách chưa có số định danh hợp lệ"),
    "schools.attachment.downloaded": _("Tải giấy tờ kèm theo hồ sơ học sinh"),
}
