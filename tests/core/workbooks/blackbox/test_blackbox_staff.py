"""Staff lists from outside (excel-formats 3, 10.3)."""

import pytest

from support.raw_workbook import Sheet, workbook
from support.trial import check

CAPTIONS = [
    "STT",
    "Mã định danh Bộ GD&ĐT",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh cá nhân",
    "Trạng thái CB",
    "Email",
    "Vị trí việc làm",
    "Môn dạy",
]
HOA = [
    1,
    "2298000001",
    "Trần Thị Hoa",
    "09/07/1981",
    "Nữ",
    "022181900001",
    "Đang làm việc",
    "hoa@truong.example",
    "Giáo viên",
    "Tiểu học",
]
NAM = [
    2,
    "2298000002",
    "Lê Văn Nam",
    "10/07/1982",
    "Nam",
    "022082900002",
    "Đang làm việc",
    "nam@truong.example",
    "Giáo viên",
    "Tin học",
]
READ = {"row": 2, "code": "2298000001", "name": "Trần Thị Hoa", "email": "hoa@truong.example",
"status": "Đang làm việc", "active": True,
        "personal_id": "022181900001"}  # fmt: skip


def changed(caption, value, row=HOA):
    return [value if its == caption else old for its, old in zip(CAPTIONS, row, strict=True)]


def renamed(**captions):
    names = {"code": 1, "name": 2, "born": 3, "status": 6, "position": 8}
    header = list(CAPTIONS)
    for key, caption in captions.items():
        header[names[key]] = caption
    return header


def test_clean_list():
    done = check(Sheet([CAPTIONS, HOA, NAM]))
    assert (done.printed["kind"], done.rejected, done.warnings) == ("staff", [], [])
    assert done.accepted[0] == READ


@pytest.mark.parametrize(
    "header",
    [renamed(code=c) for c in ("Mã cán bộ", "Mã CBGVNV", "Mã định danh Bộ GD&ĐT (*)")]
    + [renamed(name="Họ và tên"), renamed(born="Ngày tháng năm sinh")]
    + [
        renamed(status=c)
        for c in ("Trạng thái cán bộ", "Trạng thái", "Trạng thái làm việc", "Tình trạng công tác", "TRẠNG THÁI\nCB *")
    ]
    + [renamed(position=c) for c in ("Vị trí", "Chức danh", "Chức vụ")],
    ids=repr,
)
def test_captions(header):
    done = check(Sheet([header, HOA]))
    assert (done.printed["kind"], done.rejected, done.accepted) == ("staff", [], [READ])


@pytest.mark.parametrize("above", [0, 4, 11, 29, 38, 39])
def test_header_anywhere_in_the_first_forty_rows(above):
    done = check(Sheet([*[["UBND PHƯỜNG YÊN TỬ"]] * above, CAPTIONS, HOA]))
    assert done.accepted == [READ | {"row": above + 2}]
    assert done.printed["ignored_rows"] == above


def test_region_export_of_72_columns_with_a_wrong_dimension_tag_and_float_codes():
    header = [*CAPTIONS, *(f"Cột {n}" for n in range(len(CAPTIONS), 72))]
    rows = [
        [
            n,
            f"{2298000000 + n}.0",
            "Trần Thị Hoa",
            "09/07/1981",
            "Nữ",
            "",
            "Đang làm việc",
            f"g{n}@truong.example",
            *[""] * 64,
        ]
        for n in range(1, 401)
    ]
    rows[0][1] = 2298000001.0
    done = check(Sheet([*[[]] * 3, header, *rows], dimension="A1:BS4"))
    assert done.rejected == []
    assert len(done.accepted) == 400
    assert done.values("code")[:2] == ["2298000001", "2298000002"]


@pytest.mark.parametrize(
    ("caption", "value", "column", "code"),
    [("Họ tên", "", "C", "REQUIRED_MISSING"), ("Mã định danh Bộ GD&ĐT", "", "B", "REQUIRED_MISSING"),
    ("Trạng thái CB", "", "G", "REQUIRED_MISSING"),
     ("Họ tên", "#N/A", "C", "CELL_ERROR"), ("Họ tên", "TrÇn ThÞ Hoa", "C", "ENCODING_SUSPECT"),
     ("Số định danh cá nhân", "022081900001", "F", "ID_SEX_MISMATCH"), ("Số định danh cá nhân", "022182900001", "F",
     "ID_YEAR_MISMATCH"),
     ("Số định danh cá nhân", "022381900001", "F", "ID_YEAR_MISMATCH"), ("Số định danh cá nhân", "123456789", "F",
     "ID_FORMAT")],
)  # fmt: skip
def test_refused_rows(caption, value, column, code):
    done = check(Sheet([CAPTIONS, changed(caption, value), NAM]))
    assert done.rejected == [(2, column, code)]
    assert done.values("code") == ["2298000002"]


