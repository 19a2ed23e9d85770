"""Which rows of the register nobody changes any more, whatever writes to the database."""

from __future__ import annotations

from hocba_web.base.append_only import Tables

APPEND_ONLY: Tables = {"schools_regulationversion": ("once: published_at",)}
"""A published regulation; its drafts are written again and again (Decision 32/QĐ-THPĐ, art. 6(6))."""
