"""Weak algorithms, and certificates that must be refused."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from support.forge import golden
from support.forge.attack import FAILED, UNDECIDED, Attack
from support.forge.pki import Identity, bad, good, person
from support.forge.resign import by_id, edit, part, put_certificates, resign, set_algorithm


def algorithm_attacks() -> Iterator[Attack]:
    """Weak or foreign algorithms, with true keys."""
    base, seal, head = golden.xml_a(), good()["seal"], good()["head"]
    rsa = good("rsa")["seal"]
    digest, method = "DigestMethod", "SignatureMethod"
    sha1, md5 = "http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5"

    def again(
        name: str,
        change: object,
        reason: str,
        code: str = "ALGORITHM_REFUSED",
        indication: str = UNDECIDED,
        **more: object,
    ) -> Attack:
        data = resign(base, "ky-phat-hanh", by=seal, change=change, **more)  # type: ignore[arg-type]
        return Attack(f"algorithm-{name}", data, "ecdsa.xml", reason, code, indication)

    yield again("sha1-digest", set_algorithm(digest, sha1, every=True), "Digests by SHA-1.")
    yield again("md5-digest", set_algorithm(digest, md5, every=True), "Digests by MD5.")
    yield again(
        "ecdsa-sha1",
        set_algorithm(method, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1"),
        "A signature over SHA-1.",
        hash_name="sha1",
    )
    yield again(
        "hmac",
        set_algorithm(method, "http://www.w3.org/2000/09/xmldsig#hmac-sha1"),
        "An HMAC, whose key anybody may know.",
    )
    yield again("unknown", set_algorithm(method, "urn:example:none"), "An algorithm that nobody knows.")
    yield again(
        "inclusive-c14n",
        set_algorithm("CanonicalizationMethod", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"),
        "Inclusive canonicalisation.",
        "XML_NOT_CANONICAL",
        FAILED,
    )
    yield again(
        "c14n-with-comments",
        set_algorithm("CanonicalizationMethod", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"),
        "Canonicalisation with comments.",
        "XML_NOT_CANONICAL",
        FAILED,
    )
    yield again(
        "ecdsa-as-der",
        None,
        "An ECDSA value in DER, where XML wants r and s.",
        "SIGNATURE_VALUE_WRONG",
        FAILED,
        as_der=True,
    )
    yield again(
        "rsa-name-ec-key",
        set_algorithm(method, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        "RSA named, an elliptic-curve key used.",
        "KEY_ALGORITHM_MISMATCH",
        FAILED,
    )
    sha1_rsa = resign(
        golden.xml_a("rsa"),
        "ky-phat-hanh",
        by=rsa,
        change=set_algorithm(method, "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
        hash_name="sha1",
    )
    yield Attack("algorithm-rsa-sha1", sha1_rsa, "rsa.xml", "RSA with SHA-1.", "ALGORITHM_REFUSED", UNDECIDED)
    substituted = edit(base, lambda root: _other_certificate(root, head))
    yield Attack(
        "certificate-substituted",
        substituted,
        "ecdsa.xml",
        "Another certificate of the same key beside the signature.",
        "SIGNING_CERTIFICATE_WRONG",
    )


def _other_certificate(root: etree._Element, head: Identity) -> None:
    signature = by_id(root, "sig-cbql")
    named = part(part(signature, "CertDigest"), "DigestValue").text
    twin = person("Trần Thị Thúy", "031171903311", head.key_name, 301)
    put_certificates(signature, twin)
    part(part(signature, "CertDigest"), "DigestValue").text = named


def signer_attacks() -> Iterator[Attack]:
    """The head's slot signed with a certificate that must be refused; the school sealed it all the same."""
    expected = {
        "self-signed": ("NO_TRUST_ANCHOR", UNDECIDED, "a certificate that vouches for itself"),
        "other-root": ("NO_TRUST_ANCHOR", UNDECIDED, "a certificate of a root that nobody named"),
        "other-root-embedded": ("NO_TRUST_ANCHOR", UNDECIDED, "the same, with its root beside it"),
        "fake-issuer": ("CHAIN_BROKEN", UNDECIDED, "a certificate that only claims its issuer"),
        "wrong-person": ("SIGNER_WRONG_PERSON", FAILED, "another person's certificate"),
        "expired": ("SIGNED_AFTER_EXPIRY", FAILED, "a certificate that had expired"),
        "expired-since": (
            "CERTIFICATE_EXPIRED_NO_PROOF",
            UNDECIDED,
            "a certificate expired since, and no proof of time",
        ),
        "not-yet-valid": ("SIGNED_BEFORE_VALIDITY", FAILED, "a certificate that is not valid yet"),
        "valid-later": ("SIGNED_BEFORE_VALIDITY", FAILED, "a certificate that was not valid when signing"),
        "revoked": ("CERTIFICATE_REVOKED", FAILED, "a certificate that had been revoked"),
        "revoked-since": (
            "CERTIFICATE_REVOKED_NO_PROOF",
            UNDECIDED,
            "a certificate revoked since, and no proof of time",
        ),
        "on-hold": ("CERTIFICATE_ON_HOLD", UNDECIDED, "a suspended certificate"),
        "tls-server": ("CERTIFICATE_USAGE", UNDECIDED, "a web server's certificate"),
        "encipherment": ("CERTIFICATE_USAGE", UNDECIDED, "a certificate for encryption only"),
        "a-ca": ("CERTIFICATE_USAGE", UNDECIDED, "an authority's certificate"),
        "critical-extension": ("CERTIFICATE_CONSTRAINTS", UNDECIDED, "a critical extension that nobody knows"),
        "issued-by-a-person": ("CERTIFICATE_CONSTRAINTS", UNDECIDED, "a certificate issued by a person"),
        "path-too-deep": ("CERTIFICATE_CONSTRAINTS", UNDECIDED, "an authority below one that may have none"),
        "no-chain": ("NO_TRUST_ANCHOR", UNDECIDED, "no issuing authority beside it"),
        "extra-certificate": ("CHAIN_BROKEN", UNDECIDED, "a foreign certificate at the end of the chain"),
        "root-embedded-between": ("CHAIN_BROKEN", UNDECIDED, "a chain in another order"),
        "weak-key": ("CERTIFICATE_KEY_WEAK", UNDECIDED, "RSA of 1024 bits"),
        "two-ids": ("SIGNER_NOT_A_PERSON", FAILED, "a certificate with two personal IDs"),
        "no-id": ("SIGNER_NOT_A_PERSON", FAILED, "a certificate without a personal ID"),
    }
    rsa_method = set_algorithm("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")
    base, seal = golden.xml_a(), good()["seal"]
    for name, (code, indication, why) in expected.items():
        change = rsa_method if name == "weak-key" else None
        data = resign(resign(base, "cbql", by=bad()[name], change=change), "ky-phat-hanh", by=seal)
        yield Attack(f"signer-{name}", data, "ecdsa.xml", f"The head's slot was signed with {why}.", code, indication)
    for name, code in (
        ("other-school", "SEAL_WRONG_ORGANISATION"),
        ("same-name-no-tax-code", "SEAL_WRONG_ORGANISATION"),
        ("wrong-person", "SEAL_WRONG_ORGANISATION"),
    ):
        data = resign(base, "ky-phat-hanh", by=bad()[name])
        yield Attack(f"seal-{name}", data, "ecdsa.xml", "Sealed with a certificate that is not the school's.", code)
    yield Attack(
        "status-unknown",
        base,
        "ecdsa.xml",
        "No status data at hand: never a silent pass.",
        "STATUS_UNKNOWN",
        UNDECIDED,
        "trust-without-status",
    )
    yield Attack(
        "authority-revoked",
        base,
        "ecdsa.xml",
        "The issuing authority itself was revoked.",
        "AUTHORITY_REVOKED",
        UNDECIDED,
        "trust-authority-revoked",
    )
    yield Attack("nothing-trusted", base, "ecdsa.xml", "No trust anchor named.", "NO_TRUST_ANCHOR", UNDECIDED, "")
