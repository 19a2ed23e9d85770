"""The only door for XML from outside: what it refuses, on both sides of every bound."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.documents.xml import parse_strict
from hocba.errors import DocumentError
from hocba.messages import text
from hocba.signature_profile import Limits, profile

LIMITS = Limits(bytes=4_000, depth=5, nodes=40, text=1_000)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'


def refusal(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(DocumentError) as refused:
        parse_strict(data, limits)
    assert text(refused.value.code, {"where": refused.value.where, **refused.value.params}) != refused.value.code
    return refused.value.code


@pytest.mark.parametrize(
    "data",
    [
        b"<a/>",
        b"<a></a>\n",
        DECLARATION + b"\n<a/>",
        b"\xef\xbb\xbf" + DECLARATION + b"<a/>",
        b"<?xml version='1.0'?><a/>",
        b"<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\r\n<a/>",
        b"<a>&lt;!DOCTYPE&#10;&amp;</a>",
        b"<a><![CDATA[<!DOCTYPE x>]]></a>",
    ],
)
def test_plain_xml_in_utf8_is_read(data):
    assert parse_strict(data, LIMITS).tag == "a"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "XML_MALFORMED"),
        (b"hello", "XML_MALFORMED"),
        (b"<a>", "XML_MALFORMED"),
        (b"<a></b>", "XML_MALFORMED"),
        (b"<a/><b/>", "XML_MALFORMED"),
        (b"<a>&unknown;</a>", "XML_MALFORMED"),
        (b"<a b='1' b='2'/>", "XML_MALFORMED"),
        (b"<x:a/>", "XML_MALFORMED"),
        (b"<a>\x01</a>", "XML_MALFORMED"),
        (b"<?xml version='1.1'?><a/>", "XML_MALFORMED"),
        (b"<?xml encoding='UTF-8'?><a/>", "XML_MALFORMED"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "ENCODING_NOT_UTF8"),
        ("<a>Trần</a>".encode("utf-16"), "ENCODING_NOT_UTF8"),
        ("<a>Trần</a>".encode("cp1258", "replace").replace(b"?", b"\xff"), "ENCODING_NOT_UTF8"),
        (b"<!DOCTYPE a><a/>", "DTD_FORBIDDEN"),
        (b"\xef\xbb\xbf<!DOCTYPE a><a/>", "DTD_FORBIDDEN"),
        (DECLARATION + b"\n <!-- x --><?y z?>\n<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", "DTD_FORBIDDEN"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "DTD_FORBIDDEN"),
        (b"<!doctype a><a/>", "DTD_FORBIDDEN"),
        (b"<a><!-- hidden --></a>", "COMMENT_FORBIDDEN"),
        (b"<!-- before --><a/>", "COMMENT_FORBIDDEN"),
        (b"<a/><!-- after -->", "COMMENT_FORBIDDEN"),
        (b"<a><?php echo ?></a>", "COMMENT_FORBIDDEN"),
        (b"<?xml-stylesheet href='x'?><a/>", "COMMENT_FORBIDDEN"),
        (DECLARATION + b"<?xml-stylesheet href='x'?><a/>", "COMMENT_FORBIDDEN"),
    ],
)
def test_what_no_record_holds_is_refused_by_its_code(data, code):
    assert refusal(data) == code


def test_the_depth_bound_is_exact():
    assert parse_strict(b"<a>" * 5 + b"</a>" * 5, LIMITS) is not None
    assert refusal(b"<a>" * 6 + b"</a>" * 6) == "TOO_DEEP"
    assert refusal(b"<a>" * 300 + b"</a>" * 300, Limits(bytes=9_000, depth=5, nodes=9_000, text=10)) == "TOO_DEEP"


def test_the_bound_on_elements_is_exact():
    def of(count: int) -> bytes:
        return b"<a>" + b"<b/>" * (count - 1) + b"</a>"

    assert len(parse_strict(of(40), LIMITS)) == 39
    assert refusal(of(41)) == "TOO_MANY_NODES"
    assert refusal(of(900)) == "TOO_MANY_NODES"


def test_the_bounds_on_bytes_and_text_are_exact():
    assert parse_strict(b"<a>" + b"x" * 1_000 + b"</a>", LIMITS).text == "x" * 1_000
    assert refusal(b"<a>" + b"x" * 1_001 + b"</a>") == "TEXT_TOO_LONG"
    assert refusal(b"<a b='" + b"x" * 1_001 + b"'/>") == "TEXT_TOO_LONG"
    filler = b"<a>" + b"<b>y</b>" * 30 + b"</a>"
    padded = filler + b" " * (LIMITS.bytes - len(filler))
    assert parse_strict(padded, LIMITS) is not None
    assert refusal(padded + b" ") == "TOO_LARGE"
    huge = Limits(bytes=20_000_000, depth=5, nodes=10, text=1_000)
    assert refusal(b"<a>" + b"x" * 10_500_000 + b"</a>", huge) == "TEXT_TOO_LONG"


def test_a_bomb_costs_no_memory():
    limits = profile().limits
    bomb = b"<a/>" * (limits.bytes // 4)
    tracemalloc.start()
    try:
        assert refusal(bomb, limits) == "TOO_MANY_NODES"
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


CODES = {"XML_MALFORMED", "DTD_FORBIDDEN", "COMMENT_FORBIDDEN", "ENCODING_NOT_UTF8"}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        outcome = parse_strict(data, LIMITS).tag
    except DocumentError as refused:
        outcome = refused.code
    assert isinstance(outcome, str)
    assert outcome in CODES or b"<" in data
