"""The catalogue of workbook kinds and of the words of their headers and rows, read from `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from hocba.model import COMPETENCIES, QUALITIES, SUBJECTS
from hocba.regulation import competency_info, quality_info, subject_info
from hocba.workbooks.cleaning import caption_key

KindName = Literal[
    "comments",
    "supplementary",
    "summary",
    "health",
    "assignments",
    "history",
    "classes",
    "school",
    "staff",
    "pupils",
    "results",
    "vnedu",
]
Block = Literal["subjects", "competencies", "qualities", "ranks"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of workbook, by its captions."""

    name: KindName
    required: tuple[str, ...]
    """Fields without which it cannot be read."""
    marks: frozenset[str]
    """Fields that tell it from other kinds."""
    marks_needed: int
    alone: frozenset[str]
    """Fields of which one is enough, unless a field of `unless` is there."""
    unless: frozenset[str]
    captions: Mapping[str, tuple[str, ...]]
    """Captions by field, the usual one first."""
    ranks: Mapping[str, tuple[tuple[str, int], ...]]
    """Fields and the rank of the caption, by caption key."""

    def caption(self, field: str) -> str:
        """The usual caption of a field, for messages."""
        return self.captions[field][0]


@dataclass(frozen=True, slots=True)
class ResultWords:
    """Captions of result columns by key."""

    blocks: Mapping[str, Block]
    kinds: Mapping[str, Literal["level", "score"]]
    prefixes: Mapping[str, Block]
    subjects: Mapping[str, str]
    """Name of the `Subject` by key."""
    competencies: Mapping[str, str]
    qualities: Mapping[str, str]
    header_only: frozenset[str]
    """Keys that appear in headers and in no data row."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """Beginnings of rows and sheets that are no data, as keys."""

    footers: tuple[str, ...]
    signatures: tuple[str, ...]
    titles: tuple[str, ...]
    catalogue_sheets: tuple[str, ...]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("hocba.workbooks.data") / name).read_text(encoding="utf-8"))


@cache
def kinds() -> Mapping[KindName, Kind]:
    """Every kind by name, in the order in which a workbook is tried."""
    found: dict[KindName, Kind] = {}
    for entry in _load("kinds.toml")["kind"]:
        captions: dict[str, list[str]] = entry["captions"]
        ranks: dict[str, list[tuple[str, int]]] = {}
        for field, texts in captions.items():
            for rank, caption in enumerate(texts):
                ranks.setdefault(caption_key(caption), []).append((field, rank))
        found[entry["name"]] = Kind(
            name=entry["name"],
            required=tuple(entry["required"]),
            marks=frozenset(entry["marks"]),
            marks_needed=entry["marks_needed"],
            alone=frozenset(entry.get("alone", ())),
            unless=frozenset(entry.get("unless", ())),
            captions=MappingProxyType({field: tuple(texts) for field, texts in captions.items()}),
            ranks=MappingProxyType({key: tuple(fields) for key, fields in ranks.items()}),
        )
    return MappingProxyType(found)


def _by_key(table: Mapping[str, list[str]]) -> dict[str, Any]:
    return {caption_key(caption): name for name, captions in table.items() for caption in captions}


@cache
def result_words() -> ResultWords:
    """Captions of result columns: those of the regulation's names, and the variants of the files."""
    data = _load("results.toml")
    subjects = {caption_key(text): one.value for one in SUBJECTS for text in subject_info(one).captions}
    subjects |= _by_key(data["more_subject_captions"])
    more = data["more_trait_captions"]
    competencies = {
        caption_key(text): one.value
        for one in COMPETENCIES
        for text in (competency_info(one).caption, *more.get(one.value, ()))
    }
    qualities = {
        caption_key(text): one.value
        for one in QUALITIES
        for text in (quality_info(one).caption, *more.get(one.value, ()))
    }
    blocks = _by_key(data["blocks"])
    kinds_by_key = _by_key(data["kinds"])
    others = {caption_key(text) for text in data["other_headers"]["captions"]}
    return ResultWords(
        blocks=MappingProxyType(blocks),
        kinds=MappingProxyType(kinds_by_key),
        prefixes=MappingProxyType(_by_key(data["prefixes"])),
        subjects=MappingProxyType(subjects),
        competencies=MappingProxyType(competencies),
        qualities=MappingProxyType(qualities),
        header_only=frozenset({*blocks, *kinds_by_key, *subjects, *competencies, *qualities, *others}),
    )


@cache
def result_names() -> frozenset[str]:
    """Keys of the captions of which one stands in every file of results that is not flat."""
    words = result_words()
    return frozenset({*words.blocks, *words.subjects, *words.competencies, *words.qualities})


@cache
def known_captions() -> frozenset[str]:
    """Keys of all captions of all kinds."""
    return result_names().union(*(kind.ranks for kind in kinds().values()))


@cache
def row_words() -> RowWords:
    """Beginnings of rows and sheets that are no data."""
    data = _load("rows.toml")

    def keys(section: str) -> tuple[str, ...]:
        return tuple(caption_key(text) for text in data[section]["begins"])

    return RowWords(keys("footers"), keys("signatures"), keys("titles"), keys("catalogue_sheets"))
