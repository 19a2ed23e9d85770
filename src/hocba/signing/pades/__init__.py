"""The school's seal on a rendition: PAdES baseline B, in two phases."""

from hocba.signing.pades.prepared import PreparedPdf
from hocba.signing.pades.seal import embed, prepare

__all__ = ["PreparedPdf", "embed", "prepare"]
