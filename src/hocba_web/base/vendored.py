"""Names, folders and drawings of the files of others that the pages load."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "vendor"
HTMX = "vendor/htmx-2.0.11/htmx.min.js"
ICONS = "vendor/lucide-1.62.0/icons.svg"
SLICKGRID = "vendor/slickgrid-5.20.2"


@cache
def icon_names() -> frozenset[str]:
    """The symbols of the sprite; `{% icon %}` refuses any other name."""
    sprite = (VENDOR.parent / ICONS).read_text(encoding="utf-8")
    return frozenset(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
