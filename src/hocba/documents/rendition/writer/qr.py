"""The QR code of the look-up box (ISO/IEC 18004): byte mode, error correction level M, always mask 3.

The standard lets an encoder try all masks and take the best; a fixed one reads as well for codes of this size. What
depends on the size alone (patterns, order of the modules, mask) is made once a process, so that a code costs a tenth
of a millisecond. The tests compare every size with segno, module by module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise, zip_longest
from operator import itemgetter

from hocba.errors import DocumentError

_BLOCKS = {
    1: (10, (16,)),
    2: (16, (28,)),
    3: (26, (44,)),
    4: (18, (32, 32)),
    5: (24, (43, 43)),
    6: (16, (27, 27, 27, 27)),
    7: (18, (31, 31, 31, 31)),
    8: (22, (38, 38, 39, 39)),
    9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
}
"""By version, level M: error correction codewords of each block, data codewords of every block (table 9)."""
_ALIGNMENT = {
    1: (),
    2: (6, 18),
    3: (6, 22),
    4: (6, 26),
    5: (6, 30),
    6: (6, 34),
    7: (6, 22, 38),
    8: (6, 24, 42),
    9: (6, 26, 46),
    10: (6, 28, 50),
}
"""By version: rows and columns of the alignment patterns' middles (table E.1)."""
_LONG_COUNT = 10
"""From this version on a text's length takes two bytes."""
_VERSION_SHOWN = 7
_BYTE_MODE = 0b0100
_PADDING = b"\xec\x11"
_LEVEL_M_MASK_3 = 0b00_011
_FORMAT_GENERATOR, _FORMAT_MASK = 0b101_0011_0111, 0b101_0100_0001_0010
_VERSION_GENERATOR = 0b1_1111_0010_0101
_FIELD = 0x11D
"""The polynomial of the Galois field of 256 elements."""
_TIMING = 6
_DARK, _LIGHT = 1, 0

Grid = list[list[int | None]]
"""Modules by row; None where data go."""


def qr_rows(content: str) -> Sequence[bytes]:
    """The modules of a QR code, row by row; b"1" is dark.

    Raises:
        DocumentError: RENDITION_TOO_LARGE, for more than 213 bytes.
    """
    data = content.encode()
    version = next((version for version in _BLOCKS if len(data) <= _capacity(version)), 0)
    if not version:
        raise DocumentError("RENDITION_TOO_LARGE", where="QR")
    frame = _frame(version)
    value = int.from_bytes(_codewords(data, version)) << frame.spare
    bits = f"{value ^ frame.mask:0{frame.length}b}01".encode()
    modules = bytes(frame.arrange(bits))
    return [modules[at : at + frame.size] for at in range(0, len(modules), frame.size)]


def _count_bytes(version: int) -> int:
    return 2 if version >= _LONG_COUNT else 1


def _capacity(version: int) -> int:
    """Bytes of text: mode and the end of the message share one byte more."""
    return sum(_BLOCKS[version][1]) - _count_bytes(version) - 1


