"""The site in English: every sentence has one, nothing is lost on the way, and a page keeps to one language."""

from __future__ import annotations

import gettext
import re
import shutil
import subprocess
import sys
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

import hocba_web
from hocba_web.accounts.roles import Role
from hocba_web.assessment.models import Period
from support.web import SchoolWorld, logged_in
from support.web.browser import Window

SITE = Path(hocba_web.__file__).parent
TOOL = SITE.parent.parent / "tools" / "build_locale.py"
CATALOGUES = sorted(SITE.glob("*/locale/en/LC_MESSAGES/django.mo"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|</?\w+[^>]*>")
ACCENTED = re.compile(r"[À-ỹ]")
PAGES = {
    Role.PRINCIPAL: (
        "supervision:home",
        "supervision:wall",
        "supervision:audit",
        "supervision:compliance",
        "supervision:inspections",
        "assessment:overview",
        "assessment:windows",
        "assessment:window_decide",
        "assessment:year_end",
        "assessment:year_end_groups",
        "assessment:handovers",
        "schools:appointments",
        "schools:regulation",
        "support:privacy",
        "support:incident_report",
    ),
    Role.REGISTRAR: (
        "assessment:rollover",
        "intake:upload",
        "intake:exports",
        "schools:classes",
        "schools:personal_ids",
        "schools:duplicates",
        "schools:transfers",
    ),
    Role.SCHOOL_ADMIN: (
        "accounts:own",
        "accounts:admin",
        "accounts:requests",
        "schools:school",
        "schools:staff",
        "schools:staff_add",
        "schools:substitutions",
        "support:reports",
        "support:about",
    ),
}


def _sentences(path: Path) -> dict[str, list[str]]:
    """Vietnamese to English (more than one where English counts)."""
    with path.open("rb") as file:
        catalogue = vars(gettext.GNUTranslations(file))["_catalog"]
    found: dict[str, list[str]] = {}
    for source, english in catalogue.items():
        found.setdefault(source if isinstance(source, str) else source[0], []).append(english)
    del found[""]
    return found


def _texts(html: str) -> set[str]:
    """What is read on a page, piece by piece, with the names that only a screen reader says."""
    visible = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    pieces = re.findall(r">([^<]+)<", visible) + re.findall(r'(?:title|aria-label|placeholder)="([^"]+)"', visible)
    return {" ".join(unescape(piece).split()) for piece in pieces}


def test_every_sentence_has_its_english() -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("GNU gettext is not installed")
    done = subprocess.run([sys.executable, TOOL, "--check"], check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize("path", CATALOGUES, ids=[path.parents[3].name for path in CATALOGUES])
def test_placeholders_survive_translation(path: Path) -> None:
    sentences = _sentences(path)
    assert sentences
    assert [
        source
        for source, english in sentences.items()
        for one in english
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(one))
    ] == []


def test_one_sentence_is_said_one_way() -> None:
    """Catalogues are merged at run time: of two translations the order of applications would choose one."""
    ways: dict[str, set[tuple[str, ...]]] = {}
    for path in CATALOGUES:
        for source, english in _sentences(path).items():
            ways.setdefault(source, set()).add(tuple(english))
    assert {source: english for source, english in ways.items() if len(english) > 1} == {}


@pytest.mark.parametrize("role", PAGES, ids=[role.value for role in PAGES])
def test_pages_in_english_hold_no_vietnamese_sentence(client: Client, world: SchoolWorld, role: Role) -> None:
    ours = {source for path in CATALOGUES for source in _sentences(path) if ACCENTED.search(source)}
    # Posts of people are data; names of the moments are those of the Circular.
    ours -= {staff.position for staff in world.staff.values()} | set(Period.labels)
    logged_in(client, world, role.value)
    for name in PAGES[role]:
        answer = client.get(reverse(name), headers={"accept-language": "en"})
        html = answer.content.decode()
        assert '<html lang="en"' in html, f"{name}: {answer.status_code}"
        assert _texts(html) & ours == set(), name


def test_the_choice_of_language_goes_before_the_browsers(client: Client, db: None) -> None:
    page = reverse("account_login")
    assert '<html lang="vi"' in client.get(page).content.decode()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(page, headers={"accept-language": "vi"}).content.decode()
    assert '<html lang="en"' in html
    assert {"Log in", "Skip to main content"} <= _texts(html)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_longer_words_still_fit_the_phone(phone: Window, world: SchoolWorld, at: datetime) -> None:
    phone.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": phone.base}])
    for role in PAGES:
        phone.sign_in(world, role.value)
        for name in PAGES[role][:3]:
            phone.go(reverse(name))
            phone.check()
