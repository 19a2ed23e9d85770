"""What the traces of this application say in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "issuance.approval.viewed": _("Xem học bạ chờ duyệt của lớp ({count} học sinh)"),
    "issuance.sealing.viewed": _("Xem danh sách học bạ chờ đóng dấu của lớp"),
    "issuance.papers.viewed": _("Xem học bạ đã phát hành của học sinh để giao, sao"),
    "issuance.log.viewed": _("Xem sổ giao học bạ"),
    "issuance.files.handed_out": _("Giao tệp học bạ cho gia đình ({records} học bạ)"),
    "issuance.print.handed_out": _("Giao bản in có xác nhận cho gia đình ({records} học bạ)"),
    "issuance.book.handed_out": _("Giao bản in cả quá trình học cho gia đình ({records} năm)"),
    "issuance.copy.handed_out": _("Giao bản sao cho gia đình"),
    "issuance.slip.handed_out": _("Giao phiếu mã xác nhận cho gia đình"),
    "issuance.files.downloaded": _("Lấy tệp học bạ để giao ({records} học bạ)"),
    "issuance.copy.asked": _("Ghi đề nghị cấp bản sao ({records} học bạ)"),
    "issuance.copy.viewed": _("Xem một bản sao trong sổ"),
    "issuance.copy.registered": _("Duyệt bản sao, vào sổ số {symbol}"),
    "issuance.copy.declined": _("Không duyệt bản sao"),
    "issuance.copy.sealed": _("Đóng dấu điện tử bản trích sao số {symbol}"),
    "issuance.copy.printed": _("Lấy tệp bản sao số {symbol}"),
    "issuance.copy.voided": _("Hủy bản sao số {symbol}"),
    "issuance.register.viewed": _("Xem sổ đăng ký bản sao"),
    "issuance.class.printed": _("In học bạ của lớp {class}"),
    "issuance.book.printed": _("In cả quá trình học của học sinh ({records} năm)"),
    "issuance.liaison.printed": _("In phiếu liên lạc lớp {class}, {period}"),
}
