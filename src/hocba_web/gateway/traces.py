"""How the traces of this application are worded in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "gateway.login.given": _("Cấp tài khoản kết nối cho trường"),
    "gateway.login.ended": _("Ngừng tài khoản kết nối của trường"),
    "gateway.comparing.set": _("Đặt cách đối chiếu với cơ sở dữ liệu ngành ({comparing})"),
    "gateway.roster.imported": _("Nhập danh sách từ cơ sở dữ liệu ngành ({pupils} học sinh, {teachers} giáo viên)"),
    "gateway.roster.prepared": _("Đọc danh sách từ cơ sở dữ liệu ngành để xem trước ({pupils} học sinh)"),
    "gateway.roster.previewed": _("Xem trước thay đổi của danh sách từ cơ sở dữ liệu ngành"),
    "gateway.message.received": _("Nhận giao dịch ({kind})"),
    "gateway.message.judged": _("Xử lý xong giao dịch (tiếp nhận {accepted}, từ chối {refused})"),
    "gateway.certificate.registered": _("Trường đăng ký chứng thư số"),
    "gateway.certificate.decided": _("Quyết định về chứng thư số ({status})"),
    "gateway.rehearsal.set": _("Đặt cách trả lời khi mô phỏng"),
}
