"""Attacks on the authority's labelled copy of a record: by anybody, by a school, by the authority itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from hocba.documents.rendition import Stage
from support.forge import golden
from support.forge.attack import Attack
from support.forge.pki import TAX_CODE, Identity, good, organisation
from support.forge.sources import unsealed

AUTHORITY_TAX_CODE = "0099000002"


@cache
def authority() -> Identity:
    """The seal of the authority that the golden records name."""
    return organisation(golden.record_a().school.authority_name, AUTHORITY_TAX_CODE, "authority", 105)


def _sealed(source: str, by: Identity, at: datetime = golden.COPIED_AT, stage: Stage = Stage.AUTHORITY_COPY) -> bytes:
    return golden.seal_pdf(unsealed(source), seal=by, at=at, stage=stage)


@cache
def copy() -> bytes:
    """The golden copy."""
    return _sealed("copy", authority())


def copy_attacks() -> Iterator[Attack]:
    own, name = authority(), golden.record_a().school.authority_name

    def attack(what: str, data: bytes, reason: str, code: str) -> Attack:
        return Attack(f"pdf-copy-{what}", data, "authority-copy.pdf", reason, code)

    for what, reason in (
        ("unlabelled", "The label is on no page; only the keywords say that it is a copy."),
        ("other-school", "The pages name another school than the XML inside."),
        ("other-xml", "The XML of another pupil inside."),
        ("other-time", "The pages say another time of the seal."),
    ):
        yield attack(what, _sealed(f"copy-{what}", own), reason, "PDF_TEXT_DIFFERS")
    yield attack("unissued", _sealed("copy-unissued", own), "The school never sealed the XML.", "PDF_XML_NOT_ISSUED")
    for what, seal, reason in (
        ("by-school", good()["seal"], "Sealed by the school, labelled as the authority's."),
        (
            "by-other-authority",
            organisation("Sở Giáo dục và Đào tạo Khác", "0099000003", "mallory", 402),
            "Sealed by an authority that is not above the school.",
        ),
        (
            "by-school-renamed",
            organisation(name, TAX_CODE, "mallory", 403),
            "The authority's name, but the school's tax code.",
        ),
    ):
        yield attack(what, _sealed("copy", seal), reason, "PDF_SEAL_OTHER_AUTHORITY")
    early = _sealed("copy-too-early", own, golden.TOO_EARLY)
    yield attack("too-early", early, "Sealed before the record was.", "PDF_SEALED_BEFORE_XML")
    base = copy()
    at = base.index(b"stream\n", base.index(b"/Type/EmbeddedFile")) + 200
    flipped = base[:at] + bytes((base[at] ^ 1,)) + base[at + 1 :]
    yield attack("flipped", flipped, "One bit of the XML inside, after sealing.", "DIGEST_WRONG")
    yield Attack(
        "pdf-sealed-by-authority",
        _sealed("ecdsa", own, stage=Stage.SEALED),
        "ecdsa.pdf",
        "The school's own rendition under the authority's seal: nobody may take it for the school's.",
        "PDF_SEAL_OTHER_SCHOOL",
    )
