"""Headers of one or several rows into columns, by caption and never by position."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from hocba.workbooks.archive import column_letter
from hocba.workbooks.cleaning import Remembered, caption_key, caption_keys, text
from hocba.workbooks.kinds import Block, Kind, ResultWords, known_captions, result_words
from hocba.workbooks.sheets import Sheet

IDENTITY = ("code", "vnedu_code", "name", "born", "class")
"""Fields that every row of pupils fills; below their captions a header of several rows is empty."""
_MAX_DEPTH = 6
_MAX_HALVES = 2
_FLAT = re.compile(r"(?P<name>.+?)\s*\((?P<kind>[^()]*)\)")
_SUFFIX = re.compile(r"(?P<name>.+?)\s*[-–_:/]\s*(?P<kind>[^-–_:/]+)")
_PREFIX = re.compile(r"(?P<prefix>[^:\-.]+?)\s*[:\-.]\s*(?P<name>.+)")
_OVERALL = {
    caption_key(words): short
    for words, short in (
        ("Hoàn thành xuất sắc", "HTXS"),
        ("Hoàn thành tốt", "HTT"),
        ("Hoàn thành", "HT"),
        ("Chưa hoàn thành", "CHT"),
        ("HTXS", "HTXS"),
        ("HTT", "HTT"),
        ("HT", "HT"),
        ("CHT", "CHT"),
    )
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood."""

    key: str
    """Field of the kind, or for results "subjects/MATHS/level", "subjects/MATHS/score", "competencies/SCIENCE",
    "qualities/HONESTY", "rank/HTXS"."""
    index: int
    """From 0."""
    caption: str
    """As written, on one line; a subject with its kind: "Toán – Điểm KTĐK"."""
    also: tuple[int, ...] = ()
    """Further columns under the same caption, such as the second half of a name."""

    @property
    def letter(self) -> str:
        """Letter in Excel."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The header of one part of a sheet; equal to itself only."""

    top: int
    """First row, from 0."""
    bottom: int
    """Last row, from 0."""
    columns: Mapping[str, Column]
    captions: Mapping[int, str]
    """Caption of every column that has one, understood or not, by index."""


def _possible_caption(value: str) -> str:
    key = caption_keys[value]
    return key if key in known_captions() or may_be_flat(key) else ""


_possible_captions = Remembered(_possible_caption)


def may_be_flat(key: str) -> bool:
    """Whether it may be the caption of a flat template: "Toán (Điểm)", "NL: Ngôn ngữ"."""
    return "(" in key or ":" in key


def row_keys(sheet: Sheet, row: int) -> frozenset[str]:
    """Keys of the texts in a row that may be captions, as these are compared; of rows of data there are hardly any."""
    return frozenset(
        [key for value in sheet.rows[row] if isinstance(value, str) and (key := _possible_captions[value])]
    )


def named_fields(keys: frozenset[str], kind: Kind) -> set[str]:
    """Fields of `kind` whose captions are among `keys`."""
    return {field for key in keys & kind.ranks.keys() for field, _ in kind.ranks[key]}


def read_header(sheet: Sheet, anchor: int, kind: Kind) -> Header:
    """The header whose first row of captions is `anchor`, with the rows below and above that belong to it."""
    words = result_words()
    merges = [merge for merge in sheet.merges if merge.top <= anchor <= merge.bottom]
    identity = _identity_columns(sheet, anchor, kind)
    bottom = max((merge.bottom for merge in merges if merge.top == anchor and merge.left in identity), default=anchor)
    bottom = min(bottom, anchor + _MAX_DEPTH, len(sheet.rows) - 1)
    while (
        bottom + 1 < len(sheet.rows) and bottom - anchor < _MAX_DEPTH and _continues(sheet, bottom + 1, identity, kind)
    ):
        bottom += 1
    top = anchor
    while top > 0 and anchor - top < _MAX_DEPTH and _is_block_row(sheet, top - 1, words):
        top -= 1
    paths, own = _paths(sheet, top, bottom)
    return Header(top, bottom, _columns(paths, own, kind), _captions(own))


def _identity_columns(sheet: Sheet, anchor: int, kind: Kind) -> dict[int, str]:
    found: dict[int, str] = {}
    for index, value in enumerate(sheet.rows[anchor]):
        key = caption_key(value)
        if any(field in IDENTITY for field, _ in kind.ranks.get(key, ())):
            found[index] = key
    return found


def _continues(sheet: Sheet, row: int, identity: Mapping[int, str], kind: Kind) -> bool:
    """Whether a row below captions is a further row of the header: words of headers only, nobody named."""
    words = result_words()
    seen = False
    for index, value in enumerate(sheet.rows[row]):
        key = caption_key(value)
        if not key:
            continue
        if index in identity:
            if key != identity[index]:
                return False
        elif not (key in words.header_only or key in kind.ranks or key in _OVERALL or _flat(text(value), words)):
            return False
        else:
            seen = True
    return seen


def _is_block_row(sheet: Sheet, row: int, words: ResultWords) -> bool:
    """Whether a row above captions names blocks such as "Phẩm chất chủ yếu" and nothing else."""
    keys = [key for key in map(caption_key, sheet.rows[row]) if key]
    return bool(keys) and all(key in words.blocks for key in keys)


