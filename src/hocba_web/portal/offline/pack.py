"""What the page brings along, so that it needs no network: rules, profiles, whom the authority trusts, sentences.

All of it is the core's own data, so that server and browser cannot drift apart (docs/formats/browser-verifier.md).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from hocba.documents.papers import PAPER_VERSION, SEALED_PAPERS, seal_caption
from hocba.documents.rendition import ATTACHMENT_NAME, Stage
from hocba.documents.xml import widest_limits
from hocba.messages import Language, catalogue
from hocba.signature_profile import Field, Profile, Slot, list_format, profile, profile_names
from hocba.signature_profile.handover import handover_form
from hocba.verification import Policy, TrustStore
from hocba.verification.codes import FINDINGS, STEPS
from hocba.verification.report import SubIndication
from hocba_web.portal.offline.grammar import grammar

MOST_STATUS_BYTES = 512 * 1024
"""Revocation lists beyond this are left out: then a status is unknown here, and the page says so."""
_DEFAULT = Policy(validation_time=datetime.fromtimestamp(0, UTC))
"""Asked for its defaults only."""
_MOST_FILE_BYTES = 32 * 1024 * 1024
_READING = (
    *("TOO_LARGE", "TOO_MANY_NODES", "TOO_DEEP", "TEXT_TOO_LONG", "ENCODING_NOT_UTF8", "DTD_FORBIDDEN"),
    *("COMMENT_FORBIDDEN", "XML_MALFORMED", "UNKNOWN_PROFILE", "SCHEMA_INVALID", "FIELD_REQUIRED", "FIELD_UNKNOWN"),
    *("FIELD_REPEATED", "FIELD_NOT_TEXT", "FIELD_INVALID", "DUPLICATE_PART", "DUPLICATE_SUBJECT", "LIST_MALFORMED"),
    *("LIST_TOO_LONG", "LIST_EMPTY", "LIST_ID_TAKEN"),
)
"""Refusals of the core's reader that the browser's reader makes too."""


@cache
def rules() -> dict[str, Any]:
    """The part that changes only with the software."""
    form = list_format()
    limits = widest_limits()
    return {
        "rules": {code: [rule.outcome.value, rule.sub_indication.value] for code, rule in FINDINGS.items()},
        "ranks": [one.value for one in SubIndication],
        "profiles": [_profile(profile(name)) for name in profile_names()],
        "document_usages": sorted(set().union(*(profile(n).certificates.extended_key_usages for n in profile_names()))),
        "list": {
            "root": form.root,
            "record": form.record,
            "id_attribute": form.id_attribute,
            "id": form.id,
            "key": form.key,
            "profile": form.profile.name,
            "most_records": form.most_records,
            "limits": asdict(form.limits),
        },
        "papers": {
            "version": PAPER_VERSION,
            "kinds": sorted(SEALED_PAPERS),
            "caption": seal_caption("{organisation}"),
        },
        "attachment": ATTACHMENT_NAME,
        "copy_stage": Stage.AUTHORITY_COPY.value,
        "handover": handover_form().profile.tags.root,
        "limits": asdict(limits),
        "most_bytes": _MOST_FILE_BYTES,
        "tolerance": int(_DEFAULT.clock_tolerance.total_seconds() * 1000),
    }


def trust(store: TrustStore) -> dict[str, Any]:
    """Anchors and revocation lists in base64 (DER), with what stands beside them; nothing secret is in a trust store.

    `lists_complete` is False where lists were left out for their size, or there are OCSP answers, which it cannot read.
    """
    lists = [crl.public_bytes(Encoding.DER) for crl in store.crls]
    small = sum(map(len, lists)) <= MOST_STATUS_BYTES
    return {
        "anchors": [_base64(anchor.der) for anchor in store.anchors],
        "names": list(dict.fromkeys(anchor.common_name or anchor.subject for anchor in store.anchors)),
        "lists": [_base64(der) for der in lists] if small else [],
        "lists_complete": small and not store.responses,
    }


@lru_cache(maxsize=4)
def trust_of(folder: Path | None, _state: str, load: Callable[[], TrustStore]) -> dict[str, Any]:
    """`trust` of what `load` reads, kept while the folder's files (its state) stay as they are."""
    del folder
    return trust(load())


@cache
def sentences(language: Language) -> dict[str, list[str]]:
    """What happened and what to do next, by code, for every code that this page can say."""
    found = catalogue()
    return {
        code: [found[code].vi, found[code].next_vi] if language == "vi" else [found[code].en, found[code].next_en]
        for code in (*STEPS, *FINDINGS, *_READING)
        if code in found
    }


def _base64(der: bytes) -> str:
    return b64encode(der).decode("ascii")


def _profile(of: Profile) -> dict[str, Any]:
    spaces, fields = of.namespaces, ("general", "history", "part", "subject", "not_assessed")
    return {
        "name": of.name,
        "version": of.version,
        "version_tag": of.version_tag,
        "one_serialisation": of.one_serialisation,
        "strict_signatures": of.strict_signatures,
        "utc_offset_minutes": of.utc_offset_minutes,
        "date_formats": list(of.date_formats),
        "limits": asdict(of.limits),
        "tags": asdict(of.tags),
        "namespaces": asdict(spaces),
        "personal_id": of.certificates.personal_id,
        "slots": [_slot(slot) for slot in of.slots],
        "algorithms": [one.uri for one in of.algorithms],
        "digests": sorted(of.digests),
        "fields": {
            name: [_field(one) for one in getattr(of, name)]
            for name in (*fields, "competencies", "qualities", "closing")
        },
        "subjects": [
            {"subject": name, "code": row.code, "names": list(row.names)} for name, row in of.subject_codes.items()
        ],
        "words": {
            kind: {word: name for name, words in table.items() for word in words} for kind, table in of.words.items()
        },
        "grammar": grammar(of.name),
    }


def _slot(slot: Slot) -> dict[str, Any]:
    return {name: getattr(slot, name) for name in slot.__slots__}


def _field(field: Field) -> dict[str, str]:
    return {"tag": field.tag, "path": field.path, "type": field.type, "need": field.need}
