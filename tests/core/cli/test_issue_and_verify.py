"""From a school's folder to files that verify, and every way in which that must not work."""

from __future__ import annotations

import json
import shutil

import pytest

from hocba_cli.main import main
from hocba_cli.sample import SAMPLE_SCHOOL

AT = ["--at", "2026-08-21T08:00:00+07:00"]
JSON_KEYS = {"file", "kind", "indication", "sub_indication", "profile", "record", "signatures", "checks"}


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_class_is_issued_with_both_files_a_package_and_a_report(issued):
    assert issued.report["issued"] == 30
    assert issued.report["refused"] == []
    assert issued.report["overall"]["classes"] == {"4A5": {"HTXS": 8, "HTT": 5, "HT": 16, "CHT": 1}}
    assert issued.report["overall_final"]["total"] == {"HTXS": 8, "HTT": 5, "HT": 16, "CHT": 1}
    assert issued.report["seconds"] > 0
    assert len(list((issued.out / "4A5").glob("*.xml"))) == len(list((issued.out / "4A5").glob("*.pdf"))) == 30
    assert not list(issued.out.rglob(".*.xml.*"))


def test_issued_files_verify(issued, capsys):
    files = [str(issued.xml), str(issued.pdf), str(issued.package)]
    assert main(["verify", "--json", "--trust", issued.trust, *AT, *files]) == 0
    found = lines(capsys)
    assert [one["kind"] for one in found] == ["xml", "pdf", "package"]
    assert {one["indication"] for one in found} == {"TOTAL_PASSED"}
    assert all(set(one) == JSON_KEYS for one in found)
    record = found[0]
    assert record["file"] == str(issued.xml)
    assert record["profile"] == "school-2025"
    assert set(record["record"]) == {"uuid", "revision", "pupil", "school", "year", "state"}
    assert record["record"]["state"] == "issued"
    slots = [one["slot"] for one in record["signatures"]]
    assert slots[-3:] == ["GVCN", "CBQL", "KY_PHAT_HANH"]
    assert 4 <= slots.count("GVBM") <= 7
    assert set(record["signatures"][0]) == {
        "slot", "role", "signer", "personal_id", "serial", "signing_time", "indication", "covered_by",
    }  # fmt: skip


def test_without_an_anchor_nothing_passes(issued, capsys):
    assert main(["verify", "--json", *AT, str(issued.xml)]) == 2
    (found,) = lines(capsys)
    assert (found["indication"], found["sub_indication"]) == ("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")


def test_the_worst_file_decides_the_exit_code(issued, tmp_path, capsys):
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"<HOC_BA>")
    neither = tmp_path / "neither.txt"
    neither.write_bytes(b"hello")
    trust = ["--trust", issued.trust, *AT]
    assert main(["verify", "--json", *trust, str(issued.xml), str(broken)]) == 1
    found = lines(capsys)
    assert (found[1]["indication"], found[1]["sub_indication"]) == ("TOTAL_FAILED", "FORMAT_FAILURE")
    assert main(["verify", "--json", *trust, str(broken), str(neither)]) == 3
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert captured.err.count("\n") == 1


def test_verify_speaks_to_people(issued, capsys):
    assert main(["verify", "--trust", issued.trust, *AT, str(issued.pdf)]) == 0
    printed = capsys.readouterr().out
    assert "HỢP LỆ (TOTAL_PASSED)" in printed
    assert "không có giá trị pháp lý" in printed
    assert "KY_PHAT_HANH: Trường Tiểu học Phương Đông" in printed


def test_what_nobody_asked_is_said(issued, capsys):
    assert main(["verify", "--trust", issued.trust, *AT, str(issued.pdf)]) == 0
    assert "Chưa đối chiếu" in (printed := capsys.readouterr().out)
    assert "Sổ đăng ký của Sở xác nhận" in printed
    assert main(["verify", "--json", "--trust", issued.trust, *AT, str(issued.pdf)]) == 0
    (found,) = lines(capsys)
    assert "registry" not in found
    assert [one["outcome"] for one in found["checks"] if one["code"] == "REGISTRY"] == ["not_checked"]


def test_a_folder_is_verified_whole_and_summed_up(issued, tmp_path, capsys):
    folder = tmp_path / "hoc ba"
    (folder / "4A5").mkdir(parents=True)
    for file in sorted((issued.out / "4A5").iterdir())[:6]:
        shutil.copy(file, folder / "4A5")
    (folder / "broken.XML").write_bytes(b"<HOC_BA>")
    (folder / "notes.txt").touch()
    (folder / ".hidden.xml").touch()
    assert main(["verify", "--trust", issued.trust, *AT, str(folder)]) == 1
    *told, empty, total, bad, demo, unchecked = capsys.readouterr().out.splitlines()
    assert sum("HỢP LỆ (TOTAL_PASSED)" in one for one in told) == 6
    assert empty == ""
    assert total == "Tổng cộng 7 tệp: 6 hợp lệ, 1 không hợp lệ, 0 chưa kết luận được, 0 không đọc được."
    assert bad == f"  {folder / 'broken.XML'}: KHÔNG HỢP LỆ"
    assert "không có giá trị pháp lý" in demo
    assert unchecked.startswith("Chưa đối chiếu")
    assert main(["verify", "--json", "--trust", issued.trust, *AT, str(folder)]) == 1
    assert len(lines(capsys)) == 7
    (folder / "none").mkdir()
    assert main(["verify", str(folder / "none")]) == 3
    assert "không có tệp .xml hay .pdf" in capsys.readouterr().err


