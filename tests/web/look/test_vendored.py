"""Files of others are what VENDOR.toml says, all of them, with their licences."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from hocba_web.base import vendored

AXE = Path(__file__).parents[2] / "support" / "web" / "axe"
PLACES = [vendored.VENDOR, AXE]


def _assets(folder: Path) -> list[dict[str, object]]:
    return tomllib.loads((folder / "VENDOR.toml").read_text(encoding="utf-8"))["asset"]


def _listed(folder: Path) -> dict[str, str]:
    return {name: digest for asset in _assets(folder) for name, digest in asset["files"].items()}  # type: ignore[attr-defined]  # a table of the file


@pytest.mark.parametrize("folder", PLACES, ids=["pages", "tests"])
def test_every_file_is_listed_and_unchanged(folder: Path) -> None:
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }
    assert found == _listed(folder)


@pytest.mark.parametrize("folder", PLACES, ids=["pages", "tests"])
def test_every_asset_names_its_licence_and_brings_its_text(folder: Path) -> None:
    for asset in _assets(folder):
        assert {"name", "version", "licence", "package", "changed"} <= set(asset)
        assert any("LICENSE" in name for name in asset["files"])  # type: ignore[attr-defined]  # a table of the file


@pytest.mark.parametrize("folder", PLACES, ids=["pages", "tests"])
def test_nothing_points_to_files_that_are_not_there(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in {".js", ".css"}:
            assert "sourceMappingURL" not in path.read_text(encoding="utf-8"), path.name


def test_names_in_code_are_names_of_files() -> None:
    static = vendored.VENDOR.parent
    for name in (vendored.HTMX, vendored.ICONS, f"{vendored.SLICKGRID}/slickgrid.esm.js"):
        assert (static / name).is_file()
    assert {"house", "lock", "printer"} <= vendored.icon_names()


def test_fonts_named_in_styles_are_there() -> None:
    style = vendored.VENDOR.parent / "hocba" / "css" / "fonts.css"
    names = [part.split('"')[1] for part in style.read_text(encoding="utf-8").split("url(")[1:]]
    assert len(names) == 12
    assert all((style.parent / name).resolve().is_file() for name in names)
