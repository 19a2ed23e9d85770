"""XAdES baseline B in the slots of a record and over lists: prepare, sign elsewhere, embed."""

from hocba.signing.xades.draft import Draft, Filled
from hocba.signing.xades.enveloped import (
    PreparedList,
    content_digest,
    embed_list,
    prepare_list,
    require_sender,
    sign_list,
)
from hocba.signing.xades.prepared import PreparedXml
from hocba.signing.xades.sign import embed, embed_into, prepare

__all__ = [
    "Draft",
    "Filled",
    "PreparedList",
    "PreparedXml",
    "content_digest",
    "embed",
    "embed_into",
    "embed_list",
    "prepare",
    "prepare_list",
    "require_sender",
    "sign_list",
]
