"""XAdES baseline B in the slots of a record: prepare, sign elsewhere, embed."""

from hocba.signing.xades.draft import Draft, Filled
from hocba.signing.xades.enveloped import require_sender, sign_list
from hocba.signing.xades.prepared import PreparedXml
from hocba.signing.xades.sign import embed, embed_into, prepare

__all__ = ["Draft", "Filled", "PreparedXml", "embed", "embed_into", "prepare", "require_sender", "sign_list"]
