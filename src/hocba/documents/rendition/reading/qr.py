"""QR codes as a look-up box shows them (ISO/IEC 18004): bytes, correction level M, mask 3, versions 1 to 10.

A code is read without correcting anything: its content is taken from the data modules, and every module of the whole
picture must be the one that these data give. So no scanner can read anything else from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from hocba.documents.rendition.reading.content import Strange

_BLOCKS = (
    (10, (16,)),
    (16, (28,)),
    (26, (44,)),
    (18, (32,) * 2),
    (24, (43,) * 2),
    (16, (27,) * 4),
    (18, (31,) * 4),
    (22, (38, 38, 39, 39)),
    (22, (36, 36, 36, 37, 37)),
    (26, (43, 43, 43, 43, 44)),
)
"""By version from 1: correction bytes of each block, data bytes of the blocks (table 9)."""
_ALIGNED = ((), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46), (6, 28, 50))
"""By version from 1: centres of the alignment patterns (annex E)."""
_FORMAT = 0b101101101001011
"""Level M, mask 3, with its correction bits and the mask of all format information (table C.1)."""
_WITH_VERSION = 7
"""Larger codes say their version in two blocks of modules."""
_VERSION_POLYNOMIAL = 0x1F25
_FIELD_POLYNOMIAL = 0x11D
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_BYTES = 0b0100
_END_MARK = 4
"""Bits, all 0; fewer where the data fill the code."""
_LONG_COUNT = 10
"""From this version on the number of bytes has 16 bits."""
_TIMING = 6
_FINDER = 7


class _Template(NamedTuple):
    """What all codes of one version have in common. Numbers have a byte for each module, row after row, or data bit."""

    fixed: int
    """The modules that are the same in all codes."""
    fixed_places: int
    """1 where they stand."""
    pick: Callable[[bytes], tuple[int, ...]]
    """Takes the data bits from the modules, in their order."""
    bits: int
    """How many data bits there are."""
    mask: int
    """1 where the mask turns a data bit."""


def read_code(rows: Sequence[bytes]) -> str:
    """What a code says.

    Args:
        rows: one byte a module, 1 is dark.

    Raises:
        Strange: it is no code of this kind, or not in all its modules.
    """
    version = (len(rows) - 17) // 4
    if not 1 <= version <= len(_BLOCKS) or {len(row) for row in rows} != {17 + 4 * version}:
        raise Strange("QR code: size")
    template = _template(version)
    modules = b"".join(rows)
    correction, sizes = _BLOCKS[version - 1]
    bits = (int.from_bytes(bytes(template.pick(modules))) ^ template.mask).to_bytes(template.bits).translate(_DIGITS)
    whole = 8 * (sum(sizes) + correction * len(sizes))
    found = int(bits[:whole], 2).to_bytes(whole // 8)
    blocks = _separated(found, sizes)
    corrections = [_correction(block, correction) for block in blocks]
    expected = bytes(byte for column in zip(*corrections, strict=True) for byte in column)
    content = _content(version, b"".join(blocks))
    if (
        found[-len(expected) :] != expected
        or bits[whole:].strip(b"0")
        or int.from_bytes(modules) & template.fixed_places != template.fixed
    ):
        raise Strange("QR code: modules")
    return content


def _separated(final: bytes, sizes: Sequence[int]) -> list[bytes]:
    """The data of each block; their bytes stand in turn, the longer blocks' last ones at the end."""
    count, shortest = len(sizes), min(sizes)
    turns = count * shortest
    longer = [index for index, size in enumerate(sizes) if size > shortest]
    return [
        final[index:turns:count] + (final[turns + longer.index(index) :][:1] if index in longer else b"")
        for index in range(count)
    ]


def _content(version: int, data: bytes) -> str:
    """The one segment of bytes. Nothing may follow it: scanners ignore what stands behind the end mark."""
    width = 16 if version >= _LONG_COUNT else 8
    number = int.from_bytes(data)
    left = 8 * len(data) - 4 - width
    mode, count = number >> left + width, number >> left & (1 << width) - 1
    left -= 8 * count
    if mode != _BYTES or left < 0:
        raise Strange("QR code: content")
    content = (number >> left & (1 << 8 * count) - 1).to_bytes(count)
    if not content.isascii() or (number & (1 << left) - 1) >> max(0, left - _END_MARK):
        raise Strange("QR code: content")
    return content.decode("ascii")


