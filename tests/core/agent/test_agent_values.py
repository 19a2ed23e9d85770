"""What comes back from a browser is not believed: certificate, items and values are checked by the server."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from hocba.adapters.agent import Expected, Returned, as_der, checked_values
from hocba.errors import SignerFailed, SigningRefused
from hocba.messages import catalogue
from hocba.signature_profile import algorithm
from support.keys import demo_ca

NAMES = {"rsa2048": "rsa-sha256", "p256": "ecdsa-sha256", "p384": "ecdsa-sha384"}
MESSAGES = {"a": b"record of An", "b": b"record of Binh", "c": b"record of Chi"}


def key_of(kind, key_no=0):
    return demo_ca().person("Nguyễn Thị Hương", "022198903387", kind=kind, key_no=key_no)


def lot(kind="rsa2048", key=None):
    """A key, what was asked for, and an honest answer."""
    signer = key or key_of(kind)
    way = algorithm(NAMES[kind])
    expected = [Expected(item, message, way) for item, message in MESSAGES.items()]
    values = signer.sign(list(MESSAGES.values()), way)
    returned = [Returned(item, value, signer.chain[0]) for item, value in zip(MESSAGES, values, strict=True)]
    return signer.chain[0], expected, returned


def code_of(certificate, expected, returned, **options):
    with pytest.raises((SigningRefused, SignerFailed)) as refused:
        checked_values(certificate, expected, returned, **options)
    assert refused.value.code in catalogue()
    return refused.value.code


@pytest.mark.parametrize("kind", NAMES)
def test_an_honest_answer_in_any_order(kind):
    certificate, expected, returned = lot(kind)
    found = checked_values(certificate, expected, returned[::-1])
    assert list(found) == list(MESSAGES)
    assert found == {one.item_id: one.value for one in returned}


@pytest.mark.parametrize("kind", ["p256", "p384"])
def test_ecdsa_as_r_and_s_side_by_side_becomes_der(kind):
    certificate, expected, returned = lot(kind)
    size = int(kind[1:]) // 8
    raw = [
        Returned(
            one.item_id, b"".join(part.to_bytes(size, "big") for part in decode_dss_signature(one.value)), certificate
        )
        for one in returned
    ]
    assert checked_values(certificate, expected, raw) == {one.item_id: one.value for one in returned}


def test_another_certificate_even_of_the_same_key_is_refused():
    certificate, expected, returned = lot()
    other = key_of("rsa2048").chain[0]  # issued anew: the same key and name, another serial number
    assert other != certificate
    assert code_of(other, expected, returned) == "RETURNED_CERTIFICATE_OTHER"


def test_a_value_by_another_key_under_the_right_certificate_is_refused():
    certificate, expected, _ = lot()
    _, _, by_other = lot(key=key_of("rsa2048", key_no=1))
    forged = [Returned(one.item_id, one.value, certificate) for one in by_other]
    assert code_of(certificate, expected, forged) == "SIGNER_VALUE_WRONG"


def test_values_of_two_items_exchanged_are_refused():
    certificate, expected, (a, b, c) = lot()
    exchanged = [Returned("a", b.value, certificate), Returned("b", a.value, certificate), c]
    assert code_of(certificate, expected, exchanged) == "SIGNER_VALUE_WRONG"


@pytest.mark.parametrize("value", [b"", b"\0", b"\0" * 256, b"\x30\x03\x02\x01", b"x" * 100_000])
@pytest.mark.parametrize("kind", ["rsa2048", "p256"])
def test_rubbish_is_refused(kind, value):
    certificate, expected, (_, *others) = lot(kind)
    assert code_of(certificate, expected, [Returned("a", value, certificate), *others]) == "SIGNER_VALUE_WRONG"


def test_items_that_are_unknown_double_or_missing_are_refused():
    certificate, expected, returned = lot()
    stranger = Returned("z" * 500, returned[0].value, certificate)
    assert code_of(certificate, expected, [*returned, stranger]) == "RETURNED_ITEM_UNKNOWN"
    assert code_of(certificate, expected, [*returned, returned[0]]) == "RETURNED_ITEM_TWICE"
    assert code_of(certificate, expected, returned[:2]) == "RETURNED_ITEM_MISSING"
    assert code_of(certificate, expected, []) == "RETURNED_ITEM_MISSING"


def test_a_lot_that_broke_off_keeps_what_was_signed():
    certificate, expected, returned = lot()
    assert list(checked_values(certificate, expected, returned[1:2], complete=False)) == ["b"]
    assert checked_values(certificate, expected, [], complete=False) == {}


def test_what_is_neither_form_of_ecdsa_stays_as_it_is():
    assert as_der(b"") == b""
    assert as_der(b"abc") == b"abc"
