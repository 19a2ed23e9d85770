"""What the traces of this application say in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "register.records.accepted": _("Tiếp nhận {records} học bạ"),
    "register.record.recalled": _("Thu hồi học bạ"),
    "register.record.superseded": _("Học bạ được thay thế bằng học bạ mới"),
    "register.code.told": _("Cấp mã xác nhận của học bạ"),
}
