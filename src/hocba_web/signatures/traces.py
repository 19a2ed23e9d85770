"""What the traces of this application say in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "signatures.batch.confirmed": _("Xác nhận ký {items} chữ ký"),
    "signatures.batch.stopped": _("Dừng đợt ký, {items} chữ ký chưa ký được trả lại"),
    "signatures.batch.halted": _("Đợt ký tự dừng ({code})"),
    "signatures.batch.resumed": _("Tiếp tục đợt ký với {items} chữ ký"),
    "signatures.items.committed": _("Đã ký và kiểm tra {items} chữ ký"),
    "signatures.items.failed": _("{items} chữ ký không ký được ({code})"),
    "signatures.sheet.viewed": _("Xem học bạ trước khi ký: {count} học sinh"),
    "signatures.progress.viewed": _("Xem ai chưa ký"),
    "signatures.reminders.sent": _("Nhắc {people} người ký học bạ ({records} học bạ)"),
    "signatures.left_out": _("Để lại {count} học bạ chưa ký (lý do: {reason})"),
    "signatures.certificate.registered": _("Khai báo chứng thư số {serial}"),
    "signatures.certificate.expiring": _("Nhắc chứng thư số {serial} còn {days} ngày"),
    "signatures.certificate.approved": _("Sở phê duyệt chứng thư số {serial} của trường"),
    "signatures.certificate.refused": _("Sở từ chối chứng thư số {serial} của trường"),
    "signatures.certificate.lost": _("Báo mất chứng thư số {serial}"),
    "signatures.certificate.withdrawn": _("Ngừng dùng chứng thư số {serial}"),
}
