"""The strict readers under the verification of a PDF: DER, PDF values, the frame, the seal."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.errors import DocumentError, UnreadableFile
from hocba.verification import Indication, Outcome, Policy, embedded_xml, verify, verify_pair
from hocba.verification.der import OCTET_STRING, SEQUENCE, read_der
from hocba.verification.findings import Finding
from hocba.verification.pdf.layout import HEADER, inflate, read_frame
from hocba.verification.pdf.values import Name, Ref, Text, read_dictionary, read_value
from support.forge.build import policy as vector_policy

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
PDF = (VECTORS / "golden" / "ecdsa.pdf").read_bytes()
XML = (VECTORS / "golden" / "ecdsa.xml").read_bytes()


def policy(**changes: object) -> Policy:
    import dataclasses  # noqa: PLC0415  # one use

    return dataclasses.replace(vector_policy("trust"), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x30",
        b"\x30\x80\x00\x00",
        b"\x30\x81\x05" + b"\0" * 5,  # a length that fits into one byte
        b"\x30\x82\x00\x90" + b"\0" * 0x90,  # a leading zero
        b"\x30\x84\x00\x00\x00\x01\x00",
        b"\x30\x02\x05",
        b"\x30\x00\x00",
        b"\x1f\x01\x00",
        b"\x30\x81",
    ],
)
def test_der_has_one_encoding(data: bytes) -> None:
    with pytest.raises(Finding) as caught:
        read_der(data)
    assert caught.value.code == "DER_MALFORMED"


def test_der_is_read_by_its_tags() -> None:
    node = read_der(b"\x30\x06\x04\x01A\x04\x01B").expect(SEQUENCE)
    assert [one.content for one in node.children()] == [b"A", b"B"]
    with pytest.raises(Finding):
        node.expect(OCTET_STRING)
    long = b"\x04\x82\x01\x00" + b"x" * 256
    assert read_der(long).content == b"x" * 256


@given(st.binary(max_size=40))
def test_der_of_any_origin_never_breaks_the_reader(data: bytes) -> None:
    try:
        assert read_der(data).whole == data
    except Finding as finding:
        assert finding.code == "DER_MALFORMED"  # noqa: PT017  # either is right


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"<</A 1/B[2 0 R -3.5 true false null]>>", {"A": 1.0, "B": [Ref(2), -3.5, True, False, None]}),
        (b" /Name ", Name("Name")),
        (b"(a\\(b\\)\\n)", Text(b"a(b)\n")),
        (b"<FEFF0041>", Text(b"\xfe\xff\0A")),
        (b"/application#2Fxml", Name("application#2Fxml")),
        (b"<<>>", {}),
        (b"[]", []),
    ],
)
def test_values_are_read(data: bytes, value: object) -> None:
    assert read_value(data) == value


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<<", b"[", b"<</A>>", b"<</A 1/A 2>>", b"<<1 2>>", b"<</A 1>> x", b"% comment", b"(a(b))", b"(\\101)",
        b"<414>", b"/A#42", b">>", b"]", b"[" * 40 + b"]" * 40, b"1 0", b"<</A 1 0 obj>>", b"truefalse",
    ],
)  # fmt: skip
def test_values_with_a_second_way_to_write_them_are_refused(data: bytes) -> None:
    with pytest.raises(Finding) as caught:
        read_value(data)
    assert caught.value.code == "PDF_UNREADABLE"


def test_a_dictionary_is_a_dictionary() -> None:
    with pytest.raises(Finding):
        read_dictionary(b"[]")
    assert Text(b"\xfe\xff\0A").words() == "A"
    assert Text(b"\xe9").words() == "é"
    with pytest.raises(Finding):
        Text(b"\xfe\xff\0").words()


def test_inflate_takes_one_whole_stream() -> None:
    packed = zlib.compress(b"x" * 100)
    assert inflate(packed, 100) == b"x" * 100
    for wrong, limit in ((packed, 99), (packed[:-1], 100), (packed + b"\0", 100), (b"nothing", 100)):
        with pytest.raises(Finding) as caught:
            inflate(wrong, limit)
        assert caught.value.code == "PDF_UNREADABLE"


def rebuilt(*, table: object = None, size: int | None = None, root: bytes = b"") -> bytes:
    """The golden file with another cross-reference stream."""
    start = int(PDF[PDF.rindex(b"startxref") :].split()[1])
    head, rest = PDF[start:].split(b"\nstream\n", 1)
    data = zlib.decompress(rest[: rest.rindex(b"\nendstream")])
    rows = [list(row) for row in struct.iter_unpack(">BBHH", data)]
    if callable(table):
        table(rows)
    packed = zlib.compress(b"".join(struct.pack(">BBHH", *row) for row in rows), 9)
    dictionary = head[: head.rindex(b"/Length ")] + b"/Length %d>>" % len(packed)
    if size is not None:
        dictionary = dictionary.replace(b"/Size %d" % len(rows), b"/Size %d" % size)
    dictionary = dictionary.replace(b"/Root ", root or b"/Root ")
    return PDF[:start] + dictionary + b"\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def test_the_rebuilt_file_is_the_same_frame() -> None:
    assert read_frame(rebuilt()).root == read_frame(PDF).root


def _hide(rows: list[list[int]]) -> None:
    number = next(n for n, row in enumerate(rows) if row[0] == 1)
    rows[number] = [0, 0, 0, 0]


def _shift(rows: list[list[int]]) -> None:
    number = next(n for n, row in enumerate(rows) if row[0] == 1)
    rows[number][2] += 1


def _first(rows: list[list[int]]) -> None:
    rows[0] = [0, 0, 0, 0]


def _two_containers(rows: list[list[int]]) -> None:
    number = next(n for n, row in enumerate(rows) if row[0] == 2)
    rows[number][2] += 1


def _order(rows: list[list[int]]) -> None:
    first, second = [n for n, row in enumerate(rows) if row[0] == 2][:2]
    rows[first][3], rows[second][3] = rows[second][3], rows[first][3]


def _unpacked(rows: list[list[int]]) -> None:
    number = next(n for n, row in enumerate(rows) if row[0] == 2)
    rows[number] = [0, 0, 0, 0]


def _container_elsewhere(rows: list[list[int]]) -> None:
    other = next(n for n, row in enumerate(rows) if row[0] == 1)
    for row in rows:
        if row[0] == 2:
            row[1], row[2] = 0, other


@pytest.mark.parametrize("change", [_hide, _shift])
def test_objects_fill_the_file(change: object) -> None:
    with pytest.raises(Finding) as caught:
        read_frame(rebuilt(table=change))
    assert caught.value.code in {"PDF_CHANGED_AFTER_SEALING", "PDF_NOT_OURS"}


@pytest.mark.parametrize("change", [_first, _two_containers, _order, _unpacked, _container_elsewhere])
def test_the_cross_reference_is_that_of_our_files(change: object) -> None:
    with pytest.raises(Finding) as caught:
        read_frame(rebuilt(table=change))
    assert caught.value.code == "PDF_NOT_OURS"


@pytest.mark.parametrize("size", [1, 5, 70_000])
def test_the_size_is_that_of_the_table(size: int) -> None:
    with pytest.raises(Finding):
        read_frame(rebuilt(size=size))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", HEADER, HEADER + b"x" * 100, HEADER + PDF[-40:]])
def test_fragments_are_refused(data: bytes) -> None:
    with pytest.raises(Finding):
        read_frame(data)


def test_the_xml_inside_can_be_had_without_proof() -> None:
    assert embedded_xml(PDF, policy()) == XML
    unsealed = (VECTORS / "tampered" / "pdf-content-flipped.pdf").read_bytes()
    with pytest.raises(DocumentError):
        embedded_xml(unsealed, policy())
    with pytest.raises(DocumentError) as caught:
        embedded_xml(b"%PDF-1.4\n", policy())
    assert caught.value.code == "PDF_NOT_OURS"


def test_a_pair_is_judged_as_its_files_alone() -> None:
    for xml in (XML, (VECTORS / "golden" / "rsa.xml").read_bytes(), XML.replace(b"Kinh", b"Dao.")):
        assert verify_pair(xml, PDF, policy()) == (verify(xml, policy()), verify(PDF, policy()))
    with pytest.raises(UnreadableFile):
        verify_pair(PDF, XML, policy())
    with pytest.raises(UnreadableFile):
        verify_pair(XML, XML, policy())
    small = policy(max_bytes=100)
    assert [one.findings[0].code for one in verify_pair(XML, PDF, small)] == ["FILE_TOO_LARGE"] * 2


def test_the_text_is_compared_unless_the_policy_says_no() -> None:
    outcomes = {
        check_text: [c.outcome for c in verify(PDF, policy(check_text=check_text)).checks if c.code == "PDF_TEXT"]
        for check_text in (True, False)
    }
    assert outcomes == {True: [Outcome.PASSED], False: [Outcome.NOT_CHECKED]}


def test_the_pdf_covers_what_is_inside() -> None:
    report = verify(PDF, policy())
    assert report.kind == "pdf"
    assert report.signed_xml == XML
    assert [one.slot for one in report.signatures][-2:] == ["KY_PHAT_HANH", "PDF"]
    assert {one.covered_by[-1] for one in report.signatures[:-1]} == {"PDF"}
    assert report.signatures[-1].status == "good"


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"hello", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"  text", b" " * 2000 + b"%PDF-"]
)
def test_what_is_neither_xml_nor_pdf(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        verify(data, policy())
    assert caught.value.code == "NOT_XML_OR_PDF"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<", "xml"),
        (b"<?xml", "xml"),
        (b"\xef\xbb\xbf<x/>", "xml"),
        (b"\n <x/>", "xml"),
        ("<x/>".encode("utf-16"), "xml"),
        (b"<html><body>404</body></html>", "xml"),
        (b"<DANH_SACH_HOC_BA>", "package"),
        (b"%PDF-", "pdf"),
        (b"x" * 500 + b"%PDF-1.4", "pdf"),
    ],
)  # fmt: skip
def test_what_begins_as_xml_or_pdf_fails_with_its_report(data: bytes, kind: str) -> None:
    report = verify(data, policy())
    assert report.indication is Indication.TOTAL_FAILED
    assert report.sub_indication is not None
    assert report.sub_indication.value == "FORMAT_FAILURE"
    assert report.kind in {kind, "xml"}


@given(
    st.binary(max_size=200),
    st.sampled_from([b"<", b"<HOC_BA", b"<DANH_SACH_HOC_BA ", b"%PDF-1.7\n", HEADER, XML[:3000]]),
)
def test_no_input_breaks_the_verifier(tail: bytes, head: bytes) -> None:
    assert verify(head + tail, policy()).indication is Indication.TOTAL_FAILED
