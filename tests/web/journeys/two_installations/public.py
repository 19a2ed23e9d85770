"""A family looks up and downloads; a receiver verifies a file on the portal, alone in the browser, offline."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from hocba.documents.xml import read_record
from web.journeys.two_installations import sending
from web.journeys.two_installations.cast import CLERK, RECALLED, Stage

if TYPE_CHECKING:
    from hocba.model import YearRecord

CODE = re.compile(r"\b[0-9A-Z]{4}(?: [0-9A-Z]{4}){3}\b")
VALID, CHANGED, VOID = "đang có giá trị", "Nội dung tệp đã bị thay đổi sau khi ký", "Học bạ này đã bị thu hồi"
"""What the portal says of a good, a changed and a recalled file."""
ALONE_VALID = "Chữ ký và con dấu hợp lệ, nội dung còn nguyên"
"""What the page that asks nobody says."""


def code_slip(stage: Stage) -> str:
    """The clerk prints the slip with the confirmation code for the family of the replaced record."""
    school = stage.school.be(CLERK)
    number = sending.number_of(stage, RECALLED)
    page = school.go(f"/phat-hanh/ban-giao/hoc-ba/{number}/phieu-ma/")
    page.get_by_label("Họ và tên người nhận").fill("Nguyễn Thị Hoa")
    page.get_by_label("Người nhận đã ký vào sổ").check()
    stage.picture(school, "13-phieu-ma")
    with page.expect_download() as printed:
        page.get_by_role("button", name="Ghi sổ và in phiếu").click()
        page.locator("dialog[open] .btn--primary").click()
    slip = stage.folder / "phieu-ma.pdf"
    printed.value.save_as(slip)
    text = subprocess.run(["pdftotext", str(slip), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    found = CODE.search(text)
    assert found is not None, text
    return found[0]


def family_looks_up(stage: Stage, code: str) -> None:
    """Five inputs; the family reads, and downloads XML, PDF and the whole set with the receipt."""
    record = _record(stage, "replacement")
    page = stage.public.go(f"/tra-cuu/?u={record.lookup_uuid}")
    typed = {
        "identifier": record.record_identifier,
        "name": record.pupil.name,
        "born": record.pupil.born.strftime("%d/%m/%Y"),
        "personal_id": record.pupil.personal_id,
        "code": code,
    }
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Tra cứu").click()
    page.locator("[data-found]").wait_for()
    expect(page.get_by_text(record.pupil.name).first).to_be_visible()
    assert record.pupil.residence not in page.locator("main").inner_text()
    stage.picture(stage.public, "14-tra-cuu")
    for button, name in (("Tải XML", "family.xml"), ("Tải PDF", "family.pdf"), ("Tải trọn bộ (ZIP)", "family.zip")):
        with page.expect_download() as fetched:
            page.get_by_role("button", name=button).click()
        stage.files[name] = stage.folder / name
        fetched.value.save_as(stage.files[name])
    for kind in ("xml", "pdf"):
        assert stage.files[f"family.{kind}"].read_bytes() == stage.files[f"replacement.{kind}"].read_bytes()
    with zipfile.ZipFile(stage.files["family.zip"]) as parcel:
        (receipt,) = (name for name in parcel.namelist() if name.endswith(".jws"))
        stage.files["receipt"] = stage.folder / "bien-nhan.jws"
        stage.files["receipt"].write_bytes(parcel.read(receipt))
    good = stage.files["family.xml"].read_bytes()
    changed = good.replace(RECALLED.encode(), b"Ai Khac")
    assert changed != good
    stage.files["changed.xml"] = stage.folder / "changed.xml"
    stage.files["changed.xml"].write_bytes(changed)


def portal_verifies(stage: Stage) -> None:
    """The good, the changed and the recalled file, dropped one after another."""
    for name, says in (("family.pdf", VALID), ("changed.xml", CHANGED), ("recalled.xml", VOID)):
        page = stage.public.go("/xac-thuc/")
        page.set_input_files("#id_files", stage.files[name])
        page.get_by_role("button", name="Xác thực", exact=True).click()
        page.locator(".verdict").first.wait_for()
        expect(page.locator(".verdict").first).to_contain_text(says)
        stage.picture(stage.public, f"15-xac-thuc-{name.replace('.', '-')}")


def browser_alone_agrees(stage: Stage) -> None:
    """The page that sends nothing: signatures of the first and of the recalled file hold, the changed one does not."""
    page = stage.public.go("/xac-thuc/tren-may/")
    for name, says in (("family.xml", ALONE_VALID), ("recalled.xml", ALONE_VALID), ("changed.xml", CHANGED)):
        page.set_input_files("#id_files", stage.files[name])
        expect(page.locator(".verdict__says").first).to_have_text(says)
        stage.picture(stage.public, f"16-tren-may-{name.replace('.', '-')}")
        page.reload()


def command_line_agrees(stage: Stage) -> None:
    """Offline with the receipt, and with the register asked over HTTPS."""
    receipt = ("--receipt", str(stage.files["receipt"]))
    registry = ("--registry", stage.site.gateway)
    for name, options, code, registered in (
        ("family.xml", receipt, 0, "accepted"),
        ("family.pdf", receipt, 0, "accepted"),
        ("changed.xml", receipt, 1, None),
        ("family.xml", registry, 0, "current"),
        ("changed.xml", registry, 1, None),
        ("recalled.xml", (), 0, None),
        ("recalled.xml", registry, 1, "recalled"),
    ):
        done = _verify(stage, stage.files[name], *options)
        assert done.returncode == code, (name, options, done.stdout, done.stderr)
        (report,) = (json.loads(line) for line in done.stdout.splitlines())
        if registered is not None:
            assert report["registry"]["state"] == registered, (name, options, report["registry"])


def _verify(stage: Stage, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from hocba_cli.main import run; run()", "verify", "--json", *options]
    told = {"HOCBA_STATE": str(stage.folder / "state"), "SSL_CERT_FILE": str(stage.site.ca)}
    return subprocess.run(
        [*command, "--trust", str(stage.site.trust), str(file)],
        env=os.environ | told,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _record(stage: Stage, name: str) -> YearRecord:
    return read_record(stage.files[f"{name}.xml"].read_bytes()).record
