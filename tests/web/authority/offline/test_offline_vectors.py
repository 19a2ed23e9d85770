"""The verifier in the browser says of every vector what the core says, and never anything milder."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from offline_pages import AT, MANIFEST, VECTORS, Verifier, store_of

from hocba.verification import Policy, VerificationReport, verify

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOT_CLAIMED = {"PDF_TEXT", "PDF_TEXT_DIFFERS", "RULES_OF_YEAR", "OVERALL_RESULT_DIFFERS"}
"""Codes of the checks that docs/formats/browser-verifier.md leaves to the server."""
BY_THE_PICTURE = {"pdf-cms-by-a-person"}
"""Attacks in which the core finds, beside what the browser finds, that the picture of the seal is another one."""
ENTRIES = MANIFEST["vectors"]
SECOND = 1000


@cache
def policy(trust: str) -> Policy:
    return Policy(validation_time=AT, trust=store_of(trust))


def by_core(data: bytes, trust: str = "trust") -> VerificationReport:
    return verify(data, policy(trust))


def verdict_of(report: VerificationReport) -> tuple[str, str | None]:
    return report.indication.value, report.sub_indication.value if report.sub_indication else None


def claimed(checks: Iterable[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    return {check for check in checks if check[0] not in NOT_CLAIMED}


def test_every_vector_is_judged_as_by_the_core_without_a_request(verifier: Verifier) -> None:
    files = [(entry["trust"], (VECTORS / entry["file"]).read_bytes()) for entry in ENTRIES]
    judged = verifier.judge(files)
    compared = 0
    for entry, (trust, data), found in zip(ENTRIES, files, judged, strict=True):
        name = entry.get("attack") or entry["file"]
        core = by_core(data, trust)
        if "PDF_TEXT_DIFFERS" in {check.code for check in core.findings}:
            assert "PDF_TEXT" in found.codes("not_checked"), name  # said, and the page says so in its headline
            continue
        compared += 1
        assert found.indication == entry["indication"], (name, found.codes("failed", "indeterminate"))
        if name not in BY_THE_PICTURE:
            assert found.sub == entry["sub_indication"], name
        if entry["code"] and core.profile:
            assert found.codes("failed", "indeterminate"), name
    assert compared == len(ENTRIES) - sum(entry["code"] == "PDF_TEXT_DIFFERS" for entry in ENTRIES)
    assert sum(Path(entry["file"]).suffix == ".xml" for entry in ENTRIES) > 150, "no XML vector is left out"
    assert verifier.requests == []
    assert max(found.took for found in judged) < SECOND


def test_golden_files_pass_the_same_checks_one_by_one(verifier: Verifier) -> None:
    golden = sorted((VECTORS / "golden").iterdir())
    for file, found in zip(golden, verifier.judge([("trust", one.read_bytes()) for one in golden]), strict=True):
        core = {(check.code, check.outcome.value, check.where) for check in by_core(file.read_bytes()).checks}
        assert claimed(found.checks) == claimed(core), file.name


SCRAPS = [
    *(b" ", b"\n", b"\r\n", b"&amp;", b"&#65;", b"<", b">", b'"', b"0", b"=", b"\xc3"),
    *(b"<a/>", b' xmlns:x="urn:x"', b"<![CDATA[x]]>"),
]


def broken(data: bytes, chance: random.Random) -> bytes:
    """The file with something flipped, cut out, put in or moved."""
    found = bytearray(data)
    at = chance.randrange(len(found))
    match chance.randrange(5):
        case 0:
            found[at] ^= 1 << chance.randrange(8)
        case 1:
            del found[at : at + chance.choice([1, 2, 40])]
        case 2:
            found[at:at] = chance.choice(SCRAPS)
        case 3:
            other = chance.randrange(len(found))
            found[at:at] = found[other : other + chance.choice([1, 50, 400])]
        case _:
            tag = max(found.find(b">", at), 0) + 1
            found[tag:tag] = chance.choice(SCRAPS)
    return bytes(found)


def test_broken_files_are_never_judged_milder_and_nearly_always_the_same(verifier: Verifier) -> None:
    chance = random.Random(20260601)  # noqa: S311  # repeatable, nothing secret
    names = ["ecdsa.xml", "rsa.xml", "cv2088.xml", "not-assessed.xml", "package.xml"]
    files = [("trust", broken((VECTORS / "golden" / chance.choice(names)).read_bytes(), chance)) for _ in range(300)]
    other = 0
    for (_, data), found in zip(files, verifier.judge(files), strict=True):
        core = verdict_of(by_core(data))
        assert (found.indication == "TOTAL_PASSED") == (core[0] == "TOTAL_PASSED")
        other += (found.indication, found.sub) != core
    assert other <= 3  # certificates that are broken in ways that one of the two readers names first


def test_broken_pdfs_never_pass(verifier: Verifier) -> None:
    chance = random.Random(20260602)  # noqa: S311  # repeatable, nothing secret
    golden = (VECTORS / "golden" / "ecdsa.pdf").read_bytes()
    files = [("trust", broken(golden, chance)) for _ in range(60)]
    files = [(trust, data) for trust, data in files if data != golden and b"%PDF-" in data[:1024]]
    for found in verifier.judge(files):
        assert found.indication != "TOTAL_PASSED"
