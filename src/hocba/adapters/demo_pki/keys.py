"""Private keys, made in one process or spread over several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_EXPONENT = 65537
_BATCH = 4


def make_key(bits: int) -> PrivateKey:
    """An RSA key of so many bits; 256 means ECDSA P-256."""
    if bits == ec.SECP256R1.key_size:
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(_EXPONENT, bits)


def _make_der(bits: int) -> bytes:
    return make_key(bits).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _load(der: bytes) -> PrivateKey:
    key = load_der_private_key(der, password=None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, PrivateKey)  # noqa: S101  # our own worker made it
    return key


def make_keys(sizes: Sequence[int], *, workers: int) -> list[PrivateKey]:
    """One key for each size, in that order.

    Args:
        sizes: see `make_key`.
        workers: processes to spread the work over (spawned, so the caller needs a guarded main module); 1 for none.
    """
    if workers <= 1:
        return [make_key(bits) for bits in sizes]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return [_load(der) for der in pool.map(_make_der, sizes, chunksize=_BATCH)]
