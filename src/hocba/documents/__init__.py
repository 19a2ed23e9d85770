"""Bytes <-> model: the record's XML (`documents.xml`) and its PDF (`documents.rendition`)."""
