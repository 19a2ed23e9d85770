"""Signing in three steps that may lie days and machines apart: prepare, sign elsewhere, embed."""

from hocba.signing.ports import Signer

__all__ = ["Signer"]
