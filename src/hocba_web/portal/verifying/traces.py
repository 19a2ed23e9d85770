"""Words of what the verification portal leaves behind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDING = {
    "portal.verification.compared": _("Đối chiếu một tệp với học bạ trong sổ đăng ký: {verdict}"),
}
