"""XML of a record: profiles as data, strict parsing, canonical form, model -> XML -> model."""

from hocba.documents.xml.build import read_data
from hocba.documents.xml.canonical import (
    DECLARATION,
    escape,
    exclusive_c14n,
    record_digest,
    require_one_serialisation,
)
from hocba.documents.xml.parse import parse_strict
from hocba.documents.xml.read import (
    ReadRecord,
    SlotContent,
    profile_of,
    read_record,
    read_slots,
    widest_limits,
)
from hocba.documents.xml.recall_list import RecallItem, item_text, read_recall_list
from hocba.documents.xml.record_list import RecordList, is_list, read_list
from hocba.documents.xml.schema import validate_schema
from hocba.documents.xml.write import (
    RecordText,
    assemble,
    data_text,
    empty_slots,
    write_record,
)

__all__ = [
    "DECLARATION",
    "ReadRecord",
    "RecallItem",
    "RecordList",
    "RecordText",
    "SlotContent",
    "assemble",
    "data_text",
    "empty_slots",
    "escape",
    "exclusive_c14n",
    "is_list",
    "item_text",
    "parse_strict",
    "profile_of",
    "read_data",
    "read_list",
    "read_recall_list",
    "read_record",
    "read_slots",
    "record_digest",
    "require_one_serialisation",
    "validate_schema",
    "widest_limits",
    "write_record",
]
