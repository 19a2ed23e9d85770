"""Whole files that lie and carry every true signature: what a school's own key can seal must still be refused."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from verification_world import trust_of

from hocba.documents.rendition.writer.qr import qr_rows
from hocba.verification import Indication, Policy, VerificationReport, verify
from support.forge.build import policy as vector_policy
from support.keys import demo_ca
from support.opened import Opened, opened
from support.redrawn import moved, once, operators, swapped
from support.sealed import LOOKUP, Sealed, seal_pdf, sealed

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=timezone(timedelta(hours=7)))
VECTORS = Path(__file__).resolve().parents[2] / "vectors"


@cache
def made() -> Sealed:
    return sealed("p256", "ecdsa-sha256")


def judged(file: Opened) -> VerificationReport:
    pdf = seal_pdf(file.to_bytes(), made().record, made().staff.seal, algorithm="ecdsa-sha256")
    return verify(pdf, Policy(validation_time=NOW, trust=trust_of(demo_ca())))


def test_an_honest_file_passes():
    report = judged(opened(made().unsealed))
    assert report.indication is Indication.TOTAL_PASSED
    assert [check.code for check in report.checks][-1] == "PDF_TEXT"


def doctored_map(file: Opened) -> None:
    match = re.search(rb"/ToUnicode (\d+) 0 R", file.pdf.objects[file.number(b"<</Type/Font/Subtype/Type0")])
    assert match
    number = int(match[1])
    file.put_stream(number, re.sub(rb"<0030>", b"<0039>", file.stream(number), count=1))


def covered(file: Opened) -> None:
    file.redraw(3, lambda content: content + b"\n1 g 20000 40000 10000 10000 re f")


def other_code(file: Opened) -> None:
    rows = qr_rows(f"{LOOKUP}00000000-6a0b-4c1e-9b57-0c2f7c3a9d11")
    drawn = [(run, y) for y, row in enumerate(rows) for run in re.finditer(b"1+", row)]
    cells = b"".join(b"%d %d %d 1 re\n" % (run.start(), y, run.end() - run.start()) for run, y in drawn)
    file.redraw(2, lambda page: re.sub(rb"(?:\d+ \d+ \d+ 1 re\n)+", cells, page))


LIES = {
    "another score": (lambda file: file.redraw(3, once(operators("9"), operators("10"))), "PDF_TEXT_DIFFERS"),
    "subjects swapped": (lambda file: file.redraw(3, swapped("Toán", "Khoa học")), "PAGE_ARRANGED_OTHERWISE"),
    "a score moved": (lambda file: file.redraw(3, moved("9", 0, -1500)), "PAGE_ARRANGED_OTHERWISE"),
    "covered": (covered, "PAGE_NOT_READABLE"),
    "invisible": (lambda file: file.redraw(4, once(b"0 g\n", b"0 g\n3 Tr\n")), "PAGE_NOT_READABLE"),
    "a font that calls its letters otherwise": (doctored_map, "PAGE_FONT_CHANGED"),
    "another QR code": (other_code, "PAGE_CODE_DIFFERS"),
    "another bookmark": (
        lambda file: file.replace(file.number(b"<</Parent", 2), b"/Title<FEFF", b"/Title<FEFF0058"),
        "PAGE_SPOKEN_DIFFERS",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_lie_fails_though_every_signature_holds(name):
    change, code = LIES[name]
    file = opened(made().unsealed)
    change(file)
    report = judged(file)
    assert report.indication is Indication.TOTAL_FAILED
    failed = [check for check in report.checks if check.outcome.value == "failed"]
    assert [check.code for check in failed] == [code]
    assert failed[0].source


@pytest.mark.parametrize("name", ["ecdsa", "rsa"])
def test_golden_files_pass(name):
    report = verify((VECTORS / "golden" / f"{name}.pdf").read_bytes(), vector_policy("trust"))
    assert report.indication is Indication.TOTAL_PASSED
