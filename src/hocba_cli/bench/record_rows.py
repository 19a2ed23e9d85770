"""The rows about one record: issue it, sign it, verify it, and how large it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from hocba.documents.rendition import Form
from hocba.documents.rendition.form import LookUp
from hocba_cli.bench import fixture
from hocba_cli.bench.keyring import KeyRing
from hocba_cli.bench.ours import SIGNATURES, Ours
from hocba_cli.bench.peers_pdf import (
    PyHankoVerifier,
    WeasyPrintRenderer,
    seal_stock,
    seal_tuned,
    stock_signer,
    tuned_signer,
    weasyprint_name,
)
from hocba_cli.bench.peers_typst import TypstRenderer, qr_svg
from hocba_cli.bench.peers_xml import SignxmlVerifier, XmlsecVerifier, places, sign_by_signxml
from hocba_cli.bench.report import Row, faster, over_floor
from hocba_cli.bench.timing import interleaved

_SIGNXML, _PYHANKO, _XMLSEC = (f"{name} {version(name)}" for name in ("signxml", "pyHanko", "xmlsec"))
_FULL_PEERS = f"{_SIGNXML} + {weasyprint_name()} + {_PYHANKO} stock"
_TUNED_PEERS = f"our XAdES + Typst {version('typst')} + {_PYHANKO} tuned (key cached, size reserved)"
_VERIFYING_PEERS = f"{_SIGNXML} + {_PYHANKO}"
_FIRST = 999_999
"""Records that are issued before the clock runs have numbers of their own."""

_RECORDS = 64
"""So many records are made before their signing is measured: making the values is no part of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One record as both of its files."""

    xml: bytes
    pdf: bytes


class Stacks:
    """Ours and the peers', all with the same keys and the same records."""

    def __init__(self, ours: Ours, keyring: KeyRing) -> None:
        self.ours = ours
        teachers = (fixture.HOMEROOM, fixture.ENGLISH, fixture.ARTS)
        parts = [f"gv-{teacher.personal_id}" for teacher in teachers]
        self._places = places(keyring, parts, fixture.HOMEROOM.personal_id, fixture.HEAD.personal_id)
        self._weasyprint = WeasyPrintRenderer()
        self._typst = TypstRenderer()
        self._stock = stock_signer(keyring.own_seal)
        self._tuned = tuned_signer(keyring.own_seal)
        (root_pem,) = keyring.pki.trust.glob("*.pem")
        self.signxml = SignxmlVerifier(root_pem, self._places)
        self.xmlsec = XmlsecVerifier(keyring.root)
        self.pyhanko = PyHankoVerifier(keyring)
        self._lines = ours.form_lines(_FIRST)
        self.raw_key = keyring.own_seal

    def ours_made(self, number: int) -> Pair:
        """Ours without verification."""
        xml, form = self.ours.signed_with_form(number)
        return Pair(xml, self.ours.seal(self.ours.render(form, xml)))

    def peers_made(self, number: int) -> Pair:
        """The peers' own stack: signxml, WeasyPrint, pyHanko as it comes."""
        record = self.ours.record(number)
        xml = sign_by_signxml(self.ours.unsigned(record), self._places)
        form = self.ours.form(record, self._lines)
        return Pair(xml, seal_stock(self._stock, self._weasyprint(form, qr_svg(_qr(form)), xml)))

    def tuned_made(self, number: int) -> Pair:
        """Our XML signatures, the form laid out by Typst and sealed by a tuned pyHanko."""
        xml, form = self.ours.signed_with_form(number)
        return Pair(xml, seal_tuned(self._tuned, self._typst(form, _qr(form), xml, self.ours.now)))

    def peers_verified(self, pair: Pair) -> None:
        """Both files by signxml and pyHanko."""
        self.signxml(pair.xml)
        self.pyhanko(pair.pdf)

    def tuned_verified(self, pair: Pair) -> None:
        """XML by ours, PDF by pyHanko."""
        self.ours.verify(pair.xml)
        self.pyhanko(pair.pdf)

    def raw_signatures(self, message: bytes) -> None:
        """As many RSA signatures as a record holds, and nothing else."""
        for _ in range(SIGNATURES):
            self.raw_key.sign_raw(message)


def _qr(form: Form) -> str:
    return next(block.qr for block in form.blocks if isinstance(block, LookUp))


