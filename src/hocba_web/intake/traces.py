"""How the traces of this application read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDING = {
    "intake.school.loaded": _("Nạp cả trường từ thư mục: {pupils} học sinh, {results} dòng kết quả"),
    "intake.batch.uploaded": _("Tải lên {files} tệp để nhập"),
    "intake.batch.asked": _("Yêu cầu áp dụng {files} tệp theo thứ tự"),
    "intake.run.moment_chosen": _("Chọn thời điểm {moment} cho một tệp"),
    "intake.run.viewed": _("Xem khác biệt của một tệp nhập"),
    "intake.run.downloaded": _("Tải về một tệp đã nhập"),
    "intake.run.dropped": _("Bỏ một tệp chưa áp dụng"),
    "intake.run.applied": _("Áp dụng tệp nhập: {rows} dòng, {cells} ô"),
    "intake.run.undone": _("Hoàn tác tệp nhập: {rows} dòng, giữ lại {kept} ô đã sửa sau đó"),
    "intake.file.exported": _("Xuất tệp: {rows} dòng"),
}
