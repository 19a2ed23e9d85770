"""What the software says of itself, and the language of its pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.support.views.about import TEXTS
from support.web import SchoolWorld, logged_in


@pytest.mark.django_db
def test_it_is_open_before_login(client: Client) -> None:
    page = client.get(reverse("support:about")).content.decode()
    for words in ("Be Vietnam Pro", "OFL-1.1", "Thông tư 27/2020/TT-BGDĐT", "Quyết định 32/QĐ-THPĐ"):
        assert words in page
    assert len(TEXTS) == len(set(TEXTS))


def test_the_foot_of_every_page_leads_to_a_report_of_that_page(world: SchoolWorld) -> None:
    page = logged_in(Client(), world, "english").get(reverse("schools:classes")).content.decode()
    assert f"{reverse('support:report')}?tu=schools%3Aclasses" in page


def test_the_language_changes_and_stays(world: SchoolWorld) -> None:
    client = logged_in(Client(), world, "english")
    address = reverse("support:privacy")
    answer = client.post(reverse("support:language"), {"language": "en", "next": address})
    assert answer.url == address
    page = client.get(address).content.decode()
    assert '<html lang="en">' in page
    assert "To make and keep the digital record" in page
    client.post(reverse("support:language"), {"language": "vi", "next": address})
    assert '<html lang="vi">' in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://xau.example/", "//xau.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    answer = client.post(reverse("support:language"), {"language": "en", "next": elsewhere})
    assert answer.url == "/"
