"""Records signed with every kind of key, sealed papers, hand-overs: beyond the vectors, and as the core judges them."""

from __future__ import annotations

import pytest
from offline_pages import AT, Verifier

from hocba.documents.papers import Choice, Section, extract
from hocba.verification import Policy, verify
from support.handovers import signed_handover
from support.keys import demo_ca
from support.papers import FORMALITIES, seal, signed_year
from support.sealed import SEALED_AT, sealed
from support.trust import trust_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEYS = [
    ("rsa2048", "rsa-sha512"),
    ("rsa2048", "rsa-pss-sha256"),
    ("rsa2048", "rsa-pss-sha384"),
    ("p384", "ecdsa-sha384"),
    ("p521", "ecdsa-sha512"),
]
NOT_CLAIMED = {"PDF_TEXT", "RULES_OF_YEAR"}


def test_records_and_seals_with_every_kind_of_key_pass_the_same_checks(verifier: Verifier) -> None:
    policy = Policy(validation_time=AT, trust=trust_of(demo_ca()))
    for kind, algorithm in KEYS:
        made = sealed(kind, algorithm)
        for data, found in zip(
            (made.xml, made.pdf), verifier.judge([("demo", made.xml), ("demo", made.pdf)]), strict=True
        ):
            core = verify(data, policy)
            assert found.indication == core.indication.value == "TOTAL_PASSED", (kind, algorithm, found.checks)
            wanted = {(check.code, check.outcome.value, check.where) for check in core.checks}
            assert {check for check in found.checks if check[0] not in NOT_CLAIMED} == {
                check for check in wanted if check[0] not in NOT_CLAIMED
            }
    assert verifier.requests == []


def test_a_sealed_paper_tells_who_sealed_it_and_that_its_letters_were_not_read(verifier: Verifier) -> None:
    choice = Choice(frozenset({Section.SUBJECTS, Section.OVERALL}))
    paper = seal(extract([signed_year()], choice, FORMALITIES, created_at=SEALED_AT, to_be_sealed=True))
    wrong = paper.replace(b"/Reason<FEFF0054", b"/Reason<FEFF0055", 1)
    good, other = verifier.judge([("demo", paper), ("demo", wrong)])
    assert wrong != paper
    assert good.indication == "TOTAL_PASSED"
    assert {"PDF_XML_INSIDE", "PDF_TEXT"} <= good.codes("not_checked")
    assert (other.indication, other.sub) == ("TOTAL_FAILED", "HASH_FAILURE")


def test_hand_overs_and_other_files_are_left_to_the_server(verifier: Verifier) -> None:
    for found in verifier.judge([("demo", signed_handover()), ("demo", b"PK\3\4"), ("demo", b"")]):
        assert found.indication is None
