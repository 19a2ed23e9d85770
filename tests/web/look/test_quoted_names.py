"""What a refusal tells people to open or press is there under that name, in both languages."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import hocba_web
from hocba.messages import catalogue

CATALOGUES = Path(hocba_web.__file__).parent.glob("*/locale/en/LC_MESSAGES/django.mo")
QUOTED = re.compile(r"“([^”{}]+)”")
NO_NAMES = {
    *("BENCH_PEERS_MISSING", "BENCH_NO_POSTGRESQL", "DEMO_PEOPLE_UNREADABLE"),  # commands
    *("GENDER_INVALID", "FLAG_INVALID", "COMPLETION_CONFLICT", "NOT_ASSESSED_HAS_DATA"),  # cells of workbooks
    "HANDOVER_NOT_ASSESSED",  # a choice in words
}


def _names() -> dict[str, str]:
    """Vietnamese to English of everything that pages say."""
    found = {}
    for path in CATALOGUES:
        with path.open("rb") as file:
            said = vars(gettext.GNUTranslations(file))["_catalog"]
        for source, english in said.items():
            key = source if isinstance(source, str) else source[0]
            found[key.rpartition("\x04")[2]] = english
    return found


def test_next_steps_name_what_pages_show() -> None:
    names = _names()
    assert len(names) > 1000
    english = set(names.values())
    steps = {code: sentence for code, sentence in catalogue().items() if code not in NO_NAMES}
    quoted = {code: set(QUOTED.findall(sentence.next_vi)) for code, sentence in steps.items()}
    assert {code: found - set(names) for code, found in quoted.items() if not found <= set(names)} == {}
    quoted = {code: set(QUOTED.findall(sentence.next_en)) for code, sentence in steps.items()}
    assert {code: found - english for code, found in quoted.items() if not found <= english} == {}
