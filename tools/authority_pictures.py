"""Take the pictures of the authority's guides from a running demo.

`hocba demo --https --data DIR --port N` first, then `python tools/authority_pictures.py --data DIR --port N`. Writes a
message, reads lists of the sector database, looks a record up and verifies one: what the pictures show has really
happened. Everybody in them is invented.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from build_pictures import CHROMIUM, DESK, LARGEST, PHONE, PICTURES, SERVED, small  # type: ignore[import-not-found]  # beside

LIST = Path(__file__).parents[1] / "src" / "hocba_cli" / "sample_school" / "C1-HocSinh.xlsx"
_INTAKE, _DECIDER, _ADMIN, _AUDITOR = (
    "Cán bộ tiếp nhận",
    "Lãnh đạo quyết định",
    "Quản trị hệ thống của Sở",
    "Cán bộ giám sát",
)
_PRINCIPAL = "Hiệu trưởng"
_SERVED = frozenset({"tin-cua-so"})
"""Shown in the school's guides, too."""
_PUZZLE = 60_000
"""Milliseconds for the browser to solve the look-up's puzzle on a busy machine."""
_TELLS = 1_000_000
"""Milliseconds until the school's clockwork has asked for the message: it does every quarter of an hour."""
_REPORT = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
SUBJECT = "Nhắc hạn nộp học bạ số đợt 15/6"
TEXT = (
    "Đề nghị các trường gửi học bạ của học sinh hoàn thành chương trình lớp học trước ngày 10/6.\n\n"
    "Trường còn học bạ bị từ chối xem lý do ở trang “Học bạ bị từ chối”, sửa và gửi lại trong tuần này. "
    "Cần hỗ trợ, gọi bộ phận tiếp nhận trong giờ làm việc."
)


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo is."""

    data: Path
    school: str
    authority: str


def main() -> int:
    """Take all pictures, or one; exit code 1 if one is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the demo's folder")
    parser.add_argument("--port", type=int, required=True, help="of the school; the authority's is the next")
    parser.add_argument("--only", help="name of one group: " + ", ".join(GROUPS))
    options = parser.parse_args()
    demo = Demo(options.data, f"https://localhost:{options.port}", f"https://localhost:{options.port + 1}")
    too_large = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        for group, take in GROUPS.items():
            if options.only not in {None, group}:
                continue
            for name, png in take(browser, demo):
                picture = small(png)
                for folder in (PICTURES, SERVED) if name in _SERVED else (PICTURES,):
                    (folder / f"{name}.png").write_bytes(picture)
                print(f"{name}.png  {len(picture) / 1024:.0f} KiB", flush=True)  # a tool's report
                if len(picture) > LARGEST:
                    too_large.append(name)
        browser.close()
    if too_large:
        print("too large:", ", ".join(too_large), file=sys.stderr)  # the same
    return 1 if too_large else 0


def officers(browser: Browser, demo: Demo) -> Iterator[tuple[str, bytes]]:
    """The officers' day: docs/how-to/can-bo-so.md."""
    page = _enter(browser, demo.authority, _INTAKE)
    _write_message(page, demo)
    yield "so-tin-nhan", _at(page, f"{demo.authority}/so/tin-nhan/")
    yield "so-trang-chinh", _at(page, f"{demo.authority}/so/")
    yield "so-tien-do", _at(page, f"{demo.authority}/so/tien-do/")
    yield "so-chot", _at(page, f"{demo.authority}/so/chot/")
    page.goto(f"{demo.authority}/so/chung-thu/?muc=approved", wait_until="networkidle")
    if not page.locator("main tbody a").count():
        page.goto(f"{demo.authority}/so/chung-thu/?muc=prepare", wait_until="networkidle")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state("networkidle")
    yield "so-chung-thu", page.screenshot()
    yield "so-danh-sach-nganh", _lists(page, demo)
    page.context.close()
    for who, path, name in ((_ADMIN, "/so/truong/", "so-truong"), (_AUDITOR, "/so/nhat-ky-he-thong/", "so-nhat-ky")):
        page = _enter(browser, demo.authority, who)
        yield name, _at(page, demo.authority + path)
        page.context.close()