def record_rows(ours: Ours, keyring: KeyRing, *, rounds: int) -> list[Row]:
    """Every row about one record.

    Raises:
        ValueError: a stack does not verify what it made; then no figure would mean anything.
    """
    stacks = Stacks(ours, keyring)
    mine, theirs = stacks.ours_made(_FIRST), stacks.peers_made(_FIRST)
    ours.verify_with_text(mine.xml)
    ours.verify_with_text(mine.pdf)
    stacks.peers_verified(theirs)
    stacks.tuned_verified(stacks.tuned_made(_FIRST))
    if stacks.xmlsec(mine.xml) != SIGNATURES:
        raise ValueError("xmlsec did not see every signature")
    return [
        *_issue_rows(stacks, rounds),
        _sign_row(stacks, rounds),
        *_verify_rows(stacks, mine, theirs, rounds),
        _size_row(mine, theirs),
    ]


def _issue_rows(stacks: Stacks, rounds: int) -> Sequence[Row]:
    ms = interleaved(
        {
            "ours": stacks.ours.issue,
            "peers": lambda number: stacks.peers_verified(stacks.peers_made(number)),
            "tuned": lambda number: stacks.tuned_verified(stacks.tuned_made(number)),
            "ours made": stacks.ours_made,
            "peers made": stacks.peers_made,
            "tuned made": stacks.tuned_made,
        },
        rounds=rounds,
    )
    what = "issue one record: XML with 6 RSA-2048 XAdES, PDF/A-3a + PDF/UA-1 with that XML inside, seal"
    verified, alone = f"{what}; each stack verifies what it made", f"{what}; nobody verifies"
    full, tuned = (_FULL_PEERS, ms["peers"]), (_TUNED_PEERS, ms["tuned"])
    full_alone, tuned_alone = (_FULL_PEERS, ms["peers made"]), (_TUNED_PEERS, ms["tuned made"])
    return (
        faster("issue_record", verified, ms["ours"], full, bar=15, goal=45),
        faster("issue_record_tuned", verified, ms["ours"], tuned, bar=1.8, goal=6),
        faster("issue_record_unverified", alone, ms["ours made"], full_alone, bar=15, goal=45),
        faster("issue_record_tuned_unverified", alone, ms["ours made"], tuned_alone, bar=1.8, goal=6),
    )


def _sign_row(stacks: Stacks, rounds: int) -> Row:
    message = b"m" * 1000
    records = [stacks.ours.record(number) for number in range(_RECORDS)]
    ms = interleaved(
        {
            "ours": lambda number: stacks.ours.sign(records[number % _RECORDS]),
            "floor": lambda _: stacks.raw_signatures(message),
        },
        rounds=rounds,
    )
    what = "build the XML and sign it six times (RSA-2048)"
    return over_floor(
        "sign_xml_over_floor", what, ms["ours"], ("six raw RSA-2048 signatures", ms["floor"]), bar=1.5, goal=1.25
    )


def _verify_rows(stacks: Stacks, mine: Pair, theirs: Pair, rounds: int) -> Sequence[Row]:
    ours = stacks.ours
    ms = interleaved(
        {
            "ours xml": lambda _: ours.verify(mine.xml),
            "xmlsec": lambda _: stacks.xmlsec(mine.xml),
            "signxml": lambda _: stacks.signxml(theirs.xml),
            "ours pdf": lambda _: ours.verify(mine.pdf),
            "ours text": lambda _: ours.verify_with_text(mine.pdf),
            "pyhanko": lambda _: stacks.pyhanko(theirs.pdf),
        },
        rounds=rounds,
    )
    xml = "verify the XML of six signatures with certificate paths and status"
    pair, pair_peer = ms["ours xml"] + ms["ours pdf"], ms["signxml"] + ms["pyhanko"]
    text = "compare the visible text of the PDF with its XML, as part of verifying the PDF (shown, no peer does it)"
    by_xmlsec = (f"python-{_XMLSEC}, with chain", ms["xmlsec"])
    by_signxml = (f"{_SIGNXML} XAdESVerifier, with chain", ms["signxml"])
    return (
        faster("verify_xml_xmlsec", xml, ms["ours xml"], by_xmlsec, bar=4, goal=6),
        faster("verify_xml_signxml", xml, ms["ours xml"], by_signxml, bar=15, goal=25),
        faster(
            "verify_pair",
            "verify XML and PDF, every revision of the PDF checked, without the comparison of texts",
            pair,
            (_VERIFYING_PEERS, pair_peer),
            bar=50,
            goal=100,
        ),
        Row("verify_text", text, ms["ours text"] - ms["ours pdf"], None, None, "ms CPU", None, None, None, "shown"),
    )


def _size_row(mine: Pair, theirs: Pair) -> Row:
    ours, peer = len(mine.pdf) / 1024, len(theirs.pdf) / 1024
    what = "size of the sealed PDF with its XML inside"
    return Row("sealed_pdf_kib", what, ours, peer, _FULL_PEERS, "KiB", peer / ours, 130, 85, "ours_at_most")
