"""Words that several pages use."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext

from hocba.model import Moment
from hocba.regulation import moment_name


def moment_words(moment: Moment) -> str:
    """A moment in the reader's language: "Giữa học kỳ I"."""
    return gettext(capfirst(moment_name(moment)))
