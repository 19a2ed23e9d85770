"""Pages for what went wrong: calm, in Vietnamese, with a way back, and without anything that could fail again."""

from __future__ import annotations

import re

import pytest
from django.template import Context
from django.template.loader import get_template

CODES = ["400", "403", "404", "413", "429", "500", "503"]


@pytest.mark.parametrize("code", CODES)
def test_it_needs_neither_request_nor_database(code: str) -> None:
    html = get_template(f"{code}.html").template.render(Context())  # type: ignore[attr-defined]  # Django's own backend
    assert html.count("<h1") == 1
    assert 'href="/"' in html
    assert len(re.findall(r"<p>[^<]+</p>", html)) >= 2, "what happened and what to do"
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title is not None
    assert title.group(1).strip() not in {"", "Học bạ số"}


@pytest.mark.parametrize("code", CODES)
def test_it_is_a_whole_page(code: str) -> None:
    html = get_template(f"{code}.html").template.render(Context())  # type: ignore[attr-defined]  # Django's own backend
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="vi">' in html
    assert 'id="main"' in html
