"""The authority's side in English: a page keeps to one language."""

from __future__ import annotations

import gettext
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import hocba_web
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import enter, make_officer
from support.web.province import Province

CATALOGUES = sorted(Path(hocba_web.__file__).parent.glob("*/locale/en/LC_MESSAGES/django.mo"))
ACCENTED = re.compile(r"[À-ỹ]")
SHARED = ("home", "certificates", "recalls", "closing", "permits", "messages", "progress", "refusals", "statistics")
INTAKE = ("closing_prepare", "permit_late", "permit_amendment", "message_new", "records")
PUBLIC = ("front", "lookup", "lost_code", "verify", "offline")


def vietnamese() -> set[str]:
    """Every sentence that has an English."""
    found = set()
    for path in CATALOGUES:
        with path.open("rb") as file:
            for source in vars(gettext.GNUTranslations(file))["_catalog"]:
                text = source if isinstance(source, str) else source[0]
                found.add(text.rpartition("\x04")[2])  # a sentence may stand behind its context
    return {text for text in found if ACCENTED.search(text)}


def texts(html: str) -> set[str]:
    """What is read on a page, with the names that only a screen reader says."""
    visible = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    pieces = re.findall(r">([^<]+)<", visible) + re.findall(r'(?:title|aria-label|placeholder)="([^"]+)"', visible)
    return {" ".join(unescape(piece).split()) for piece in pieces}


def left(client: Client, addresses: list[str]) -> dict[str, set[str]]:
    """Vietnamese sentences of ours on the pages of these addresses, asked for in English."""
    ours = vietnamese()
    found = {}
    for address in addresses:
        answer = client.get(address, headers={"accept-language": "en"})
        html = answer.content.decode()
        assert (answer.status_code, '<html lang="en"' in html) == (200, True), address
        if rest := texts(html) & ours:
            found[address] = rest
    return found


def test_pages_of_officers_hold_no_vietnamese_sentence(province: Province, client: Client) -> None:
    """Lists, forms and cases, as intake and decision see them."""
    cases = [
        reverse("desk:certificate", args=[province.certificate.pk]),
        reverse("desk:certificate", args=[province.prepared_certificate.pk]),
        reverse("desk:recall", args=[province.recall.pk]),
        reverse("desk:closing_case", args=[province.closing.public_id]),
        reverse("desk:permit_case", args=[province.late.public_id]),
        f"{reverse('desk:closing')}?dia-ban=A1",
        reverse("ministry:reports"),
        reverse("relay:transfers"),
        reverse("transparency:overview"),
    ]
    shared = [reverse(f"desk:{name}") for name in SHARED]
    intake = enter(client, province.intake)
    assert left(intake, [*shared, *cases, *(reverse(f"desk:{name}") for name in INTAKE)]) == {}
    decider = enter(Client(), province.decider)
    assert left(decider, [*shared, *cases[:6]]) == {}


def test_pages_of_administrators_hold_no_vietnamese_sentence(province: Province, client: Client) -> None:
    """Schools, officers, connected systems."""
    admin = enter(client, make_officer(OfficerRole.ADMIN))
    names = (
        "desk:schools",
        "desk:school_new",
        "desk:officers",
        "desk:officer_new",
        "procedures:clients",
        "procedures:new",
    )
    edit = reverse("desk:school_edit", args=[province.schools[0].pk])
    assert left(admin, [*map(reverse, names), edit]) == {}


@pytest.mark.usefixtures("authority_site")
def test_pages_of_the_public_hold_no_vietnamese_sentence(client: Client) -> None:
    """Families and agencies, without an account."""
    assert left(client, [reverse(f"portal:{name}") for name in PUBLIC]) == {}
