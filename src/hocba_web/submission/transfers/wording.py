"""What entries of transfers are called in the trail."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRANSFERS: dict[str, Promise] = {
    "submission.transfers.viewed": _("Xem tiến trình chuyển trường"),
    "submission.arrival.asked": _("Ghi đơn xin chuyển đến"),
    "submission.arrival.agreed": _("Đồng ý tiếp nhận học sinh chuyển đến"),
    "submission.arrival.refused": _("Không đồng ý tiếp nhận học sinh chuyển đến"),
    "submission.arrival.withdrawn": _("Gia đình rút đơn xin chuyển đến"),
    "submission.arrival.viewed": _("Xem hồ sơ chuyển đến"),
    "submission.arrival.downloaded": _("Tải tệp {sha256} của hồ sơ chuyển đến"),
    "submission.dossier.brought": _("Nhận hồ sơ của trường cũ: giữ {kept} tệp, không nhận {refused} tệp"),
    "submission.dossier.received": _("Ghi nhận đủ hồ sơ chuyển đến"),
    "submission.arrival.proposed": _("Đề nghị xếp lớp học sinh chuyển đến"),
    "submission.arrival.reopened": _("Đề nghị xếp lớp không thành, chờ đề nghị lại"),
    "submission.arrival.placed": _("Xếp lớp học sinh chuyển đến"),
    "submission.departure.viewed": _("Xem hồ sơ chuyển đi"),
    "submission.departure.prepared": _("Lập hồ sơ chuyển đi (lần {document})"),
    "submission.departure.head_signed": _("Hiệu trưởng ký phiếu bàn giao kết quả"),
    "submission.departure.sealed": _("Đóng dấu phiếu bàn giao kết quả"),
    "submission.departure.handed_over": _("Giao hồ sơ chuyển trường {sha256}"),
    "submission.departure.downloaded": _("Tải hồ sơ chuyển trường {sha256}"),
    "submission.transfer.reminded": _("Nhắc hạn chuyển trường ({step})"),
    "submission.relay.viewed": _("Xem việc chuyển học bạ qua Sở"),
    "submission.relay.asked": _("Xin học bạ của học sinh chuyển đến qua Sở"),
    "submission.relay.withdrawn": _("Rút yêu cầu chuyển học bạ qua Sở"),
    "submission.relay.collected": _("Nhận học bạ của học sinh chuyển đến qua Sở"),
    "submission.relay.released": _("Đồng ý chuyển học bạ qua Sở"),
    "submission.relay.refused": _("Không đồng ý chuyển học bạ qua Sở"),
    "submission.inherited.viewed": _("Xem học bạ, kết quả của trường cũ"),
    "submission.inherited.downloaded": _("Tải học bạ của trường cũ {sha256}"),
    "submission.digitised.viewed": _("Xem năm học số hóa"),
    "submission.digitised.typed": _("Nhập năm học {first} từ học bạ giấy"),
    "submission.digitised.checked": _("Đối chiếu năm học {first} với học bạ giấy"),
    "submission.digitised.returned": _("Trả lại năm học {first} để nhập lại"),
    "submission.digitised.certified": _("Hiệu trưởng xác nhận năm học {first} số hóa"),
}
