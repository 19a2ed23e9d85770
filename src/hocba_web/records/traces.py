"""What the traces of this application say in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "records.step.initialise": _("Khởi tạo học bạ {uuid}, lần lập {revision}"),
    "records.step.sign_subjects": _("Học bạ {uuid}: đủ chữ ký giáo viên môn học"),
    "records.step.sign_homeroom": _("Học bạ {uuid}: giáo viên chủ nhiệm đã ký"),
    "records.step.approve": _("Học bạ {uuid}: đã duyệt và ký"),
    "records.step.issue": _("Phát hành học bạ {uuid}"),
    "records.step.package": _("Đóng gói học bạ {uuid}"),
    "records.step.submit": _("Gửi báo cáo học bạ {uuid}"),
    "records.step.accept": _("Học bạ {uuid} được tiếp nhận"),
    "records.step.reject": _("Học bạ {uuid} bị từ chối"),
    "records.step.report": _("Học bạ {uuid} đã báo cáo Bộ"),
    "records.step.request_recall": _("Đề nghị thu hồi học bạ {uuid}"),
    "records.step.agree_recall": _("Thu hồi học bạ {uuid}"),
    "records.step.refuse_recall": _("Không đồng ý thu hồi học bạ {uuid}"),
    "records.step.withdraw": _("Trường rút học bạ {uuid}"),
    "records.step.finalise": _("Chốt học bạ {uuid}"),
    "records.step.supersede": _("Học bạ {uuid} được thay thế sau khi chốt"),
    "records.step.unlock": _("Mở học bạ {uuid} để sửa"),
    "records.step.cancel": _("Hủy học bạ {uuid} trước khi phát hành"),
    "records.unlocking.requested": _("Đề nghị mở học bạ {uuid}"),
    "records.unlocking.withdrawn": _("Rút đề nghị mở học bạ {uuid}"),
    "records.unlocking.granted": _("Đồng ý mở học bạ {uuid}"),
    "records.unlocking.refused": _("Không đồng ý mở học bạ {uuid}"),
    "records.unlocking.corrected": _("Báo đã sửa xong phần được mở của học bạ {uuid} ({part})"),
    "records.cancellation.requested": _("Đề nghị hủy học bạ {uuid}"),
    "records.cancellation.granted": _("Đồng ý hủy học bạ {uuid}"),
    "records.cancellation.refused": _("Không đồng ý hủy học bạ {uuid}"),
    "records.return.given": _("Trả lại học bạ {uuid} để sửa ({part})"),
    "records.replacement.opened": _("Mở nội dung để lập học bạ thay cho {uuid}"),
    "records.class.viewed": _("Xem học bạ lớp {class}"),
    "records.record.viewed": _("Xem học bạ {uuid}"),
    "records.draft.downloaded": _("Tải bản nháp học bạ {uuid}"),
    "records.file.downloaded": _("Tải tệp học bạ {uuid} ({kind})"),
}
