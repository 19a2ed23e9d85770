"""Static files as an installation serves them: under hashed names, which reach into styles and modules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "hocba_web.base.storage.HashedStatic"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def _served(folder: Path, name: str) -> Path:
    names = json.loads((folder / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    return folder / str(names[name])


def test_modules_import_each_other_by_hashed_names(collected: Path) -> None:
    app = _served(collected, "hocba/js/app.js")
    imported = re.findall(r'from\s*"(\./[^"]+)"', app.read_text(encoding="utf-8"))
    assert len(imported) >= 6
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name), name
        assert (app.parent / name).is_file()


def test_styles_reach_the_fonts_by_hashed_names(collected: Path) -> None:
    style = _served(collected, "hocba/css/fonts.css")
    fonts = re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8"))
    assert len(fonts) == 12
    for name in fonts:
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", name), name
        assert (style.parent / name).resolve().is_file()
