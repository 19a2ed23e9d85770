"""Colours that stand on each other keep the contrast of WCAG 2.2 AA: 4.5 for text, 3 for lines and focus."""

from __future__ import annotations

import re

import pytest

from hocba_web.base.vendored import VENDOR

TOKENS = dict(
    re.findall(
        r"^  --([a-z-]+): (#[0-9a-f]{6});$",
        (VENDOR.parent / "hocba" / "css" / "tokens.css").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
GROUNDS = ["paper", "surface", "sunken"]
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "link", "accent", "error") for ground in GROUNDS],
    *[(state, f"{state}-soft") for state in ("done", "doing", "waiting", "late", "error", "info")],
    *[(state, ground) for state in ("done", "doing", "late", "error") for ground in ("surface", "paper")],
    *[("ink", f"{state}-soft") for state in ("done", "late", "error", "info", "accent")],
    *[("ink-soft", f"{state}-soft") for state in ("error", "info", "late", "done")],
    *[("link", f"{state}-soft") for state in ("late", "info", "done")],
    ("accent-strong", "accent-soft"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-bar", "bar"),
    ("on-bar", "bar-line"),
    ("on-bar-soft", "bar"),
    ("surface", "ink"),
    ("surface", "error"),
]
LINES = [
    *[("line-strong", ground) for ground in GROUNDS],
    *[("focus", ground) for ground in GROUNDS],
    *[(f"{state}-fill", "surface") for state in ("done", "doing", "error")],
]


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(TOKENS[one]), _luminance(TOKENS[other])), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_one_of_the_standard() -> None:
    TOKENS.update({"test-black": "#000000", "test-white": "#ffffff", "test-grey": "#767676"})
    assert _contrast("test-black", "test-white") == pytest.approx(21)
    assert _contrast("test-grey", "test-white") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("front", "ground"), TEXT)
def test_text_is_readable(front: str, ground: str) -> None:
    assert _contrast(front, ground) >= 4.5


@pytest.mark.parametrize(("front", "ground"), LINES)
def test_lines_of_controls_can_be_seen(front: str, ground: str) -> None:
    assert _contrast(front, ground) >= 3
