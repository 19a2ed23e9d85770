"""What the page brings along is the core's own data, and its headers let nothing out."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client
from offline_pages import ADDRESS, VECTORS

import hocba_web
from hocba.messages import catalogue
from hocba.signature_profile import profile, profile_names
from hocba.verification import TrustStore, load_trust
from hocba.verification.codes import FINDINGS
from hocba_web.portal.offline import grammar as grammars
from hocba_web.portal.offline import pack
from hocba_web.portal.offline.words import words
from support.web.authority_site import AuthoritySite

SCRIPTS = sorted((Path(hocba_web.__file__).parent / "portal" / "static" / "portal" / "offline").rglob("*.js"))
WAYS_OUT = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeer|importScripts|new Worker|serviceWorker|"
    r"localStorage|sessionStorage|indexedDB|document\.cookie"
)
WAYS_IN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\s*\(|new Function|setAttribute\(\"on"
)


def test_the_page_may_load_from_its_own_site_and_send_nowhere(authority_site: AuthoritySite) -> None:
    response = Client().get(ADDRESS)
    policy = dict(one.strip().partition(" ")[::2] for one in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["connect-src"] == policy["form-action"] == policy["base-uri"] == "'none'"
    assert re.fullmatch(r"'self' 'nonce-[^']+'", policy["script-src"])
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert authority_site.settings.SESSION_COOKIE_NAME not in response.cookies


def test_it_takes_no_file(authority_site: AuthoritySite) -> None:
    assert authority_site.settings.ROOT_URLCONF
    assert Client().post(ADDRESS, {"files": "x"}).status_code == 405  # method not allowed


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_knows_a_way_out_or_turns_text_into_markup(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not WAYS_OUT.search(text)
    assert not WAYS_IN.search(text)


@pytest.mark.parametrize("name", profile_names())
def test_the_grammar_names_every_element_of_the_schema_and_of_the_profile(name: str) -> None:
    schema = (files("hocba.documents.xml") / "schemas" / f"{name}.xsd").read_text(encoding="utf-8")
    known = json.dumps(grammars.grammar(name))
    elements = set(re.findall(r'<xs:element name="([^"]+)"', schema))
    one = profile(name)
    fields = (*one.general, *one.history, *one.part, *one.subject, *one.closing, *one.competencies, *one.qualities)
    assert elements
    for element in elements | {field.tag for field in fields}:
        assert f'"name": "{element}"' in known, element


def test_a_schema_with_something_unknown_is_an_error_rather_than_a_gap(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "new.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="a">'
        '<xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>'
        '<xs:element name="r" type="a"/></xs:schema>'
    )
    monkeypatch.setattr(grammars, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="maxLength"):
        grammars.grammar("new")


def test_every_code_and_verdict_has_its_sentence() -> None:
    for language in ("vi", "en"):
        sentences = pack.sentences(language)  # type: ignore[arg-type]  # both are languages
        assert set(FINDINGS) <= set(sentences)
        assert set(pack._READING) <= set(sentences)
    verdicts = words()["verdicts"]
    assert isinstance(verdicts, dict)
    assert all(said["says"] and said["means"] and said["next"] for said in verdicts.values())
    assert all(f"{code}_MEANS" in catalogue() for code in verdicts)


def test_trust_is_anchors_and_lists_and_says_when_lists_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    store = load_trust(VECTORS / "trust")
    brought = pack.trust(store)
    assert (len(brought["anchors"]), len(brought["lists"]), brought["lists_complete"]) == (1, 2, True)
    monkeypatch.setattr(pack, "MOST_STATUS_BYTES", 300)
    left_out = pack.trust(store)
    assert (left_out["lists"], left_out["lists_complete"]) == ([], False)
    assert pack.trust(TrustStore())["anchors"] == []