def told(browser: Browser, demo: Demo) -> Iterator[tuple[str, bytes]]:
    """The message at the school, once its clockwork has asked."""
    page = _enter(browser, demo.school, _PRINCIPAL)
    page.goto(f"{demo.school}/nop-hoc-ba/tin-cua-so/")
    for _ in range(_TELLS // 5000):
        if page.get_by_role("link", name=SUBJECT).count():
            break
        page.wait_for_timeout(5000)
        page.reload()
    yield "tin-cua-so", _at(page, f"{demo.school}/nop-hoc-ba/tin-cua-so/")
    page.context.close()


def public(browser: Browser, demo: Demo) -> Iterator[tuple[str, bytes]]:
    """Look-up and verification: docs/how-to/tra-cuu.md and xac-thuc.md."""
    context = _context(browser, DESK)
    page = context.new_page()
    yield "tra-cuu", _at(page, f"{demo.authority}/tra-cuu/")
    _look_up(page, demo)
    yield "tra-cuu-ket-qua", page.screenshot()
    record = _downloaded(page)
    share = page.get_by_role("button", name="Tạo liên kết")
    share.click()
    page.wait_for_load_state("networkidle")
    page.locator("#links").evaluate("card => { card.scrollIntoView(); scrollBy(0, -160); }")
    yield "tra-cuu-chia-se", page.screenshot()
    yield "xac-thuc", _at(page, f"{demo.authority}/xac-thuc/")
    page.locator("input[type=file]").first.set_input_files(record)
    page.get_by_role("button", name=re.compile("^Xác thực")).first.click()
    page.get_by_text("In phiếu kết quả").first.wait_for(timeout=_PUZZLE)
    yield "xac-thuc-ket-qua", page.screenshot()
    number = _REPORT.search(page.content())
    if number is None:
        raise RuntimeError("the result names no report")
    yield "xac-thuc-phieu", _at(page, f"{demo.authority}/xac-thuc/phieu/{number[0]}/")
    context.close()
    context = _context(browser, PHONE)
    page = context.new_page()
    page.goto(f"{demo.authority}/tra-cuu/", wait_until="networkidle")
    _look_up(page, demo)
    yield "tra-cuu-dien-thoai", page.screenshot()
    context.close()


GROUPS: dict[str, Callable[[Browser, Demo], Iterator[tuple[str, bytes]]]] = {
    "officers": officers,
    "told": told,
    "public": public,
}


def _write_message(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.authority}/so/tin-nhan/", wait_until="networkidle")
    if page.get_by_role("link", name=SUBJECT).count():
        return
    page.goto(f"{demo.authority}/so/tin-nhan/moi/", wait_until="networkidle")
    page.locator("input[name=to][value=all]").check()
    page.locator("[name=subject]").fill(SUBJECT)
    page.locator("[name=text]").fill(TEXT)
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.wait_for_url(re.compile("/so/tin-nhan/[0-9a-f-]{36}/"))


def _lists(page: Page, demo: Demo) -> bytes:
    """The whole list is taken over; then one comes with pupils who moved, left, or cannot be read."""
    _upload(page, demo, LIST.read_bytes())
    page.get_by_role("button", name="Nhập danh sách này").click()
    page.wait_for_url(re.compile(r"/so/danh-sach-nganh/\d+/"))
    book = openpyxl.load_workbook(LIST)
    sheet = book.worksheets[0]
    column = {str(caption): number for number, caption in enumerate(next(sheet.iter_rows(values_only=True)), 1)}
    sheet.cell(5, column["Ngày sinh"]).value = "31/02/2016"
    sheet.cell(3, column["Mã lớp"]).value = "1A2"
    sheet.delete_rows(sheet.max_row - 1, 2)
    changed = io.BytesIO()
    book.save(changed)
    _upload(page, demo, changed.getvalue())
    return page.screenshot()


def _upload(page: Page, demo: Demo, content: bytes) -> None:
    page.goto(f"{demo.authority}/so/danh-sach-nganh/", wait_until="networkidle")
    page.locator("main tbody a").first.click()
    page.wait_for_load_state("networkidle")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[name=pupils]").set_input_files({"name": LIST.name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_url(re.compile("/xem-truoc/"))
    page.wait_for_load_state("networkidle")


def _look_up(page: Page, demo: Demo) -> None:
    family = json.loads((demo.data / "so" / "family.json").read_text(encoding="utf-8"))
    for name in ("identifier", "name", "born", "personal_id", "code"):
        field = page.locator(f"main [name={name}]")
        day = field.get_attribute("type") == "date"
        field.fill("-".join(reversed(family[name].split("/"))) if day else family[name])
    page.locator("main form[data-lookup] button[type=submit]").first.click()
    page.get_by_text("Ai đã xem học bạ này").first.wait_for(timeout=_PUZZLE)
    page.wait_for_timeout(500)


def _downloaded(page: Page) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải XML").or_(page.get_by_role("link", name="Tải XML")).first.click()
    found = waiting.value
    path = Path(found.path()).with_name(found.suggested_filename)
    found.save_as(path)
    return path


def _context(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    return browser.new_context(
        ignore_https_errors=True,
        viewport={"width": size[0], "height": size[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )


def _enter(browser: Browser, address: str, who: str) -> Page:
    page = _context(browser, DESK).new_page()
    page.goto(f"{address}/thu-nghiem/")
    role = page.locator("td:first-of-type", has_text=re.compile("^\\s*" + re.escape(who)))
    page.locator("tbody tr").filter(has=role).first.get_by_role("button").click()
    page.wait_for_load_state("networkidle")
    return page


def _at(page: Page, address: str) -> bytes:
    page.goto(address, wait_until="networkidle")
    return page.screenshot()


if __name__ == "__main__":
    sys.exit(main())
