"""Asking to recall records: a signed list of which ones (Công văn 2088/BGDĐT-GDTH, part II.2, transaction type 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from hocba.documents.xml import RecallItem, item_text, read_recall_list
from hocba.errors import DocumentError, UsageError
from hocba.exchange.drafts import PackageDraft, draft_list
from hocba.signature_profile import RECALLS, SignatureAlgorithm, list_format
from hocba.signing import Signer, xades


def draft_recall(
    items: Iterable[RecallItem],
    chain: Sequence[bytes],
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
    *,
    sender: str | None = None,
) -> PackageDraft:
    """A recall list that lacks its signature.

    Args:
        items: the records to recall, each once, of one school.
        chain: DER, the school's organisation certificate first.
        algorithm: one that fits the key.
        signing_time: aware.
        sender: name of the organisation, which the certificate must hold; by default the items' school.

    Raises:
        DocumentError: LIST_EMPTY, LIST_TOO_LONG, PACKED_TWICE, FIELD_INVALID, TEXT_NOT_XML.
        SigningRefused: WRONG_SEAL, and what a certificate is refused for.
        UsageError: SIGNING_TIME_NAIVE.
    """
    if signing_time.tzinfo is None:
        raise UsageError("SIGNING_TIME_NAIVE")
    form = list_format(RECALLS)
    wanted = list(items)
    if not wanted:
        raise DocumentError("LIST_EMPTY")
    if len(wanted) > form.most_records:
        raise DocumentError("LIST_TOO_LONG", limit=form.most_records)
    for name in {sender} if sender else {item.school_name for item in wanted}:
        xades.require_sender(form, chain, algorithm, signing_time, name)
    texts = [(item.lookup_uuid, item_text(item, form)) for item in wanted]
    draft = draft_list(form, [(uuid, text, text) for uuid, text in texts], chain, algorithm, signing_time)
    read_recall_list(draft.unsigned)  # what is sent can be read: no record twice, nothing malformed
    return draft


def build_recall(
    items: Iterable[RecallItem],
    signer: Signer,
    algorithm: SignatureAlgorithm,
    signing_time: datetime,
    *,
    sender: str | None = None,
) -> bytes:
    """A complete recall list, signed by a key at hand; arguments and refusals as of `draft_recall`.

    Raises:
        DocumentError, SigningRefused, UsageError: as `draft_recall`.
        SignerFailed: the device did not sign, or wrongly.
    """
    draft = draft_recall(items, signer.chain, algorithm, signing_time, sender=sender)
    (value,) = signer.sign([draft.to_be_signed], algorithm)
    return draft.embed(value)
