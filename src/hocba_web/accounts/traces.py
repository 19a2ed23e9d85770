"""How the traces of this application are worded in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "accounts.request.filed": _("Đề nghị về tài khoản"),
    "accounts.request.granted": _("Đồng ý đề nghị về tài khoản"),
    "accounts.request.refused": _("Không đồng ý đề nghị về tài khoản"),
    "accounts.request.withdrawn": _("Rút đề nghị về tài khoản"),
    "accounts.account.created": _("Tạo tài khoản"),
    "accounts.account.founded": _("Tạo tài khoản ban đầu"),
    "accounts.account.closed": _("Ngừng tài khoản"),
    "accounts.account.expired": _("Tài khoản hết hạn theo ngày đã định"),
    "accounts.account.reopened": _("Mở lại tài khoản"),
    "accounts.account.rescued": _("Cứu hộ tài khoản từ máy chủ"),
    "accounts.accounts.viewed": _("Xem danh sách tài khoản"),
    "accounts.account.viewed": _("Xem một tài khoản"),
    "accounts.password.reset": _("Đặt lại mật khẩu"),
    "accounts.password.changed": _("Tự đổi mật khẩu"),
    "accounts.email.changed": _("Đổi địa chỉ thư điện tử"),
    "accounts.factor.added": _("Thêm cách xác thực thứ hai ({type})"),
    "accounts.factor.removed": _("Gỡ cách xác thực thứ hai ({type})"),
    "accounts.factor.renewed": _("Tạo lại mã dự phòng"),
    "accounts.factor.reset": _("Đặt lại bước xác thực thứ hai"),
    "accounts.session.opened": _("Đăng nhập"),
    "accounts.session.closed": _("Đăng xuất"),
    "accounts.session.ended": _("Kết thúc phiên đăng nhập của mình"),
    "accounts.sessions.ended": _("Đăng xuất một tài khoản khỏi mọi thiết bị"),
}
