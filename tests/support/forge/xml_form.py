"""The same content in another form, or content that only looks the same: nothing may hide in what a parser forgives."""

from __future__ import annotations

from collections.abc import Iterator

from support.forge import golden
from support.forge.attack import FAILED, Attack, swap

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCORE = "<DIEM_KIEM_TRA_DINH_KY>9<"


def form_attacks() -> Iterator[Attack]:
    """Changes that leave every digest as it was, and constructions that attack the parser."""
    base = golden.xml_a()
    name = golden.record_a().pupil.name
    body = base.removeprefix(_DECLARATION.encode())
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    changes = {
        "comment-in-score": (
            _SCORE,
            "<DIEM_KIEM_TRA_DINH_KY>9<!-- -->0<",
            "a comment that splits a score",
            "COMMENT_FORBIDDEN",
        ),
        "comment-in-name": (
            f"<HO_VA_TEN>{name}",
            f"<HO_VA_TEN>{name}<!---->",
            "a comment in a name",
            "COMMENT_FORBIDDEN",
        ),
        "processing-instruction": ("<TONG_KET>", "<?x y?><TONG_KET>", "a processing instruction", "COMMENT_FORBIDDEN"),
        "cdata": (f"<HO_VA_TEN>{name}<", f"<HO_VA_TEN><![CDATA[{name}]]><", "CDATA for text", "XML_NOT_CANONICAL"),
        "character-reference": ("<DAN_TOC>Kinh", "<DAN_TOC>&#75;inh", "a letter as number", "XML_NOT_CANONICAL"),
        "single-quotes": ('Id="data"', "Id='data'", "other quotes", "XML_NOT_CANONICAL"),
        "empty-tag": (
            'xml-exc-c14n#"></ds:CanonicalizationMethod>',
            'xml-exc-c14n#"/>',
            "an empty-element tag",
            "XML_NOT_CANONICAL",
        ),
        "space-in-tag": ("<TONG_KET>", "<TONG_KET >", "white space in a tag", "XML_NOT_CANONICAL"),
        "space-between": ("</GVCN>", "</GVCN> ", "white space between elements", "XML_NOT_CANONICAL"),
        "line-between": (
            "</DU_LIEU_HOC_BA>",
            "</DU_LIEU_HOC_BA>\n",
            "a line break between elements",
            "XML_NOT_CANONICAL",
        ),
        "extra-namespace": (
            "<HOC_BA>",
            '<HOC_BA xmlns:x="urn:x">',
            "a namespace that nothing uses",
            "XML_NOT_CANONICAL",
        ),
        "no-declaration": (_DECLARATION, "", "no XML declaration", "XML_NOT_CANONICAL"),
        "other-declaration": (
            _DECLARATION,
            "<?xml version='1.0' encoding='UTF-8'?>\n",
            "another XML declaration",
            "XML_NOT_CANONICAL",
        ),
        "xml-1-1": ('version="1.0"', 'version="1.1"', "XML 1.1", "XML_MALFORMED"),
        "unknown-profile": (
            "<PHIEN_BAN>school-2025/1",
            "<PHIEN_BAN>school-2025/9",
            "a profile nobody knows",
            "UNKNOWN_PROFILE",
        ),
        "other-root": ("<HOC_BA>", "<HOC_BA_SO>", "tags that do not match", "XML_MALFORMED"),
    }
    for key, (old, new, why, code) in changes.items():
        yield Attack(f"form-{key}", swap(base, old, new), "ecdsa.xml", f"The file was rewritten: {why}.", code)
    value = base.index(b'<ds:SignatureValue Id="sigval-ky-phat-hanh">') + len(
        '<ds:SignatureValue Id="sigval-ky-phat-hanh">'
    )
    pad = base.index(b"==</ds:SignatureValue>", value)
    bits = base[: pad - 1] + _next_letter(base[pad - 1 : pad]) + base[pad:]
    dtd = '<!DOCTYPE HOC_BA [<!ENTITY e "x">]>'
    external = '<!DOCTYPE HOC_BA [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    deep = b"<HOC_BA>" * 300 + b"</HOC_BA>" * 300
    prefix = base.replace(b"<ds:KeyInfo>", b'<dsig:KeyInfo xmlns:dsig="http://www.w3.org/2000/09/xmldsig#">', 1)
    prefix = prefix.replace(b"</ds:KeyInfo>", b"</dsig:KeyInfo>", 1)
    made = {
        "base64-line-break": (
            base[: value + 20] + b"\n" + base[value + 20 :],
            "a line break in base64",
            "XML_NOT_CANONICAL",
        ),
        "base64-spare-bits": (bits, "other spare bits in base64", "BASE64_NOT_CANONICAL"),
        "other-prefix": (prefix, "another prefix where nothing is signed", "XML_NOT_CANONICAL"),
        "byte-order-mark": (b"\xef\xbb\xbf" + base, "a byte order mark", "XML_NOT_CANONICAL"),
        "utf-16": (base.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "UTF-16", "ENCODING_NOT_UTF8"),
        "line-at-end": (base + b"\n", "a line break at the end", "XML_NOT_CANONICAL"),
        "bytes-at-end": (base + b"<x/>", "another element after the root", "XML_MALFORMED"),
        "null-at-end": (base + b"\0", "a zero byte at the end", "XML_MALFORMED"),
        "truncated": (base[: len(base) // 2], "half of the file", "XML_MALFORMED"),
        "empty-root": (b"<HOC_BA/>", "nothing in it", "UNKNOWN_PROFILE"),
        "dtd-entity": (
            swap((_DECLARATION + dtd).encode() + body, "<DAN_TOC>Kinh", "<DAN_TOC>&e;"),
            "a DTD with an entity",
            "DTD_FORBIDDEN",
        ),
        "external-entity": (
            swap((_DECLARATION + external).encode() + body, "<DAN_TOC>Kinh", "<DAN_TOC>&e;"),
            "an entity from a file",
            "DTD_FORBIDDEN",
        ),
        "entity-bomb": (
            f'<!DOCTYPE HOC_BA [<!ENTITY e0 "ha">{entities}]><HOC_BA>&e9;</HOC_BA>'.encode(),
            "entities that grow without end",
            "DTD_FORBIDDEN",
        ),
        "deep-nesting": (deep, "three hundred levels", "TOO_DEEP"),
        "not-utf-8": (base.replace("Quảng".encode(), b"Qu\xe4ng", 1), "bytes that are no UTF-8", "ENCODING_NOT_UTF8"),
    }
    for key, (data, why, code) in made.items():
        yield Attack(f"form-{key}", data, "ecdsa.xml", f"The file was rewritten: {why}.", code, FAILED)


def _next_letter(letter: bytes) -> bytes:
    """The base64 letter whose value is one more: the same bytes, since only spare bits differ."""
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return alphabet[alphabet.index(letter) + 1 :][:1]
