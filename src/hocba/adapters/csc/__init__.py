"""Remote signing by the API of the Cloud Signature Consortium: the key stays with a provider, the owner confirms.

Source: CSC API 1.0.4.0 and 2.0.0.2; Circular 15/2025/TT-BKHCN asks for remote signing by ETSI TS 119 432, which builds
on this API.
"""

from hocba.adapters.csc.client import CscClient, ServiceInfo
from hocba.adapters.csc.credential import CscCredential
from hocba.adapters.csc.provider import CscProvider, chunks, load_providers
from hocba.adapters.csc.states import Expired, Granted, Pending, RefusedByOwner, Secrets, Signed
from hocba.adapters.csc.tokens import BasicLogin, ClientCredentials, GivenToken, TokenSupplier
from hocba.adapters.csc.transport import CscFailed

__all__ = [
    "BasicLogin",
    "ClientCredentials",
    "CscClient",
    "CscCredential",
    "CscFailed",
    "CscProvider",
    "Expired",
    "GivenToken",
    "Granted",
    "Pending",
    "RefusedByOwner",
    "Secrets",
    "ServiceInfo",
    "Signed",
    "TokenSupplier",
    "chunks",
    "load_providers",
]
