"""Rows of any cells whatever: each is accepted, rejected or ignored, exactly once."""

from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.raw_workbook import Formula, Sheet, Styled, column_letter
from support.result_sheets import ClassSummary, Layout, full_row
from support.result_trial import one
from support.trial import check

PUPILS = [["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Số định danh cá nhân"],
          [1, "4A1", "2299000001", "Nguyễn Văn An", "15/03/2016", "Nam", "022216900001"]]  # fmt: skip
STAFF = [
    ["Họ tên", "Mã cán bộ", "Trạng thái CB", "Email"],
    ["Trần Thị Hoa", "2298000001", "Đang làm việc", "hoa@truong.example"],
]
RESULTS = Layout(4).sheet(full_row(4, "cn"))
SUMMARY = ClassSummary().sheet({})
BASES = {
    "pupils": (Sheet(PUPILS), 1, 1),
    "staff": (Sheet(STAFF), 1, 1),
    "results": (RESULTS, 3, 3),
    "vnedu": (SUMMARY, 9, 4),
}
"""Sheet, rows down to the end of its header, rows of the header."""

CELLS = st.one_of(
    st.sampled_from([
        "", " ", "x", "T", "H", "C", "Đ", "9", 9, 8.5, "8,5", 0, -1, 11, 1e300, True, date(2016, 3, 15),
        datetime(2016, 3, 15, 7),  # noqa: DTZ001 - a cell has no zone
        "31/02/2016", "2016", 42444, "4A1", "9A", 4.1, "Nam", "Nữ", 2299000001.0, 22216900001, "NguyÔn", "Tổng",
        "Hiệu trưởng", "Ngày 3 tháng 5", "LỚP 4A1", "__KEYS__", "#N/A", Formula(), Formula("x"), Formula("#N/A"),
        Styled(), "Họ tên", "Ngày sinh", "Mã lớp", "HTXS", "\u200b", "\ufffd", "(1)", "Khoa học", "a" * 3000, "'",
        "ngày" * 50,
    ]),
    st.text(max_size=12).filter(str.isprintable),
    st.integers(-5, 70_000),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=9), max_size=6)


def _merge(column, row, width, height):
    return f"{column_letter(column)}{row}:{column_letter(column + width)}{row + height}"


MERGES = st.lists(
    st.builds(_merge, st.integers(0, 8), st.integers(10, 20), st.integers(0, 2), st.integers(1, 9)), max_size=2
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(BASES)), ROWS, MERGES)
def test_each_row_counts_once(kind, more, merges):
    base, above, header = BASES[kind]
    rows = [*base.rows, *more]
    last = max(n for n, row in enumerate(rows, start=1) if any(_holds(value) for value in row))
    done = check(
        Sheet(rows, name=base.name, merges=[*base.merges, *merges]),
        "--kind",
        kind,
        "--grade",
        "4",
        "--period",
        "cn",
        roster=one(4),
    )
    assert done.file_error is None
    accepted, rejected = done.values("row"), {row for row, _, _ in done.rejected}
    assert len(set(accepted)) == len(accepted)
    assert not rejected.intersection(accepted)
    assert all(above < row <= last for row in (*accepted, *rejected))
    assert len(accepted) + len(rejected) + done.printed["ignored_rows"] == last - header


def _holds(value):
    # What has only a format, or a formula that gave an empty text, ends no sheet.
    return value not in ("", None) and not isinstance(value, Styled)
