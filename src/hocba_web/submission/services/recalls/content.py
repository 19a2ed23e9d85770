"""What a recall list says of each record: read from its issued file, which is what the authority has."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hocba.documents.xml import RecallItem, item_text, read_record
from hocba.signature_profile import RECALLS, list_format
from hocba_web.base.refusals import Missing
from hocba_web.records.selectors import files
from hocba_web.submission.models import Recall, RecallList


def items_of(listed: RecallList) -> list[RecallItem]:
    """The items of a list, in the order in which they were asked for."""
    return items_for(list(listed.recalls.order_by("id")))


def items_for(recalls: Sequence[Recall]) -> list[RecallItem]:
    """The items of some recalls.

    Raises:
        Missing: FILE_LOST, NOT_FOUND_HERE.
    """
    contents = files.contents([one.record_id for one in recalls], "xml")
    if len(contents) != len(recalls):
        raise Missing("NOT_FOUND_HERE")
    return [RecallItem.of(read_record(contents[one.record_id]).record) for one in recalls]


def digest_of_list(items: Sequence[RecallItem]) -> str:
    """SHA-256 over the items as they stand in the list; lower-case hexadecimal."""
    form = list_format(RECALLS)
    found = hashlib.sha256()
    for item in items:
        found.update(item_text(item, form))
    return found.hexdigest()
