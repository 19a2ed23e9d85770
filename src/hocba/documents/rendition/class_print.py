"""A whole class in one file, to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hocba.documents.rendition.compose import form_of
from hocba.documents.rendition.form import FORM_VERSION, Stage
from hocba.documents.rendition.signature_lines import Signed
from hocba.documents.rendition.wording import wording
from hocba.documents.rendition.writer import write_together
from hocba.errors import UsageError


def class_print(
    records: Sequence[Signed],
    *,
    created_at: datetime,
    lookup_address: str = "",
    demo: bool = False,
    version: str = FORM_VERSION,
) -> bytes:
    """The records of one class and year as one PDF, in the order given; every page bears the print mark.

    It is not sealed and carries no XML. Each record counts its own pages, so that the stack can be taken apart.

    Args:
        records: each with the signatures of its XML.
        created_at: aware.
        lookup_address: put before each UUID in its QR code.
        demo: whether trial keys signed.
        version: form version.

    Raises:
        UsageError: NOTHING_TO_PRINT, PRINT_OF_SEVERAL_CLASSES.
        DocumentError: LETTER_NOT_IN_FONT.
    """
    classes = {(record.class_name, record.school_year) for record, _ in records}
    if not classes:
        raise UsageError("NOTHING_TO_PRINT")
    if len(classes) > 1:
        raise UsageError("PRINT_OF_SEVERAL_CLASSES", classes=", ".join(sorted(name for name, _ in classes)))
    ((class_name, year),) = classes
    forms = [
        form_of(record, signatures, stage=Stage.PRINT_COPY, lookup_address=lookup_address, demo=demo, version=version)
        for record, signatures in records
    ]
    title = wording(version)["class_print"]["title"].format(class_name=class_name, year=year)
    return write_together(forms, title=title, created_at=created_at)