def _paths(sheet: Sheet, top: int, bottom: int) -> tuple[list[list[str]], list[list[str]]]:
    """Header texts by row and column, filled right and down, and the same as they stand in the file."""
    width = max((len(sheet.rows[row]) for row in range(top, bottom + 1)), default=0)
    own = [[text(sheet.at(row, column)) for column in range(width)] for row in range(top, bottom + 1)]
    inside = [m for m in sheet.merges if top <= m.top and m.bottom <= bottom and m.left < width]
    for merge in inside:
        # What lies under a merge is invisible in Excel, even where a tool left a text there.
        for row in range(merge.top - top, merge.bottom - top + 1):
            for column in range(merge.left, min(merge.right, width - 1) + 1):
                if (row + top, column) != (merge.top, merge.left):
                    own[row][column] = ""
    filled = [list(row) for row in own]
    for merge in inside:
        for column in range(merge.left, min(merge.right, width - 1) + 1):
            filled[merge.top - top][column] = own[merge.top - top][merge.left]
    last = bottom - top
    # The last row holds names or kinds of single columns: it never spans unless merged.
    for row in range(last):
        for column in range(1, width):
            starts_above = any(own[upper][column] for upper in range(row))
            same_above = all(filled[upper][column] == filled[upper][column - 1] for upper in range(row))
            if not filled[row][column] and not starts_above and same_above:
                filled[row][column] = filled[row][column - 1]
    return filled, own


def _captions(own: Sequence[Sequence[str]]) -> dict[int, str]:
    """The deepest text of each column."""
    return {index: caption for row in own for index, caption in enumerate(row) if caption}


def _columns(
    paths: Sequence[Sequence[str]],
    own: Sequence[Sequence[str]],
    kind: Kind,
) -> dict[str, Column]:
    """The understood columns by key; of two columns for one field the better-ranked caption wins, then the left one."""
    words = result_words()
    best: dict[str, tuple[int, Column]] = {}
    block: Block | None = None
    with_results = kind.name in ("results", "vnedu")
    for index in range(len(paths[0]) if paths else 0):
        texts = [row[index] for row in paths if row[index]]
        if not texts:
            continue
        candidates = [(field, rank, texts[-1]) for field, rank in _fields(texts, kind)]
        if with_results and (result := _result(texts, block, words)) is not None:
            key, caption, block = result
            candidates = [(key, 0, caption)]
        for field, rank, caption in candidates:
            if field not in best or rank < best[field][0]:
                best[field] = (rank, Column(field, index, caption))
    if "name" in best:
        rank, column = best["name"]
        best["name"] = (rank, _with_halves(column, own))
    return {field: column for field, (_, column) in best.items()}


def _fields(texts: Sequence[str], kind: Kind) -> Sequence[tuple[str, int]]:
    # "Họ tên" under "Mẹ" is the mother's name; else the deepest text that is known speaks.
    joined = (" ".join(reversed(texts)), " ".join(texts)) if len(texts) > 1 else ()
    for caption in (*joined, texts[-1], texts[0]):
        found = kind.ranks.get(caption_key(caption))
        if found:
            return found
    return ()


def _with_halves(column: Column, own: Sequence[Sequence[str]]) -> Column:
    """A name may stand in several cells under one caption, merged or not: the columns after it without any caption."""
    further = takewhile(lambda at: not any(row[at] for row in own), range(column.index + 1, len(own[0])))
    return Column(column.key, column.index, column.caption, tuple(islice(further, _MAX_HALVES)))


def _result(texts: Sequence[str], before: Block | None, words: ResultWords) -> tuple[str, str, Block] | None:
    """Key, caption and block of a result column: the block decides what "Khoa học" is, an empty kind means level."""
    keys = [caption_key(caption) for caption in texts]
    block = next((words.blocks[key] for key in reversed(keys) if key in words.blocks), None)
    if block == "ranks":
        short = _OVERALL.get(keys[-1])
        return (f"rank/{short}", texts[-1], "ranks") if short else None
    kind = next((words.kinds[key] for key in reversed(keys) if key in words.kinds), None)
    for caption in reversed(texts):
        if caption_key(caption) in words.kinds:
            continue
        name, flat_block, flat_kind = _split(caption, words)
        found = _name(caption_key(name), flat_block or block, before, words)
        if found is None:
            continue
        where, identifier = found
        if where != "subjects":
            return f"{where}/{identifier}", caption, where
        which = flat_kind or kind or "level"
        shown = caption if flat_kind or texts[-1] == caption else f"{caption} – {texts[-1]}"
        return f"subjects/{identifier}/{which}", shown, where
    return None


def _name(key: str, block: Block | None, before: Block | None, words: ResultWords) -> tuple[Block, str] | None:
    """Block and identifier of a name; without a block, a name of two blocks belongs to that of the column before."""
    tables: dict[Block, Mapping[str, str]] = {
        "subjects": words.subjects,
        "competencies": words.competencies,
        "qualities": words.qualities,
    }
    order: list[Block] = [block] if block else []
    if not block:
        order = ["competencies", "subjects", "qualities"] if before == "competencies" else list(tables)
    return next(((where, tables[where][key]) for where in order if key in tables[where]), None)


def _split(caption: str, words: ResultWords) -> tuple[str, Block | None, str | None]:
    """A caption of a flat template into name, block and kind: "NL: Ngôn ngữ", "Toán (Điểm)"."""
    kind = block = None
    name = caption
    for pattern in (_FLAT, _SUFFIX):
        match = pattern.fullmatch(name)
        if match is not None and caption_key(match["kind"]) in words.kinds:
            name, kind = match["name"], words.kinds[caption_key(match["kind"])]
            break
    match = _PREFIX.fullmatch(name)
    if match is not None and caption_key(match["prefix"]) in words.prefixes:
        name, block = match["name"], words.prefixes[caption_key(match["prefix"])]
    return name, block, kind


def _flat(caption: str, words: ResultWords) -> bool:
    name, block, kind = _split(caption, words)
    return (block is not None or kind is not None) and _name(caption_key(name), block, None, words) is not None
