"""Words that the page's scripts put beside what they find: in the reader's language, as plain data."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hocba.messages import Language, catalogue
from hocba_web.portal.offline import pack
from hocba_web.portal.verifying import wording

_OWN = ("GOOD", "PDF", "PAPER", "COPY", "LIST", "STATUS_UNKNOWN", "HANDOVER", "BROKEN")
"""Verdicts of this page alone."""
_SHARED = ("ALTERED", "FAILED", "FOREIGN", "INCOMPLETE", "UNSURE", "UNREADABLE", "EMPTY", "ARCHIVE")
"""Verdicts in the words of the verification portal."""
_LEVELS: dict[str, Promise] = {
    "COMPLETED_WELL": gettext_lazy("Hoàn thành tốt"),
    "COMPLETED": gettext_lazy("Hoàn thành"),
    "NOT_COMPLETED": gettext_lazy("Chưa hoàn thành"),
}
_OVERALL: dict[str, Promise] = {
    "EXCELLENT": gettext_lazy("Hoàn thành xuất sắc"),
    "GOOD": gettext_lazy("Hoàn thành tốt"),
    "COMPLETED": gettext_lazy("Hoàn thành"),
    "NOT_COMPLETED": gettext_lazy("Chưa hoàn thành"),
}


def language() -> Language:
    """The reader's language, among those that codes have sentences in."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def words() -> dict[str, object]:
    """Everything that the scripts say, in the language of the request."""
    return {
        "language": language(),
        "codes": pack.sentences(language()),
        "verdicts": {
            **{f"OFFLINE_{name}": _verdict(f"OFFLINE_{name}", f"OFFLINE_{name}_MEANS") for name in _OWN},
            **{f"VERIFY_{name}": _verdict(f"VERIFY_{name}", f"VERIFY_{name}_MEANS") for name in _SHARED},
        },
        "roles": _plain(wording.ROLES),
        "pdf_seals": _plain(wording.PDF_SEALS),
        "covers": _plain(wording.COVERS),
        "statuses": _pairs(wording.STATUSES),
        "outcomes": _pairs(wording.OUTCOMES),
        "indications": _pairs(wording.INDICATIONS),
        "intact": {
            "passed": ["done", _("Còn nguyên")],
            "failed": ["error", _("Không khớp")],
            "unknown": ["warning", _("Chưa rõ")],
        },
        "levels": _plain(_LEVELS),
        "overall": _plain(_OVERALL),
        "labels": _labels(),
    }


def _verdict(code: str, meaning: str) -> dict[str, str]:
    """What is said (in English too, for readers who are handed a printed page), what it means, what to do."""
    said, means = catalogue()[code], catalogue()[meaning]
    if language() == "en":
        return {"says": said.en, "english": "", "means": means.en, "next": said.next_en}
    return {"says": said.vi, "english": said.en, "means": means.vi, "next": said.next_vi}


def _plain(table: dict[str, Promise]) -> dict[str, str]:
    return {name: str(word) for name, word in table.items()}


def _pairs(table: dict[str, tuple[str, Promise]]) -> dict[str, list[str]]:
    return {name: [kind, str(word)] for name, (kind, word) in table.items()}


def _labels() -> dict[str, str]:
    return {
        "time": _("Thời gian ký"),
        "covers": _("Phạm vi ký"),
        "intact": _("Tính toàn vẹn"),
        "serial": _("Số chứng thư"),
        "issuer": _("Nơi cấp"),
        "provider": _("Đơn vị quản lý"),
        "validity": _("Thời hạn chứng thư"),
        "status": _("Trạng thái chứng thư"),
        "algorithm": _("Thuật toán"),
        "result": _("Kết quả"),
        "pupil": _("Học sinh"),
        "school": _("Trường phát hành"),
        "year": _("Năm học"),
        "class": _("Lớp"),
        "uuid": _("Mã tra cứu"),
        "revision": _("Lần lập"),
        "planned": _("Ngày phát hành"),
        "overall": _("Đánh giá kết quả giáo dục"),
        "unread": _("Không đọc được"),
        "record": _("Học bạ"),
        "working": _("Đang kiểm tra {name}…"),
        "done": _("Đã kiểm tra xong {count} tệp."),
        "none": _("không có"),
    }
