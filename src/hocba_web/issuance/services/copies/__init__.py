"""Certified copies and extracts: asked for in the office, decided by the head, numbered, void with a reason.

Source: Decree 30/2020/NĐ-CP, art. 25 (kinds), 26 (value), 27 (the head decides copying and who signs), appendix I.
"""

from hocba_web.issuance.services.copies.asking import Wanted, ask
from hocba_web.issuance.services.copies.deciding import decide
from hocba_web.issuance.services.copies.ending import void

__all__ = ["Wanted", "ask", "decide", "void"]
