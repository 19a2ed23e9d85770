"""How the traces of this application read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDING = {
    "intake.school.loaded": _("Nạp cả trường từ thư mục: {pupils} học sinh, {results} dòng kết quả"),
}
