"""Every template of the project: it parses, obeys the content security policy, and uses only what the look has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import hocba_web
from hocba_web.base.templatetags.hocba_ui import ALERTS, STATES
from hocba_web.base.vendored import icon_names

HOME = Path(hocba_web.__file__).parent
TEMPLATES = sorted(path for path in HOME.glob("*/templates/**/*") if path.suffix in {".html", ".txt", ".svg"})
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
CLASSES = {
    name
    for style in HOME.glob("*/static/**/*.css")
    if "vendor" not in style.parts
    for name in re.findall(r"\.(-?[_a-zA-Z][\w-]*)", style.read_text(encoding="utf-8"))
} | {"icon"}


def _name(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


def _plain(path: Path) -> str:
    """The HTML around Django's tags."""
    return TAG.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_it_parses(path: Path) -> None:
    folder = next(parent for parent in path.parents if parent.name == "templates")
    found = get_template(path.relative_to(folder).as_posix())
    assert Path(found.origin.name) == path, "another template of the same name comes first"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_nothing_inline(path: Path) -> None:
    html = _plain(path)
    assert not re.search(r"<[^>]*\sstyle\s*=", html), "inline style"
    assert "<style" not in html, "style element"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", html), "inline handler"
    assert "javascript:" not in html
    assert not re.search(r"\shx-on|\shx-vals\s*=\s*.?js:", html), "htmx that needs eval"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_scripts_are_files_with_a_nonce(path: Path) -> None:
    for script in re.findall(r"<script\b.*?>", path.read_text(encoding="utf-8"), re.DOTALL):
        if 'type="application/json"' in script:
            continue
        assert "src=" in script, script
        assert 'nonce="{{ request.csp_nonce }}"' in script, script


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    html = _plain(path)
    assert not re.search(r"<(?:script|link|img|iframe|source|use)[^>]+(?:src|href)=\"(?:https?:)?//", html)


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_icons_states_and_classes_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r'{%\s*icon "([^"]+)"', text)) | set(re.findall(r'{%[^%]*\sicon="([^"]+)"', text))
    assert named <= icon_names()
    assert set(re.findall(r'{%\s*(?:status|matrix_cell) "([^"]+)"', text)) <= set(STATES)
    assert set(re.findall(r'{%\s*alert kind="([^"]+)"', text)) <= set(ALERTS)
    used = set()
    for value in re.findall(r'\sclass="((?:{%.*?%}|{{.*?}}|[^"])*)"', text, re.DOTALL):
        # A name that a tag completes ("alert--{{ kind }}") cannot be read here; the parts around it can.
        whole = re.sub(r"[\w-]*(?:{{.*?}}[\w-]*)+", " ", value, flags=re.DOTALL)
        used |= set(TAG.sub(" ", whole).split())
    assert used <= CLASSES, used - CLASSES
