"""What people are told about their accounts, through the notices of the site; Vietnamese, as whatever is kept."""

from __future__ import annotations

from hocba_web.accounts.ports import ports

_TEXTS: dict[str, str] = {
    "accounts.request.granted": "Đề nghị về tài khoản của {name} đã được đồng ý.",
    "accounts.request.refused": "Đề nghị về tài khoản của {name} không được đồng ý.",
    "accounts.factor.reset": (
        "Bước xác thực thứ hai của thầy/cô vừa được đặt lại theo quyết định của hai người. "
        "Nếu thầy/cô không đề nghị việc này, báo ngay cho hiệu trưởng."
    ),
    "accounts.sessions.ended": "Tài khoản của thầy/cô vừa được đăng xuất khỏi mọi thiết bị.",
    "accounts.account.created": "Tài khoản của thầy/cô đã được tạo. Chào mừng thầy/cô.",
    "accounts.password.reset": (
        "Mật khẩu của thầy/cô vừa được đặt lại. Nếu thầy/cô không đề nghị việc này, báo ngay cho hiệu trưởng."
    ),
    "accounts.account.reopened": "Tài khoản của thầy/cô đã được mở lại.",
    "accounts.account.closed": "Tài khoản của thầy/cô sẽ ngừng hoạt động theo quyết định của nhà trường.",
    "accounts.factor.added": "Một cách xác thực mới vừa được thêm vào tài khoản của thầy/cô.",
    "accounts.factor.removed": "Một cách xác thực vừa được gỡ khỏi tài khoản của thầy/cô.",
    "accounts.password.changed": "Mật khẩu của thầy/cô vừa được đổi.",
}


def tell(user_id: int, kind: str, **words: str) -> None:
    """Tell an account's owner what happened to it.

    Args:
        user_id: whom.
        kind: as in the trace.
        words: values for the sentence.
    """
    ports.notify(user_id, kind, _TEXTS[kind].format(**words))
