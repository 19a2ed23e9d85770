"""No letter that a stranger puts into an address or a cookie ends in an error page: PostgreSQL takes no NUL."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from hocba_web.officers.roles import OfficerRole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("authority_site")]


@pytest.mark.parametrize(
    ("role", "address"), [(OfficerRole.INTAKE, "/so/danh-sach-nganh/"), (OfficerRole.ADMIN, "/so/truong/")]
)
def test_what_is_sought_may_hold_a_nul(officer_client, role: OfficerRole, address: str) -> None:
    answer = officer_client(role).get(address, {"q": "a\0b", "dia-ban": "\0", "page": "\0"})
    assert answer.status_code == 200
    assert "\0" not in answer.content.decode()


def test_a_cookie_with_a_nul_is_no_session() -> None:
    cookie = f'{settings.SESSION_COOKIE_NAME}="abcdefgh\\000ijkl"; {settings.LANGUAGE_COOKIE_NAME}=en'
    answer = Client().get("/tra-cuu/", headers={"cookie": cookie})
    assert answer.status_code == 200
    assert 'lang="en"' in answer.content.decode()
