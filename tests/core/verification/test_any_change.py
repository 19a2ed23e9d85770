"""Whatever is changed in an issued file, it does not pass any more."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba.errors import UnreadableFile
from hocba.verification import Indication, Policy, load_trust, verify

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
AT = datetime.fromisoformat("2026-06-01T08:00:00+07:00")
ISSUED = (
    "ecdsa.xml",
    "rsa.xml",
    "second-revision.xml",
    "not-assessed.xml",
    "ecdsa.pdf",
    "rsa.pdf",
    "authority-copy.pdf",
    "package.xml",
)

places = st.floats(0, 1, exclude_max=True)
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def policy() -> Policy:
    """Without the comparison of texts, which takes long and could only find more."""
    return dataclasses.replace(Policy(validation_time=AT, trust=load_trust(VECTORS / "trust")), check_text=False)


@cache
def issued(name: str) -> bytes:
    return (VECTORS / "golden" / name).read_bytes()


def refused(data: bytes) -> bool:
    try:
        return verify(data, policy()).indication is not Indication.TOTAL_PASSED
    except UnreadableFile:
        return True


def test_unchanged_files_pass() -> None:
    for name in ISSUED:
        verify(issued(name), policy()).require_passed()


@many
@given(st.sampled_from(ISSUED), places, st.integers(1, 255))
def test_no_byte_can_be_changed(name: str, place: float, difference: int) -> None:
    data = issued(name)
    at = int(place * len(data))
    assert refused(data[:at] + bytes((data[at] ^ difference,)) + data[at + 1 :])


@many
@given(st.sampled_from(ISSUED), places, st.integers(0, 7))
def test_no_bit_can_be_flipped(name: str, place: float, bit: int) -> None:
    data = issued(name)
    at = int(place * len(data))
    assert refused(data[:at] + bytes((data[at] ^ (1 << bit),)) + data[at + 1 :])


@many
@given(st.sampled_from(ISSUED), places, st.integers(1, 40))
def test_nothing_can_be_taken_out(name: str, place: float, length: int) -> None:
    data = issued(name)
    at = int(place * len(data))
    assert refused(data[:at] + data[at + length :])


@many
@given(
    st.sampled_from(ISSUED),
    places,
    st.one_of(st.binary(min_size=1, max_size=20), st.sampled_from([b" ", b"\n", b"\t", b"\0"])),
)
def test_nothing_can_be_put_in(name: str, place: float, added: bytes) -> None:
    data = issued(name)
    at = int(place * (len(data) + 1))
    changed = data[:at] + added + data[at:]
    assert changed == data or refused(changed)


@many
@given(st.sampled_from(ISSUED), places, places, st.integers(1, 60))
def test_no_piece_can_be_moved(name: str, source: float, target: float, length: int) -> None:
    data = issued(name)
    start = int(source * len(data))
    piece, rest = data[start : start + length], data[:start] + data[start + length :]
    at = int(target * (len(rest) + 1))
    changed = rest[:at] + piece + rest[at:]
    assert changed == data or refused(changed)


@pytest.mark.parametrize(
    "tag",
    [
        "SignatureValue",
        "DigestValue",
        "X509Certificate",
        "X509SubjectName",
        "SigningTime",
        "NGAY_KY",
        "SO_CCCD",
        "Slot",
        "Revision",
    ],
)
def test_every_place_that_no_signature_covers_is_held_by_the_form(tag: str) -> None:
    """The last of each element: in the seal, around which nothing is signed any more."""
    data = issued("ecdsa.xml")
    end = data.rindex(
        b"</"
        + (
            b"ds:"
            if tag[0] in "SDX" and tag not in {"SigningTime", "SO_CCCD", "Slot"}
            else b"hb:"
            if tag in {"Slot", "Revision"}
            else b""
        )
        + tag.encode()
    )
    for at in range(max(0, end - 30), end):
        for change in (1, 2, 32):
            assert refused(data[:at] + bytes((data[at] ^ change,)) + data[at + 1 :]), data[at - 20 : at + 20]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ecdsa.xml", "ecdsa.pdf"])
def test_the_seal_and_the_end_count(name: str) -> None:
    """The tail of a file is where nothing later covers anything: all over it, not only at random places."""
    data = issued(name)
    start = data.rindex(b"<KY_PHAT_HANH") if name.endswith("xml") else data.rindex(b"/Type/Sig/") - 40
    for at in range(start, len(data), 13):
        changed = data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :]
        assert refused(changed), (at, data[max(0, at - 20) : at + 20])
