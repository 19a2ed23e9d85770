"""What this application's entries in the trail are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "relay.transfer.asked": _("Trường {school} xin nhận học bạ của học sinh chuyển đến"),
    "relay.transfer.withdrawn": _("Trường {school} rút yêu cầu chuyển học bạ"),
    "relay.transfer.document_added": _("Trường {school} gửi kèm phiếu bàn giao"),
    "relay.transfer.released": _("Trường {school} đồng ý chuyển học bạ"),
    "relay.transfer.refused": _("Trường {school} không đồng ý chuyển học bạ"),
    "relay.transfer.collected": _("Trường {school} nhận {records} học bạ của học sinh chuyển đến"),
    "relay.transfer.expired": _("Yêu cầu chuyển học bạ của trường {school} hết hạn"),
    "relay.record.handed_on": _("Giao học bạ {uuid} cho trường {school} theo thủ tục chuyển trường"),
    "relay.transfers.viewed": _("Xem danh sách chuyển trường"),
    "relay.transfer.viewed": _("Xem một yêu cầu chuyển trường"),
}
