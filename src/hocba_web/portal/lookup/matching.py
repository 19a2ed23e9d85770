"""Whether five inputs name a record: the same questions, each asked, whatever the answers."""

from __future__ import annotations

import hmac
from uuid import UUID

from hocba_web.portal.lookup.inputs import Asked, name_key
from hocba_web.register.selectors.lookup import candidate
from hocba_web.register.services.codes import fits


def match(asked: Asked) -> UUID | None:
    """The record that all five inputs name, or None; nothing tells which input was wrong.

    The same queries, the same comparisons in constant time and the same keyed hash for a record that is there, one
    that is not, and one whose code was never told.
    """
    held = candidate(uuid=asked.uuid, of_pupil=asked.of_pupil, year=asked.year)
    agreed = held.found
    agreed &= _same(asked.name, name_key(held.pupil_name))
    agreed &= _same(asked.born.isoformat(), held.born.isoformat())
    agreed &= _same(asked.personal_id, held.personal_id)
    agreed &= fits(held, asked.code)
    return held.uuid if agreed else None


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
