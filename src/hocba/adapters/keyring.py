"""Keys in a folder: `people.json`, `people/*.p12`, `trust/`, as `hocba pki demo` writes them."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from hocba.adapters.demo_pki import DemoIdentity, DemoRole, is_demo, load_demo_people
from hocba.adapters.pkcs12 import Pkcs12Signer
from hocba.errors import SigningRefused
from hocba.signature_profile import SignatureAlgorithm, algorithm
from hocba.signing import Signer


class FolderKeyRing:
    """Signers from PKCS#12 files, each opened when first asked for and then kept.

    People with a fault are never used: they are there to be refused.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        identities = [one for one in load_demo_people(folder) if not one.fault_code]
        self._people = {one.personal_id: one for one in identities if one.personal_id}
        self._seals = {one.who: one for one in identities if one.role is DemoRole.SEAL}
        self._open: dict[Path, Pkcs12Signer] = {}

    @property
    def trust(self) -> Path:
        """Folder of anchors and status data of these keys."""
        return self._folder / "trust"

    @property
    def demo(self) -> bool:
        """Whether the seals say of themselves that they are demonstrations."""
        return any(is_demo(x509.load_der_x509_certificate(self._signer(one).chain[0])) for one in self._seals.values())

    def person(self, personal_id: str) -> Signer:
        """The signer with that personal ID.

        Raises:
            SigningRefused: KEY_MISSING.
        """
        found = self._people.get(personal_id)
        if found is None:
            raise SigningRefused("KEY_MISSING", personal_id=personal_id)
        return self._signer(found)

    def seal(self, school_name: str) -> Signer:
        """The school's seal.

        Raises:
            SigningRefused: SEAL_KEY_MISSING.
        """
        found = self._seals.get(school_name)
        if found is None:
            raise SigningRefused("SEAL_KEY_MISSING", school=school_name)
        return self._signer(found)

    def algorithm(self, signer: Signer) -> SignatureAlgorithm:
        """SHA-256 with whatever the key is."""
        key = x509.load_der_x509_certificate(signer.chain[0]).public_key()
        return algorithm("ecdsa-sha256" if isinstance(key, ec.EllipticCurvePublicKey) else "rsa-sha256")

    def _signer(self, identity: DemoIdentity) -> Pkcs12Signer:
        if identity.path not in self._open:
            self._open[identity.path] = Pkcs12Signer.load(identity.path.read_bytes(), identity.password)
        return self._open[identity.path]
