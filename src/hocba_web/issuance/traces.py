"""What the traces of this application say in the viewer."""

from __future__ import annotations

from django.utils.functional import Promise

WORDING: dict[str, Promise] = {}
