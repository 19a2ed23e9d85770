"""The unsealed renditions that the PDF vectors are made from: kept as files, so that a new layout changes no vector.

`tools/build_vectors.py --render` makes them anew; everything else starts from the files.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from hocba.documents.rendition import Form, SignatureLine, Stage, authority_copy, form_of, line_of, render
from hocba.documents.rendition.form import Paragraph
from hocba.documents.xml import read_record
from hocba.model import Assessment, YearRecord
from support.forge import golden

SOURCES = Path(__file__).resolve().parents[2] / "vectors" / "source"


@cache
def unsealed(name: str) -> bytes:
    """A rendition with an empty signature field."""
    return (SOURCES / f"{name}.pdf").read_bytes()


def rendered() -> Mapping[str, bytes]:
    """Every source, by its name."""
    record = golden.record_a()
    plain = _form(golden.xml_a())
    longer = (*plain.blocks, Paragraph("Em được tuyển thẳng."))
    fewer = tuple(one for one in plain.blocks if getattr(one, "text", "") != record.comments.homeroom)
    unissued = golden.signed(record, until="CBQL").data
    return {
        "ecdsa": _rendered(plain, golden.xml_a()),
        "rsa": _rendered(_form(golden.xml_a("rsa"), kind="rsa"), golden.xml_a("rsa")),
        "other-score": _rendered(_form(golden.xml_a(), shown=_better(record)), golden.xml_a()),
        "other-pupils-xml": _rendered(_form(golden.xml_b(), shown=record), golden.xml_b()),
        "text-added": _rendered(dataclasses.replace(plain, blocks=longer), golden.xml_a()),
        "text-removed": _rendered(dataclasses.replace(plain, blocks=fewer), golden.xml_a()),
        "title": _rendered(dataclasses.replace(plain, title="Học bạ khác"), golden.xml_a()),
        "unissued": _rendered(_form(unissued), unissued),
        **_copies(unissued),
    }


def _copies(unissued: bytes) -> Mapping[str, bytes]:
    """Of the authority's copy: the good one, and such as it must not be."""
    record, xml, at = golden.record_a(), golden.xml_a(), golden.COPIED_AT
    plain, own = _copy(xml), _form(xml)
    elsewhere = dataclasses.replace(record, school=dataclasses.replace(record.school, name="Trường Tiểu học Khác"))
    unlabelled = dataclasses.replace(plain, blocks=(own.blocks[0], *plain.blocks[1:]), repeated=own.repeated)
    made = {
        "copy": (plain, xml),
        "copy-unlabelled": (unlabelled, xml),
        "copy-other-school": (_copy(xml, shown=elsewhere), xml),
        "copy-other-xml": (_copy(golden.xml_b(), shown=record), golden.xml_b()),
        "copy-other-time": (_copy(xml, at=at.replace(hour=20)), xml),
        "copy-too-early": (_copy(xml, at=golden.TOO_EARLY), xml),
        "copy-unissued": (_copy(unissued), unissued),
    }
    return {name: render(form, sealed_xml=inside, created_at=at) for name, (form, inside) in made.items()}


def _better(record: YearRecord) -> YearRecord:
    assert isinstance(record.assessment, Assessment)
    first = record.assessment.parts[0]
    results = (dataclasses.replace(first.results[0], score=10), *first.results[1:])
    parts = (dataclasses.replace(first, results=results), *record.assessment.parts[1:])
    return dataclasses.replace(record, assessment=dataclasses.replace(record.assessment, parts=parts))


def _form(xml: bytes, *, shown: YearRecord | None = None, kind: str = "p256") -> Form:
    """What the pages show of a record's XML; `shown` shows another record's data under its signatures."""
    record, lines = _read(xml, kind)
    return form_of(shown or record, lines, stage=Stage.SEALED, demo=True)


def _copy(xml: bytes, *, shown: YearRecord | None = None, at: datetime = golden.COPIED_AT) -> Form:
    """The same of the authority's copy."""
    record, lines = _read(xml, "p256")
    return authority_copy(shown or record, lines, sealed_at=at, demo=True)


def _read(xml: bytes, kind: str) -> tuple[YearRecord, list[SignatureLine]]:
    read = read_record(xml)
    return read.record, [
        line_of(
            one.slot.name,
            read.record,
            golden.signer_of(one.slot.name, one.person, kind).chain[0],
            datetime.fromisoformat(one.signed_at),
        )
        for one in read.slots
    ]


def _rendered(form: Form, xml: bytes) -> bytes:
    return render(form, sealed_xml=xml, created_at=golden.SEALED_AT)
