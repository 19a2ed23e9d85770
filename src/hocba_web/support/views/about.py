"""What the software is, what it rests on; and the language of its pages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from hocba.messages import Language
from hocba.regulation.citations import citation
from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base.vendored import VENDOR

TEXTS = (
    "Circular 27/2020/TT-BGDĐT",
    "Decree 88/2026/NĐ-CP",
    "Law 91/2025/QH15",
    "Decree 356/2025/NĐ-CP",
    "Law 20/2023/QH15",
    "Decree 23/2025/NĐ-CP",
    "Decree 30/2020/NĐ-CP",
    "Decision 32/QĐ-THPĐ",
)


@cache
def _vendored() -> tuple[dict[str, Any], ...]:
    told = tomllib.loads((VENDOR / "VENDOR.toml").read_text(encoding="utf-8"))
    return tuple({key: one[key] for key in ("name", "version", "licence")} for one in told["asset"])


@open_to_everyone
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Version, licences, legal texts."""
    spoken: Language = "en" if get_language() == "en" else "vi"
    context = {
        "version": version("hocba"),
        "assets": _vendored(),
        "texts": [citation(one, spoken) for one in TEXTS],
    }
    return render(request, "support/about.html", context)


@open_to_everyone
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages and go back to where one was (`next`, a page of this site only)."""
    answer = set_language(request)
    if not isinstance(answer, HttpResponse):
        raise TypeError(answer)
    return answer