def _codewords(data: bytes, version: int) -> bytes:
    """Message, padding and error correction, interleaved (7.4 to 7.6)."""
    correction, sizes = _BLOCKS[version]
    count = _count_bytes(version)
    head = (_BYTE_MODE << 8 * count | len(data)) << 8 * len(data) | int.from_bytes(data)
    message = (head << 4).to_bytes(len(data) + count + 1)
    missing = sum(sizes) - len(message)
    message += (_PADDING * (missing // 2 + 1))[:missing]
    blocks, at = [], 0
    for size in sizes:
        blocks.append(message[at : at + size])
        at += size
    remainders = [_remainder(block, correction) for block in blocks]
    columns = chain(zip_longest(*blocks), zip(*remainders, strict=True))
    return bytes([byte for column in columns for byte in column if byte is not None])


def _remainder(block: bytes, correction: int) -> bytes:
    """The block's Reed-Solomon codewords: division by the generator, a byte a step."""
    table = _multiples(correction)
    shift = 8 * (correction - 1)
    low = (1 << shift) - 1
    rest = 0
    for byte in block:
        rest = (rest & low) << 8 ^ table[rest >> shift ^ byte]
    return rest.to_bytes(correction)


@cache
def _multiples(correction: int) -> list[int]:
    """The generator polynomial, without its highest term, times each element of the field; coefficients as bytes."""
    generator = [1]
    root = 1
    for _ in range(correction):
        shifted = [*generator, 0]
        for index, value in enumerate(generator):
            shifted[index + 1] ^= _product(value, root)
        generator, root = shifted, _product(root, 2)
    return [int.from_bytes(bytes(_product(value, factor) for value in generator[1:])) for factor in range(256)]


def _product(left: int, right: int) -> int:
    result = 0
    while right:
        if right & 1:
            result ^= left
        left <<= 1
        if left & 0x100:
            left ^= _FIELD
        right >>= 1
    return result


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all codes of one version share."""

    size: int
    """Modules a side."""
    length: int
    """Modules that hold data."""
    spare: int
    """How many of them, the last ones, hold nothing."""
    mask: int
    """One bit a data module."""
    arrange: Callable[[bytes], tuple[int, ...]]
    """From the data modules, and one light and one dark module, to all modules."""


@cache
def _frame(version: int) -> _Frame:
    size = 17 + 4 * version
    grid: Grid = [[None] * size for _ in range(size)]
    _patterns(grid, version)
    order = [(row, column) for row, column in _zigzag(size) if grid[row][column] is None]
    mask = int("".join("1" if (row + column) % 3 == 0 else "0" for row, column in order), 2)
    correction, sizes = _BLOCKS[version]
    places = {place: index for index, place in enumerate(order)}
    light = len(order)
    sources = [
        places[row, column] if module is None else light + module
        for row, modules in enumerate(grid)
        for column, module in enumerate(modules)
    ]
    spare = len(order) - 8 * (sum(sizes) + correction * len(sizes))
    return _Frame(size, len(order), spare, mask, itemgetter(*sources))


def _patterns(grid: Grid, version: int) -> None:
    """Everything but data (6.3; 7.9; 7.10)."""
    size = len(grid)
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(max(0, top - 1), min(size, top + 8)):
            for column in range(max(0, left - 1), min(size, left + 8)):
                away = max(abs(row - top - 3), abs(column - left - 3))
                grid[row][column] = _LIGHT if away in {2, 4} else _DARK
    middles = _ALIGNMENT[version]
    for middle in [(row, column) for row in middles for column in middles if grid[row][column] is None]:
        for row in range(middle[0] - 2, middle[0] + 3):
            for column in range(middle[1] - 2, middle[1] + 3):
                away = max(abs(row - middle[0]), abs(column - middle[1]))
                grid[row][column] = _LIGHT if away == 1 else _DARK
    for at in range(8, size - 8):
        grid[_TIMING][at] = grid[at][_TIMING] = _DARK if at % 2 == 0 else _LIGHT
    _format(grid)
    if version >= _VERSION_SHOWN:
        code = _with_check(version, _VERSION_GENERATOR)
        for bit in range(18):
            module = code >> bit & 1
            row, column = bit // 3, size - 11 + bit % 3
            grid[row][column] = grid[column][row] = module


def _format(grid: Grid) -> None:
    """Level and mask, twice, and the module that is always dark."""
    size = len(grid)
    code = _with_check(_LEVEL_M_MASK_3, _FORMAT_GENERATOR) ^ _FORMAT_MASK
    around = [*((8, at) for at in (0, 1, 2, 3, 4, 5, 7, 8)), *((at, 8) for at in (7, 5, 4, 3, 2, 1, 0))]
    apart = [*((size - 1 - at, 8) for at in range(7)), *((8, size - 8 + at) for at in range(8))]
    for places in (around, apart):
        for index, (row, column) in enumerate(places):
            grid[row][column] = code >> 14 - index & 1
    grid[size - 8][8] = _DARK


def _with_check(value: int, generator: int) -> int:
    """The value, then the remainder of its division by the generator (annexes C and D)."""
    degree = generator.bit_length() - 1
    rest = value << degree
    while rest.bit_length() > degree:
        rest ^= generator << rest.bit_length() - degree - 1
    return value << degree | rest


def _zigzag(size: int) -> Iterator[tuple[int, int]]:
    """All modules in the order in which data fill them: pairs of columns from the right, upwards and downwards."""
    columns = [column for column in range(size - 1, -1, -1) if column != _TIMING]
    for number, (right, left) in enumerate(list(pairwise(columns))[::2]):
        rows = range(size) if number % 2 else range(size - 1, -1, -1)
        for row in rows:
            yield row, right
            yield row, left
