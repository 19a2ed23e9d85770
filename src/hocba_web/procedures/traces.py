"""Words of what this application records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDING = {
    "procedures.client.prepared": _("Đề nghị cho một hệ thống được tra cứu phục vụ thủ tục"),
    "procedures.client.approved": _("Duyệt hệ thống tra cứu phục vụ thủ tục"),
    "procedures.client.refused": _("Không duyệt hệ thống tra cứu phục vụ thủ tục"),
    "procedures.client.secret_given": _("Cấp khóa bí mật cho hệ thống tra cứu phục vụ thủ tục"),
    "procedures.client.stopped": _("Dừng hệ thống tra cứu phục vụ thủ tục"),
    "procedures.record.told": _("Trả lời một hệ thống tra cứu phục vụ thủ tục"),
}
