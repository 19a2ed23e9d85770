"""Every page of result entry opens for those whose it is, for nobody else, and says something when it is empty."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from support.web import SchoolWorld, logged_in, make_school

PAGES = ("/ket-qua/", "/ket-qua/ngan-hang/", "/khoa-mo/", "/ket-qua/{id}/cn/")
SHEETS = ("toan", "cac-mon", "pham-chat-nang-luc", "nhan-xet", "chuyen-can-suc-khoe", "tong-ket")


@pytest.mark.parametrize("path", [*PAGES, *(f"/ket-qua/{{id}}/cn/{sheet}/" for sheet in SHEETS)])
def test_homeroom_teacher_opens(world: SchoolWorld, client: Client, at: datetime, path: str) -> None:
    logged_in(client, world, "homeroom:4A1", capacity=f"homeroom:{world.classes['4A1'].id}")
    answer = client.get(path.format(id=world.classes["4A1"].id))
    assert answer.status_code == 200, answer.content.decode()[-2000:]


@pytest.mark.parametrize("key", ["principal", "vice_principal", "registrar", "clerk"])
@pytest.mark.parametrize("path", ["/ket-qua/", "/khoa-mo/", "/ket-qua/{id}/cn/", "/ket-qua/{id}/cn/toan/"])
def test_those_who_lead_and_keep_files_look(
    world: SchoolWorld, client: Client, at: datetime, key: str, path: str
) -> None:
    world.open_window()
    logged_in(client, world, key)
    answer = client.get(path.format(id=world.classes["4A1"].id))
    assert answer.status_code == 200
    if path.endswith("toan/"):
        assert not answer.context["grid"]["editable"]
        assert answer.context["grid"]["closed_reason"] == "Thầy/cô chỉ xem được bảng này."


@pytest.mark.parametrize(
    "path", ["/ket-qua/", "/ket-qua/{id}/cn/", "/ket-qua/{id}/cn/toan/", "/ket-qua/{id}/cn/toan/du-lieu/"]
)
def test_the_admin_reads_no_results(world: SchoolWorld, client: Client, at: datetime, path: str) -> None:
    logged_in(client, world, "school_admin")
    assert client.get(path.format(id=world.classes["4A1"].id)).status_code == 403


def test_another_schools_class_is_not_there(world: SchoolWorld, client: Client, at: datetime) -> None:
    other = make_school()
    logged_in(client, world, "principal")
    for path in ("/ket-qua/{id}/cn/", "/ket-qua/{id}/cn/toan/", "/ket-qua/{id}/cn/toan/lich-su/"):
        assert client.get(path.format(id=other.classes["4A1"].id)).status_code == 404


def test_a_teacher_of_another_class_or_subject_is_refused(world: SchoolWorld, client: Client, at: datetime) -> None:
    logged_in(client, world, "english")
    class_id = world.classes["4A1"].id
    assert client.get(f"/ket-qua/{class_id}/cn/ngoai-ngu-1/").status_code == 200
    assert client.get(f"/ket-qua/{class_id}/cn/toan/").status_code == 403
    assert client.get(f"/ket-qua/{class_id}/cn/nhan-xet/").status_code == 403
    assert client.get(f"/ket-qua/{class_id}/cn/").status_code == 200
