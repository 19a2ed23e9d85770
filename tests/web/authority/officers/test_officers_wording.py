"""Shared pages speak neutrally on the authority's side: its officers are no teachers, its readers families."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

import hocba_web
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import AuthoritySite, enter, make_officer

HOME = Path(hocba_web.__file__).parent
LOCALE = HOME / "config" / "authority" / "locale"
SHARED = [
    *(HOME / "accounts" / "templates").rglob("*.html"),
    *(HOME / "base" / "templates").rglob("*.html"),
    *(HOME / "accounts").rglob("*.py"),
]
OF_SCHOOL = {
    *("ask.html", "accounts.html", "account.html", "request.html", "requests.html", "training.html"),
    *("roles.py", "labels.py"),
}
"""Pages and words that nobody meets on the authority's side."""
_OF_SCHOOLS = re.compile(r"thầy/cô|Ban Quản trị|hiệu trưởng|học vụ", re.IGNORECASE)
_SENTENCE = re.compile(
    r"""(?:_\(|translate |gettext\(|gettext_lazy\()\s*((?:"[^"]*"\s*)+)|\{% blocktranslate[^%]*%\}(.*?)\{%""", re.DOTALL
)


@pytest.fixture
def worded(authority_site: AuthoritySite) -> Iterator[AuthoritySite]:
    """With the authority's own words in front, as the settings of that side put them."""
    with translation.override("vi"):
        authority_site.settings.LOCALE_PATHS = [LOCALE, *settings.LOCALE_PATHS]
        yield authority_site


def sentences() -> set[str]:
    """Every sentence of shared pages that calls its reader a teacher or sends them to a school's people."""
    found = set()
    for file in SHARED:
        if file.name in OF_SCHOOL:
            continue
        for quoted, block in _SENTENCE.findall(file.read_text(encoding="utf-8")):
            text = "".join(re.findall(r'"([^"]*)"', quoted)) if quoted else block
            text = re.sub(r"\{\{ ?(\w+) ?\}\}", r"%(\1)s", text)
            if _OF_SCHOOLS.search(text):
                found.add(text)
    return found


def catalogue(language: str) -> dict[str, str]:
    """What the authority's side says otherwise."""
    return _catalogue(LOCALE / language)


def _catalogue(folder: Path) -> dict[str, str]:
    with (folder / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # the only way to list one


def test_every_shared_sentence_has_its_neutral_words() -> None:
    """A new sentence for teachers in a shared page is noticed."""
    assert len(sentences()) > 7
    assert sentences() - set(catalogue("vi")) == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_neutral_words_are_those_of_sentences_still_said(language: str) -> None:
    """A sentence that was reworded where it stands would quietly speak to teachers again."""
    said = {
        source
        for app, spoken in (("accounts", "en"), ("base", "en"), ("base", "vi"))
        for source in _catalogue(HOME / app / "locale" / spoken)
    }
    ours = {source for source in catalogue(language) if re.search(r"[À-ỹ]", source)}
    assert ours - said == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_neutral_sentence_speaks_of_teachers_or_a_school(language: str) -> None:
    """Nor of the school's own people."""
    for source, said in catalogue(language).items():
        if source:
            assert not re.search(r"thầy/cô|hiệu trưởng|của trường|your school|principal", said, re.IGNORECASE), said


@pytest.mark.parametrize("name", ["account_login", "accounts:forgotten", "accounts:temporary_expired"])
def test_pages_before_the_login_are_neutral(worded: AuthoritySite, name: str) -> None:
    """As a stranger sees them."""
    page = Client().get(reverse(name)).content.decode()
    assert "thầy/cô" not in page.lower()


def test_an_officer_who_meets_a_refusal_is_sent_to_the_authoritys_people(worded: AuthoritySite) -> None:
    """There is no Ban Quản trị at the authority."""
    for page in ("403.html", "500.html"):
        assert "Ban Quản trị" not in render_to_string(page)


def test_pages_of_the_own_account_are_neutral(worded: AuthoritySite, client: Client) -> None:
    """As an officer sees them, and an address that is not there."""
    browser = enter(client, make_officer(OfficerRole.INTAKE))
    for address in (reverse("accounts:own"), reverse("accounts:sessions"), reverse("mfa_index"), "/khong-co/"):
        assert "thầy/cô" not in browser.get(address).content.decode().lower(), address
