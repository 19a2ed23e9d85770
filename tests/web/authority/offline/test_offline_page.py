"""The page in a person's hands: files in, verdicts out; nothing leaves the machine, nothing in a file becomes code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from offline_pages import ADDRESS, AT, VECTORS
from playwright.sync_api import Page

from support.web.authority_site import AuthoritySite
from support.web.browser import Window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Windows = Callable[..., Window]


def give(page: Page, *files: Path) -> None:
    """Choose files and wait for all verdicts."""
    page.set_input_files("#id_files", [str(file) for file in files])
    page.wait_for_function(
        """count => document.querySelectorAll(".verify-result").length === count
          && document.activeElement.tagName === "H2" """,
        arg=len(files),
    )


def verdict(page: Page) -> str:
    return page.inner_text(".verdict__says")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_good_record_is_verified_with_the_network_gone(windows: Windows, phone: bool) -> None:  # noqa: FBT001  # a case
    window = windows(phone=phone)
    page = window.page
    window.check()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.route("**/*", lambda route: route.abort())
    give(page, VECTORS / "golden" / "ecdsa.xml")
    assert verdict(page) == "Chữ ký và con dấu hợp lệ, nội dung còn nguyên"
    said = page.inner_text(".verify-result")
    for words in ("không hỏi sổ đăng ký", "Giáo viên chủ nhiệm", "Còn hiệu lực", "ECDSA, SHA-256"):
        assert words in said
    assert "08:00:0" in said, "Vietnam's time, and that of the server"
    page.get_by_text("Chi tiết kỹ thuật").click()
    assert "TOTAL_PASSED" in page.inner_text(".more__body")
    window.check()
    assert asked == []


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("tampered/score-changed.xml", "Nội dung tệp đã bị thay đổi sau khi ký"),
        ("tampered/pdf-incremental-update.pdf", "Tệp không hợp lệ"),
        ("golden/partial.xml", "Học bạ chưa đủ chữ ký"),
        ("tampered/signer-on-hold.xml", "Chưa biết chứng thư số có bị thu hồi không"),
        ("tampered/signer-other-root.xml", "Chưa kết luận được"),
        ("golden/package.xml", "Danh sách và mọi học bạ trong đó có chữ ký hợp lệ"),
        ("README.md", "Đây không phải tệp học bạ"),
    ],
)
def test_each_outcome_has_its_calm_words(windows: Windows, file: str, says: str) -> None:
    window = windows()
    give(window.page, VECTORS / file)
    assert verdict(window.page) == says
    window.check()


def test_what_is_no_record_is_told_apart(windows: Windows, tmp_path: Path) -> None:
    page = windows().page
    starts = {
        b"": "Tệp này trống",
        b"PK\x03\x04": "Đây là tệp nén hoặc tệp văn phòng, không phải tệp học bạ",
        b"\xff\xd8\xff\xe0": "Đây không phải tệp học bạ",
        b"<HDon><TTChung/></HDon>": "Đây không phải tệp học bạ gốc",
        b"%PDF-1.7\n%%EOF": "Đây không phải tệp học bạ gốc",
    }
    files = [tmp_path / f"{number}.bin" for number in range(len(starts))]
    for file, start in zip(files, starts, strict=True):
        file.write_bytes(start)
    give(page, *files)
    assert page.locator(".verdict__says").all_inner_texts() == list(starts.values())


def test_of_a_pdf_it_is_said_that_its_letters_were_not_compared(windows: Windows) -> None:
    page = windows().page
    give(page, VECTORS / "tampered" / "pdf-sealed-other-score.pdf")
    assert "chữ in trên trang chưa được so" in verdict(page)
    assert "verdict--late" in (page.get_attribute(".verdict", "class") or "")
    assert "Toán" in page.inner_text(".verify-result table"), "what was really signed stands there to compare with"


def test_of_a_copy_that_the_authority_made_it_is_said_whose_seal_it_bears(windows: Windows) -> None:
    page = windows().page
    give(page, VECTORS / "golden" / "authority-copy.pdf")
    assert "Bản thể hiện do Sở lập" in verdict(page)
    shown = page.inner_text(".verify-result")
    assert "Sở Giáo dục và Đào tạo (con dấu trên bản thể hiện do Sở lập)" in shown
    assert "Nhà trường (con dấu phát hành)" in shown
    assert "Nhà trường (con dấu trên tệp PDF)" not in shown


def test_several_files_each_get_a_verdict_and_the_first_the_focus(windows: Windows) -> None:
    window = windows()
    give(window.page, *(VECTORS / "golden" / name for name in ("ecdsa.xml", "rsa.pdf", "cv2088.xml")))
    assert window.page.inner_text("[data-offline=says]") == "Đã kiểm tra xong 3 tệp."
    assert window.page.evaluate("document.activeElement === document.querySelector('.verdict__says')")
    window.check()


def test_an_altered_file_shows_no_results_as_if_they_were_signed(windows: Windows) -> None:
    page = windows().page
    give(page, VECTORS / "tampered" / "score-changed.xml")
    assert page.query_selector(".verify-result table") is None
    shown = page.inner_text("body")
    assert "Hoàn thành xuất sắc" not in shown
    assert not re.search(r"(?<![-\w])(?:gv-)?\d{12}\b", shown.replace("#", " ")), "personal IDs are cut short"


def test_nothing_in_a_file_or_its_name_becomes_part_of_the_page(windows: Windows, tmp_path: Path) -> None:
    draft = (VECTORS / "golden" / "draft.xml").read_text(encoding="utf-8")
    evil = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>'
    escaped = evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    name = draft.partition("<HO_VA_TEN>")[2].partition("</HO_VA_TEN>")[0]
    file = tmp_path / "<img src=x onerror=window.owned=1>.xml"
    file.write_text(draft.replace(f"<HO_VA_TEN>{name}<", f"<HO_VA_TEN>{escaped}<"), encoding="utf-8")
    window = windows()
    give(window.page, file)
    assert evil in window.page.inner_text(".verify-result")
    assert file.name in window.page.inner_text(".verdict")
    assert window.page.query_selector(".verify-result img, .verify-result script") is None
    assert window.page.evaluate("window.owned") is None


def test_the_page_cannot_send_even_if_its_script_wanted_to(windows: Windows) -> None:
    window = windows()
    page = window.page
    sent = page.evaluate(
        """async () => {
          const tries = [() => fetch("/"), () => fetch("https://example.org/")];
          const found = await Promise.all(tries.map((one) => one().then(() => "sent", () => "blocked")));
          const request = new XMLHttpRequest();
          try { request.open("POST", "/"); request.send("x"); } catch { found.push("blocked"); }
          found.push(navigator.sendBeacon("/", "x") ? "queued" : "blocked");
          try { document.body.innerHTML = "<p>x"; found.push("written"); } catch { found.push("blocked"); }
          return found;
        }"""
    )
    assert "sent" not in sent
    assert "written" not in sent
    window.complaints[:] = [
        one for one in window.complaints if "Content Security Policy" not in one and "Trusted" not in one
    ]


def test_where_nobody_is_trusted_the_page_says_so(windows: Windows, trusted: AuthoritySite, tmp_path: Path) -> None:
    trusted.settings.GATEWAY = trusted.settings.GATEWAY | {"trust": str(tmp_path / "nobody")}
    window = windows()
    assert "Chưa có tổ chức chứng thực nào được khai báo" in window.page.inner_text("main")
    give(window.page, VECTORS / "golden" / "ecdsa.xml")
    assert verdict(window.page) == "Chưa kết luận được"
    window.check()


def test_time_is_the_servers_not_that_of_the_machine(windows: Windows, trusted: AuthoritySite) -> None:
    trusted.move(AT.replace(year=2036))  # long after the certificates' end
    page = windows().page
    give(page, VECTORS / "golden" / "ecdsa.xml")
    assert verdict(page) == "Chưa kết luận được"
    assert "2036" in page.inner_text("[data-part=foot]")
    assert page.url.endswith(ADDRESS)
