"""Packages and messages between school and authority."""

from hocba.exchange.content import decode_content, encode_content
from hocba.exchange.packages import build_packages, unpack

__all__ = ["build_packages", "decode_content", "encode_content", "unpack"]
