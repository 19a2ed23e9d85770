"""Every component on one page, with invented data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from hocba_web.base.refusals import Spoken
from hocba_web.base.templatetags.hocba_ui import STATES

NONCE = "gallery"


class ExampleForm(forms.Form):
    reason = forms.CharField(label="Lí do mở lại", help_text="Ghi ngắn gọn; hiệu trưởng sẽ đọc dòng này.")
    number = forms.CharField(label="Số quyết định", required=False)
    day = forms.DateField(label="Ngày", widget=forms.DateInput(attrs={"type": "date"}))
    moment = forms.ChoiceField(
        label="Thời điểm", choices=[("ck1", "Cuối học kì I"), ("cn", "Cuối năm học")], widget=forms.RadioSelect
    )
    grade = forms.ChoiceField(label="Khối", choices=[("3", "Khối 3"), ("4", "Khối 4")])
    note = forms.CharField(label="Nhận xét", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    book = forms.FileField(label="Tệp Excel", required=False)
    sure = forms.BooleanField(label="Tôi đã rà soát danh sách lớp")


def context() -> dict[str, Any]:
    request = RequestFactory().get("/index.html", {"q": "an"})
    request.csp_nonce = NONCE
    names = ["Nguyễn Ngọc Ánh", "Trần Đức Bảo", "Lê Thị Quỳnh Như", "Phạm Gia Huy", "Đỗ Khánh Ngân"]
    states = ["done", "doing", "late", "waiting", "error"]
    return {
        "request": request,
        "nav": [
            {
                "label": "Công việc",
                "items": [
                    {"label": "Bảng theo dõi", "url": "#wall", "icon": "layout-dashboard", "current": True},
                    {"label": "Việc của tôi", "url": "#mine", "icon": "clipboard-list", "badge": 4},
                    {"label": "Duyệt đề nghị", "url": "#requests", "icon": "stamp"},
                ],
            },
            {
                "label": "Sổ sách",
                "items": [
                    {"label": "Học sinh", "url": "#pupils", "icon": "users"},
                    {"label": "Lớp học", "url": "#classes", "icon": "school"},
                    {"label": "Kết quả", "url": "#results", "icon": "book-open-check"},
                    {"label": "Khóa sổ", "url": "#locks", "icon": "lock"},
                ],
            },
        ],
        "actor": {
            "name": "Hoàng Thị Minh Tâm",
            "role_label": "Hiệu trưởng",
            "hats": [
                {"key": "head", "label": "Hiệu trưởng", "current": True},
                {"key": "subject", "label": "Giáo viên môn Đạo đức, lớp 5A", "current": False},
            ],
        },
        "school": {"name": "Trường Tiểu học Hoa Phượng"},
        "school_year": "2025-2026",
        "demo": {"clock": "08:00 25/05/2026"},
        "notices_unread": 3,
        "help_url": "#help",
        "crumbs": [("Kết quả", "#results"), ("Lớp 3A", "#class")],
        "tabs": [
            {"label": "Học sinh", "url": "#a", "current": True, "count": 35},
            {"label": "Kết quả", "url": "#b"},
            {"label": "Tổng hợp", "url": "#c"},
            {"label": "Lịch sử", "url": "#d"},
        ],
        "steps": [
            {"label": "Chọn tệp", "state": "done", "url": "#1"},
            {"label": "Xem khác biệt", "state": "current"},
            {"label": "Ghi vào sổ", "state": "next"},
        ],
        "refusal": Spoken(
            code="WINDOW_CLOSED",
            where="Lớp 3A, môn Toán, cuối học kì I",
            source="Quyết định 32/QĐ-THPĐ, Điều 7",
            what="Cửa sổ nhập kết quả đã đóng lúc 17:00 ngày 20/01/2026.",
            next="Thầy/cô gửi đề nghị mở lại; hiệu trưởng quyết định và ghi lí do.",
        ),
        "rows": [
            {"name": name, "born": f"{day:02}/09/2017", "level": level, "score": score, "state": state}
            for name, day, level, score, state in zip(
                names,
                range(3, 9),
                ["Hoàn thành tốt", "Hoàn thành", "Hoàn thành", "—", "Chưa hoàn thành"],
                ["10", "8", "7", "", "4"],
                states,
                strict=False,
            )
        ],
        "page": Paginator(range(820), 25).page(3),
        "stages": ["Phân công", "Nhập kết quả", "Nhận xét", "Rà soát", "Sẵn sàng"],
        "matrix": [
            (
                "1A",
                [("done", "12/12"), ("done", "420/420"), ("doing", "300/420"), ("waiting", "0/1"), ("waiting", "0/1")],
            ),
            (
                "2B",
                [("done", "12/12"), ("late", "380/408"), ("late", "211/408"), ("waiting", "0/1"), ("waiting", "0/1")],
            ),
            ("3A", [("done", "13/13"), ("done", "455/455"), ("done", "455/455"), ("done", "1/1"), ("done", "1/1")]),
            (
                "4C",
                [("done", "14/14"), ("error", "2 lỗi"), ("doing", "433/490"), ("waiting", "0/1"), ("waiting", "0/1")],
            ),
        ],
        "grades": [
            ("Khối 1", {"done": 2, "doing": 2, "waiting": 1}),
            ("Khối 2", {"done": 3, "late": 2}),
            ("Khối 3", {"done": 5}),
            ("Khối 4", {"doing": 3, "error": 1, "done": 1}),
        ],
        "bars": [("Khối 1", 172), ("Khối 2", 168), ("Khối 3", 170), ("Khối 4", 160), ("Khối 5", 150)],
        "kinds": list(STATES),
        "facts": [("Giáo viên chủ nhiệm", "Vũ Thị Lan"), ("Sĩ số", "35 (18 nữ)"), ("Ghi chú", "")],
        "history": [
            {
                "at": datetime(2026, 5, 24, 9, 5, tzinfo=UTC),
                "who": "Vũ Thị Lan (GVCN 3A)",
                "what": "Đánh dấu hoàn thành môn Toán",
                "icon": "check",
            },
            {
                "at": datetime(2026, 5, 23, 2, 30, tzinfo=UTC),
                "who": "Hoàng Thị Minh Tâm (Hiệu trưởng)",
                "what": "Mở cửa sổ nhập khối 3",
                "detail": "Lí do: giáo viên nghỉ ốm",
            },
        ],
        "form": ExampleForm({"grade": "3"}),
    }


def render() -> str:
    text = (Path(__file__).parent / "gallery.html").read_text(encoding="utf-8")
    return str(engines["django"].from_string(text).render(context()))
