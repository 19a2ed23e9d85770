"""Guides: every page has one, nothing in them can run, pictures and links exist."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import resolve

from hocba_web.base.refusals import Missing
from hocba_web.config import nav
from hocba_web.support.models import GuideRead
from hocba_web.support.selectors.guides import FOLDER, _pages, anchor_of, guide, guide_for, guides, render, text_of
from support.web import logged_in

if TYPE_CHECKING:
    from django.test import Client

    from support.web import SchoolWorld

PICTURES = Path(FOLDER).parent / "static" / "support" / "pictures"


class _Seen(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]


def _anchors(slug: str) -> set[str]:
    return set(re.findall(r'<h[23] id="([^"]+)"', text_of(slug).html))


@pytest.mark.parametrize(
    "item", [item for section in nav.SECTIONS for item in section.items], ids=lambda item: item.view
)
def test_every_entry_of_the_navigation_has_a_section(item: nav.Item) -> None:
    assert item.view in _pages()


@pytest.mark.parametrize(("view", "where"), sorted(_pages().items()))
def test_sections_named_for_pages_exist(view: str, where: str) -> None:
    slug, _, anchor = where.partition("#")
    assert guide(slug).slug == slug
    assert not anchor or anchor in _anchors(slug), f"{view} -> {where}"
    assert guide_for(view).startswith(f"/huong-dan/{slug}/")


def test_other_pages_lead_to_the_list() -> None:
    assert guide_for("somewhere:else") == "/huong-dan/"
    assert guide_for("") == "/huong-dan/"


@pytest.mark.parametrize("slug", [one.slug for one in guides()])
def test_links_and_pictures_of_a_guide_lead_somewhere(slug: str) -> None:
    html = text_of(slug).html
    for source in re.findall(r'<img src="[^"]*/pictures/([^"]+)"', html):
        assert (PICTURES / source).is_file()
    for address in re.findall(r'<a href="([^"]+)"', html):
        path, _, anchor = address.partition("#")
        match = resolve(path)
        if anchor:
            assert anchor in _anchors(match.kwargs["slug"])
    headings = re.findall(r'<h[23] id="([^"]+)"', html)
    assert len(headings) == len(set(headings)), "two headings of one name"


def test_pictures_are_small_and_all_used() -> None:
    shown = {name for one in guides() for name in re.findall(r"/pictures/([a-z0-9-]+\.png)", text_of(one.slug).html)}
    kept = {path.name for path in PICTURES.glob("*.png")}
    assert kept == shown
    assert all(path.stat().st_size <= 120 * 1024 for path in PICTURES.glob("*.png"))
    documents = Path(__file__).parents[3] / "docs" / "pictures"
    assert all((documents / name).read_bytes() == (PICTURES / name).read_bytes() for name in kept)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hm)",
        "[x](https://example.com/)",
        "[x](//example.com/)",
        "![x](https://example.com/x.png)",
        '![" onload="alert(1)](pictures/x.png)',
        "![x](pictures/../../secret.png)",
    ],
)
def test_nothing_in_a_guide_can_run_or_lead_away(source: str) -> None:
    html = render(source).html
    seen = _Seen()
    seen.feed(html)
    assert seen.tags <= {"p", "a", "img"}
    assert seen.names <= {"class", "href", "src", "alt", "loading"}
    assert all(re.fullmatch(r"/static/support/pictures/[a-z0-9-]+\.png", one) for one in seen.addresses)


def test_headings_can_be_linked() -> None:
    assert anchor_of("Dán từ Excel") == "dan-tu-excel"
    assert 'id="khoa-mo"' in render("## Khóa, mở").html


def test_an_unknown_guide_is_missing() -> None:
    with pytest.raises(Missing):
        guide("../settings")


@pytest.mark.django_db
def test_guides_are_open_before_login(client: Client) -> None:
    listed = client.get("/huong-dan/").content.decode()
    for one in guides():
        assert one.url in listed
        assert client.get(one.url).status_code == 200
    assert not GuideRead.objects.exists()
    assert client.get("/huong-dan/khong-co/").status_code == 404


@pytest.mark.django_db
def test_who_opened_a_guide_is_noted_once(client: Client, world: SchoolWorld) -> None:
    logged_in(client, world, "homeroom:4A1")
    client.get("/huong-dan/bat-dau/")
    client.get("/huong-dan/bat-dau/")
    client.get("/huong-dan/phim-tat/")
    user = world.person("homeroom:4A1").user
    assert list(GuideRead.objects.filter(user=user).order_by("id").values_list("guide", flat=True)) == [
        "bat-dau",
        "phim-tat",
    ]
