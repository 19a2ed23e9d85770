"""How a demo certificate is told from a real one: by a certificate policy that every certificate of the tree carries.

The number stands under 1.3.6.1.4.1.32473, the arc that RFC 5612 keeps for examples, so that no real certificate may
carry it. Documents made with such a certificate print "BẢN THỬ NGHIỆM".
"""

from __future__ import annotations

from typing import Final

from cryptography import x509

DEMO_POLICY_OID: Final = x509.ObjectIdentifier("1.3.6.1.4.1.32473.2088.1")


def is_demo(certificate: x509.Certificate) -> bool:
    """Whether a certificate says of itself that it is a demonstration."""
    try:
        policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    return any(policy.policy_identifier == DEMO_POLICY_OID for policy in policies)
