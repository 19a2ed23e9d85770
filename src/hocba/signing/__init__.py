"""Signing in three steps that may lie days and machines apart: prepare, sign elsewhere, embed.

`signing.xades` fills the slots of a record, `signing.pades` seals its rendition; both take any `Signer`. They are
imported by name: who signs XML alone need not load what draws PDF.
"""

from hocba.signing.ports import Signer

__all__ = ["Signer"]