def _correction(block: bytes, count: int) -> bytes:
    """Remainder of Reed-Solomon division, all its bytes as one number."""
    table = _multiples(count)
    remainder, kept = 0, (1 << 8 * (count - 1)) - 1
    for byte in block:
        factor = byte ^ remainder >> 8 * (count - 1)
        remainder = (remainder & kept) << 8 ^ table[factor]
    return remainder.to_bytes(count)


@cache
def _multiples(count: int) -> tuple[int, ...]:
    """The generator polynomial of that degree, without its first coefficient, times each element of GF(256)."""
    generator = [1]
    root = 1
    for _ in range(count):
        generator = [a ^ _times(b, root) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
        root = _times(root, 2)
    return tuple(int.from_bytes(bytes(_times(part, factor) for part in generator[1:])) for factor in range(256))


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0x100:
            a ^= _FIELD_POLYNOMIAL
        b >>= 1
    return product


@cache
def _template(version: int) -> _Template:
    side = 17 + 4 * version
    fixed: dict[tuple[int, int], int] = {}
    _finders(fixed, side)
    _alignments(fixed, version, side)
    for i in range(8, side - 8):
        fixed[_TIMING, i] = fixed[i, _TIMING] = 1 - i % 2
    _information(fixed, version, side)
    places, masked = [], []
    columns = [column for column in range(side - 1, -1, -1) if column != _TIMING]
    upwards = True
    for right, left in zip(columns[::2], columns[1::2], strict=True):
        for row in range(side - 1, -1, -1) if upwards else range(side):
            for column in (right, left):
                if (row, column) not in fixed:
                    places.append(row * side + column)
                    masked.append(int((row + column) % 3 == 0))
        upwards = not upwards
    spots = [(row, column) for row in range(side) for column in range(side)]
    return _Template(
        fixed=int.from_bytes(bytes(fixed.get(spot, 0) for spot in spots)),
        fixed_places=int.from_bytes(bytes(spot in fixed for spot in spots)),
        pick=itemgetter(*places),
        bits=len(places),
        mask=int.from_bytes(bytes(masked)),
    )


def _finders(fixed: dict[tuple[int, int], int], side: int) -> None:
    """The three squares in the corners, each with the light edge that parts it from the rest."""
    for top, left in ((0, 0), (0, side - _FINDER), (side - _FINDER, 0)):
        for row in range(top - 1, top + 8):
            for column in range(left - 1, left + 8):
                if 0 <= row < side and 0 <= column < side:
                    ring = max(abs(row - top - 3), abs(column - left - 3))
                    fixed[row, column] = int(ring not in {2, 4})


def _alignments(fixed: dict[tuple[int, int], int], version: int, side: int) -> None:
    centres = _ALIGNED[version - 1]
    for y in centres:
        for x in centres:
            if (y, x) in {(6, 6), (6, side - 7), (side - 7, 6)}:
                continue
            for row in range(y - 2, y + 3):
                for column in range(x - 2, x + 3):
                    fixed[row, column] = int(max(abs(row - y), abs(column - x)) != 1)


def _information(fixed: dict[tuple[int, int], int], version: int, side: int) -> None:
    """Format information twice, the one module that is always dark, and in larger codes the version twice."""
    upright = [(row, 8) for row in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, column) for column in (7, 5, 4, 3, 2, 1, 0)]
    split = [(8, side - 1 - i) for i in range(8)] + [(side - 7 + i, 8) for i in range(7)]
    for bit, (one, other) in enumerate(zip(upright, split, strict=True)):
        fixed[one] = fixed[other] = _FORMAT >> bit & 1
    fixed[side - 8, 8] = 1
    if version >= _WITH_VERSION:
        remainder = version << 12
        for bit in range(5, -1, -1):
            if remainder >> bit + 12:
                remainder ^= _VERSION_POLYNOMIAL << bit
        for bit in range(18):
            value = (version << 12 | remainder) >> bit & 1
            fixed[bit // 3, side - 11 + bit % 3] = fixed[side - 11 + bit % 3, bit // 3] = value