def test_show_names_who_signed_and_that_keys_are_for_trial(issued, capsys):
    for file in (issued.xml, issued.pdf):
        assert main(["show", "--trust", issued.trust, *AT, str(file)]) == 0
        printed = capsys.readouterr().out
        assert "không có giá trị pháp lý" in printed.splitlines()[0]
        assert "Chưa có chữ ký số nào" not in printed
        assert "Chưa ký" not in printed
        assert "Trường Tiểu học Phương Đông Nhà trường (dấu phát hành)" in printed


def test_show_says_only_what_is_verified(issued, capsys):
    assert main(["show", "--trust", issued.trust, *AT, str(issued.xml)]) == 0
    assert "Kết quả các môn học" in capsys.readouterr().out
    assert main(["show", *AT, str(issued.xml)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Không có nội dung nào được xác thực" in captured.err
    assert main(["show", "--unverified", *AT, str(issued.pdf)]) == 2
    assert "CHƯA được xác thực" in capsys.readouterr().out


def test_show_as_json_holds_the_whole_record(issued, capsys):
    assert main(["show", "--json", "--trust", issued.trust, *AT, str(issued.pdf)]) == 0
    (found,) = lines(capsys)
    assert found["verified"] is True
    assert found["record"]["pupil"]["personal_id"] == issued.pdf.stem
    assert found["record"]["school_year"] == "2025-2026"


def test_a_package_comes_apart_into_the_same_bytes_and_goes_together_again(issued, tmp_path, capsys):
    apart = tmp_path / "apart"
    assert main(["unpack", str(issued.package), "--out", str(apart)]) == 0
    assert sorted(one.read_bytes() for one in apart.glob("*.xml")) == sorted(
        one.read_bytes() for one in (issued.out / "4A5").glob("*.xml")
    )
    again = tmp_path / "again"
    files = [str(one) for one in apart.glob("*.xml")]
    assert main(["package", *files, "--keys", str(issued.out / "pki"), "--out", str(again)]) == 0
    capsys.readouterr()
    assert main(["verify", "--json", "--trust", issued.trust, str(next(again.glob("*.xml")))]) == 0
    assert main(["unpack", str(issued.package), "--out", str(apart)]) == 3
    assert "không ghi đè" in capsys.readouterr().err


def test_issued_records_are_never_overwritten(issued, capsys):
    before = issued.xml.read_bytes()
    arguments = ["--school", str(SAMPLE_SCHOOL), "--out", str(issued.out), "--year", "2025-2026", "--class", "4A5"]
    assert main(["issue", *arguments]) == 3
    assert "không bị ghi đè" in capsys.readouterr().err
    assert issued.xml.read_bytes() == before


def test_an_unknown_class_names_the_known_ones(tmp_path, capsys):
    arguments = ["--school", str(SAMPLE_SCHOOL), "--out", str(tmp_path / "out"), "--year", "2025-2026"]
    assert main(["issue", *arguments, "--class", "6A1"]) == 3
    assert "1A1, 1A2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_signer_without_a_key_refuses_the_class_but_nothing_crashes(issued, tmp_path, capsys):
    """Another class, signed with keys in which its homeroom teacher is missing."""
    keys = tmp_path / "keys"
    shutil.copytree(issued.out / "pki", keys)
    people = json.loads((keys / "people.json").read_text(encoding="utf-8"))
    (keys / "people.json").write_text(
        json.dumps([one for one in people if one["who"] != "Đỗ Thị Minh Nguyệt"]), encoding="utf-8"
    )
    out = tmp_path / "out"
    arguments = ["--school", str(SAMPLE_SCHOOL), "--out", str(out), "--year", "2025-2026", "--class", "4A1"]
    assert main(["issue", *arguments, "--keys", str(keys), "--jobs", "1"]) == 0
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["issued"] == 0
    assert {one["code"] for one in report["refused"]} == {"KEY_MISSING"}
    assert len(report["refused"]) == 35
    assert not (out / "4A1").exists()


@pytest.mark.parametrize("profile", ["cv2088-v1"])
def test_the_ministrys_profile_refuses_only_what_it_cannot_say(tmp_path, issued, profile, capsys):
    out = tmp_path / "out"
    arguments = ["--school", str(SAMPLE_SCHOOL), "--out", str(out), "--year", "2025-2026", "--class", "3A1"]
    assert main(["issue", *arguments, "--keys", str(issued.out / "pki"), "--profile", profile]) == 0
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {one["code"] for one in report["refused"]} <= {"PROFILE_CANNOT_EXPRESS"}
    assert report["issued"] + len(report["refused"]) == 30
    files = [str(one) for one in sorted((out / "3A1").iterdir())][:6]
    capsys.readouterr()
    assert main(["verify", "--json", "--trust", issued.trust, *files]) == 0
    assert {one["profile"] for one in lines(capsys)} == {profile}


def test_an_unknown_profile_is_wrong_use(tmp_path, capsys):
    arguments = ["--school", str(SAMPLE_SCHOOL), "--out", str(tmp_path / "o"), "--year", "2025-2026"]
    assert main(["issue", *arguments, "--profile", "cv3000"]) == 3
    assert "cv3000" in capsys.readouterr().err
