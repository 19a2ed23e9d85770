"""Packages and messages between school and authority."""

from hocba.exchange.content import decode_content, encode_content
from hocba.exchange.drafts import PackageDraft
from hocba.exchange.packages import build_packages, draft_packages, unpack
from hocba.exchange.recalls import build_recall, draft_recall

__all__ = [
    "PackageDraft",
    "build_packages",
    "build_recall",
    "decode_content",
    "draft_packages",
    "draft_recall",
    "encode_content",
    "unpack",
]
