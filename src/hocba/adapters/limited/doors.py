"""What can be asked of a child."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path

from hocba.adapters.limited.answers import Listed, Paired, Recalled, Uploaded
from hocba.adapters.limited.child import ChildLost, question
from hocba.adapters.limited.pool import Pool
from hocba.verification import VerificationReport


@cache
def shared() -> Pool:
    """The children of this process."""
    return Pool()


def judge_list(content: bytes, *, trust: Path | None, at: datetime, pool: Pool | None = None) -> Listed:
    """Decode and cut a list of records; verify its signature and every record.

    Args:
        content: of a transaction of type 1, encoded.
        trust: folder of anchors and status data; None: nobody is trusted.
        at: aware, UTC; the time at which certificates are judged.
        pool: whose children; by default this process's.

    Raises:
        ChildLost: the child ended, was too slow or answered oddly.
        DocumentError: CONTENT_MALFORMED, CONTENT_TOO_LARGE, TOO_LARGE.
        UnreadableFile: NOT_XML_OR_PDF.
        UsageError: TRUST_UNREADABLE, TRUST_EMPTY.
    """
    with (pool or shared()).child(trust) as child:
        return child.ask(Listed, question("list", trust=trust, at=at), content)


def judge_recall(content: bytes, *, trust: Path | None, at: datetime, pool: Pool | None = None) -> Recalled:
    """Decode a list of records to recall and verify its signature; arguments and refusals as of `judge_list`."""
    with (pool or shared()).child(trust) as child:
        return child.ask(Recalled, question("recall", trust=trust, at=at), content)


def judge_pair(
    xml: bytes, pdf: bytes, *, trust: Path | None, at: datetime, pool: Pool | None = None
) -> VerificationReport:
    """Verify the PDF that carries a record; the report is the PDF's. Otherwise as `judge_list`.

    Args:
        xml: the record's own file.
        pdf: as it came.
        trust: folder of anchors and status data.
        at: aware, UTC.
        pool: whose children.
    """
    with (pool or shared()).child(trust) as child:
        return child.ask(Paired, question("pair", trust=trust, at=at), xml, pdf).report


def verify_upload(
    data: bytes,
    *,
    trust: Path | None,
    at: datetime,
    proof: datetime | None = None,
    held: bytes | None = None,
    pool: Pool | None = None,
) -> dict[str, object]:
    """Everything that a page shows of one file: `hocba.verification.described`, carried out in a child.

    Args:
        data: the whole file.
        trust: folder of anchors and status data.
        at: aware, UTC.
        proof: earliest moment at which the file is proven to have existed; None: not known.
        held: the register's XML of the record, to name the places that differ; None: nothing is compared.
        pool: whose children.

    Raises:
        ChildLost: the child ended, was too slow or answered oddly.
        UnreadableFile: NOT_XML_OR_PDF.
    """
    with (pool or shared()).child(trust) as child:
        parts = (data,) if held is None else (data, held)
        text = child.ask(Uploaded, question("upload", trust=trust, at=at, proof=proof), *parts).described
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ChildLost("described") from None
    if not isinstance(found, dict):
        raise ChildLost("described")
    return found
