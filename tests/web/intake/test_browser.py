"""Workbooks through a real browser: uploaded, looked at, applied, undone, exported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hocba_web.intake.models import ImportRun
from hocba_web.schools.models import Pupil
from support.sample_school import SAMPLE
from support.web.workbooks import open_everything, sample_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = Path(os.environ["HOCBA_PICTURES"]) if "HOCBA_PICTURES" in os.environ else None


def picture(window, name):
    if PICTURES is not None:
        window.picture(PICTURES / f"intake-{name}.png", full=True)


def test_a_register_is_brought_looked_at_applied_and_undone(at, desk, phone):
    world = sample_world()
    open_everything(world)
    desk.sign_in(world, "registrar")
    page = desk.go("/nhap-tep/")
    desk.check()
    picture(desk, "upload")
    names = ("GiaoVien", "LopHoc", "PhanCong", "C1-HocSinh", "KetQua-4-cn", "TruongHoc")
    page.set_input_files("#id_files", [str(SAMPLE / f"{name}.xlsx") for name in names])
    page.get_by_text("C1-HocSinh.xlsx (").wait_for()
    picture(desk, "chosen")
    page.get_by_role("button", name="Tải lên và xem trước").click()
    page.get_by_role("button", name="Áp dụng").wait_for()
    desk.check()
    picture(desk, "batch")
    page.get_by_role("button", name="theo thứ tự").click()
    page.get_by_role("dialog").get_by_role("button", name="Áp dụng").click()
    page.get_by_text("Đã áp dụng").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert Pupil.objects.count() > 800
    desk.check()
    picture(desk, "applied")
    page.get_by_role("link", name="Danh sách học sinh").click()
    page.wait_for_load_state("load")
    desk.check()
    picture(desk, "run")
    page.get_by_role("link", name="Hoàn tác").click()
    page.wait_for_load_state("load")
    desk.check()
    picture(desk, "undo")
    run = ImportRun.objects.get(kind="results")
    phone.sign_in(world, "registrar")
    phone.go(f"/nhap-tep/{run.uuid}/")
    phone.check()
    picture(phone, "run-phone")
    phone.go("/xuat-tep/")
    phone.check()
    picture(phone, "exports-phone")
    desk.go("/xuat-tep/")
    desk.check()
    picture(desk, "exports")