@pytest.mark.parametrize(
    ("status", "active"),
    [("Đang làm việc", True), ("đang làm việc", True), ("Chuyển đến", True), ("Đang  làm\u00a0việc", True),
    ("Đã chuyển đi", False),
     ("Đã điều động", False), ("Chờ nghỉ hưu", False), ("Đã nghỉ hưu", False), ("Đã biệt phái", False),
     ("Nghỉ thai sản", False)],
)  # fmt: skip
def test_who_is_active(status, active):
    done = check(Sheet([CAPTIONS, changed("Trạng thái CB", status)]))
    assert (done.rejected, done.values("active")) == ([], [active])


@pytest.mark.parametrize(
    "mail",
    [
        "hoa",
        "hoa@",
        "@truong.example",
        "hoa truong@x.example",
        "hoa@truong",
        "hoa@@truong.example",
        "hoa@truong..example",
    ],
)
def test_bad_mail_is_a_warning(mail):
    done = check(Sheet([CAPTIONS, changed("Email", mail), NAM]))
    assert (done.rejected, done.warnings) == ([], [(2, "H", "EMAIL_INVALID")])
    assert len(done.accepted) == 2


def test_missing_mail_is_nothing():
    done = check(Sheet([CAPTIONS, changed("Email", "")]))
    assert (done.rejected, done.warnings, done.values("email")) == ([], [], [""])


@pytest.mark.parametrize("again", ["hoa@truong.example", "HOA@truong.example", " hoa@truong.example "])
def test_shared_mail_is_a_warning_on_the_later_row(again):
    done = check(Sheet([CAPTIONS, HOA, changed("Email", again, NAM)]))
    assert (done.rejected, done.warnings) == ([], [(3, "H", "EMAIL_DUPLICATE")])
    assert len(done.accepted) == 2


def test_same_code_and_same_personal_id():
    done = check(Sheet([CAPTIONS, HOA, NAM, changed("Mã định danh Bộ GD&ĐT", "2298000009")]))
    assert [found for found in done.rejected if found[2] == "DUP_PERSONAL_ID"] == [(4, "F", "DUP_PERSONAL_ID")]
    done = check(Sheet([CAPTIONS, HOA, NAM, [3, "2298000001.0", *NAM[2:5], "", *NAM[6:7], "", *NAM[8:]]]))
    assert done.rejected == [(4, "B", "DUP_IN_FILE")]


@pytest.mark.parametrize("missing", ["Họ tên", "Mã định danh Bộ GD&ĐT", "Trạng thái CB"])
def test_missing_required_caption(missing):
    keep = [n for n, caption in enumerate(CAPTIONS) if caption != missing]
    done = check(Sheet([[row[n] for n in keep] for row in (CAPTIONS, HOA)]), "--kind", "staff")
    assert done.printed["file_error"] == {"code": "FILE_MISSING_COLUMN", "caption": missing}


def test_wrong_kind_either_way():
    pupils = [
        ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính"],
        [1, "4A1", "2299000001", "Nguyễn An", "15/03/2016", "Nam"],
    ]
    assert check(Sheet([CAPTIONS, HOA]), "--kind", "pupils").file_error == "FILE_WRONG_KIND"
    assert check(Sheet(pupils), "--kind", "staff").file_error == "FILE_WRONG_KIND"
    assert check(Sheet(pupils), "--kind", "results").file_error == "FILE_WRONG_KIND"
    assert check(Sheet([CAPTIONS, HOA]), "--kind", "results").file_error == "FILE_WRONG_KIND"
    assert check(Sheet(pupils), "--kind", "vnedu").file_error == "FILE_WRONG_KIND"


def test_upload_template_with_technical_names_and_notes():
    header = [
        "STT",
        "Mã cán bộ (*)",
        "Họ và tên (*)",
        "Ngày sinh",
        "Giới tính",
        "Trạng thái (*)",
        "Email",
        "Nhóm chức vụ",
    ]
    names = ["", "MA_CAN_BO", "HO_TEN", "NGAY_SINH", "GIOI_TINH", "TRANG_THAI", "EMAIL", "NHOM_CHUC_VU"]
    row = [1, "2298000001", "Trần Thị Hoa", "09/07/1981", "Nữ", "Đang làm việc", "", "Giáo viên"]
    done = check(
        workbook(Sheet([header, names, row]), Sheet([["Ghi chú"], ["Cột có dấu (*) bắt buộc"]], name="Ghi chú"))
    )
    assert (done.rejected, done.values("code"), done.printed["ignored_rows"]) == ([], ["2298000001"], 1)
