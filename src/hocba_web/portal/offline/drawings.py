"""Drawings inside the page, so that showing a result asks the network for nothing, not even for an icon."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from hocba_web.base.vendored import ICONS, VENDOR

_SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"(.*?)</symbol>', re.DOTALL)


def with_drawings_inside(html: str) -> SafeString:
    """The page with each drawing that it uses from the sprite put in before its end, under names of its own.

    Args:
        html: a whole page, as a template made it.
    """
    outside = re.compile(re.escape(f'"{escape(static(ICONS))}#') + r'([a-z0-9-]+)"')
    used = sorted(set(outside.findall(html)))
    drawn = "".join(f'<symbol id="ve-{name}"{_symbols()[name]}</symbol>' for name in used)
    page = outside.sub(r'"#ve-\1"', html)
    body = page.replace("</body>", f'<svg class="visually-hidden" aria-hidden="true">{drawn}</svg></body>', 1)
    return mark_safe(body)  # noqa: S308  # a page of our templates and drawings of our own files


@cache
def _symbols() -> dict[str, str]:
    return dict(_SYMBOL.findall((VENDOR.parent / ICONS).read_text(encoding="utf-8")))
