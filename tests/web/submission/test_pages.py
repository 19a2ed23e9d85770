"""The pages: who sees what, the way of a package through them, what they cost."""

from __future__ import annotations

import pytest
from django.test import Client

from hocba_web.audit.models import Entry
from hocba_web.submission.models import GatewayAccount, Package
from support.web.acting import logged_in
from support.web.school import SchoolWorld
from web.submission.conftest import Office

PAGES = ("/nop-hoc-ba/", "/nop-hoc-ba/goi/", "/nop-hoc-ba/tu-choi/", "/nop-hoc-ba/giao-dich/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["clerk", "principal", "registrar", "vice_principal"])
def test_the_office_sees_every_page_before_anything_happened(world: SchoolWorld, client, at, path, role) -> None:
    page = logged_in(client, world, role).get(path)
    assert page.status_code == 200, page.content


@pytest.mark.parametrize("path", [*PAGES, "/thu-hoi/"])
def test_teachers_see_none_of_it(world: SchoolWorld, client, at, path) -> None:
    assert logged_in(client, world, "homeroom:4A1").get(path).status_code == 403


def test_the_admin_sets_the_account_and_never_sees_the_secrets_again(world: SchoolWorld, client, at) -> None:
    browser = logged_in(client, world, "school_admin")
    typed = {"unit_code": "22999001", "user_name": "hocba", "password": "mat-khau-bi-mat", "token": "ma-bi-mat"}
    assert browser.post("/nop-hoc-ba/ket-noi/", typed).status_code == 302
    page = browser.get("/nop-hoc-ba/ket-noi/")
    assert b"mat-khau-bi-mat" not in page.content
    assert b"ma-bi-mat" not in page.content
    row = GatewayAccount.objects.get()
    assert "bi-mat" not in row.secrets
    assert not any("bi-mat" in entry.details_json for entry in Entry.objects.all())
    assert browser.get("/nop-hoc-ba/goi/").status_code == 403


def test_invented_pupils_of_the_training_school_never_leave_it(world: SchoolWorld, client, at) -> None:
    type(world.school).objects.filter(id=world.school.id).update(is_training=True)
    browser = logged_in(client, world, "school_admin")
    typed = {"unit_code": "22999001", "user_name": "hocba", "password": "mat-khau", "token": "ma"}
    page = browser.post("/nop-hoc-ba/ket-noi/", typed)
    assert page.status_code == 422
    assert "Trường tập huấn" in page.content.decode()
    assert not GatewayAccount.objects.exists()


def test_the_clerk_does_not_configure_the_gateway(world: SchoolWorld, client, at) -> None:
    assert logged_in(client, world, "clerk").get("/nop-hoc-ba/ket-noi/").status_code == 403


def test_a_test_of_the_connection_says_what_is_wrong(office: Office, client, at) -> None:
    browser = logged_in(client, office.world, "school_admin")
    assert browser.post("/nop-hoc-ba/ket-noi/thu/").status_code == 302
    assert GatewayAccount.objects.get().tested_code == "GATEWAY_UNREACHABLE"
    assert "Không được" in browser.get("/nop-hoc-ba/ket-noi/").content.decode()


def test_a_package_through_the_pages(office: Office, client, at) -> None:
    clerk, head = logged_in(Client(), office.world, "clerk"), logged_in(Client(), office.world, "principal")
    assert "Đóng gói 3 học bạ" in clerk.get("/nop-hoc-ba/").content.decode()
    clerk.post("/nop-hoc-ba/goi/dong/", {"year": office.world.year.id})
    package = Package.objects.get()
    token = f"{package.id}:{package.content_digest}"
    assert clerk.post("/nop-hoc-ba/goi/duyet/", {"package": token}).status_code == 403
    assert head.post("/nop-hoc-ba/goi/duyet/", {"package": f"{package.id}:{'0' * 64}"}).status_code == 409
    assert head.post("/nop-hoc-ba/goi/duyet/", {"package": token}).status_code == 302
    office.sign(package)
    assert clerk.post("/nop-hoc-ba/goi/gui/", {"package": package.id}).status_code == 302
    page = clerk.get(f"/nop-hoc-ba/goi/{package.id}/").content.decode()
    assert "Đã gửi, chờ kết quả" in page
    signed = clerk.get(f"/nop-hoc-ba/goi/{package.id}/danh-sach/")
    assert signed.content.startswith(b"<?xml")
    assert "attachment" in signed["Content-Disposition"]


def test_another_school_s_package_does_not_exist(office: Office, client, at) -> None:
    from support.web.school import make_school  # noqa: PLC0415  # a second school

    (package,) = office.prepare()
    other = make_school()
    stranger = logged_in(client, other, "clerk")
    assert stranger.get(f"/nop-hoc-ba/goi/{package.id}/").status_code == 404
    assert stranger.post(f"/nop-hoc-ba/goi/{package.id}/bo/", {"reason": "Thử"}).status_code == 404


def test_pages_cost_few_queries(office: Office, client, at, django_assert_max_num_queries) -> None:
    office.deliver(office.send(office.signed()))
    browser = logged_in(client, office.world, "clerk")
    browser.get("/nop-hoc-ba/")
    with django_assert_max_num_queries(28):
        assert browser.get("/nop-hoc-ba/").status_code == 200
    with django_assert_max_num_queries(25):
        assert browser.get(f"/nop-hoc-ba/goi/{Package.objects.get().id}/").status_code == 200
