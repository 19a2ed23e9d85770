"""Our own XML Schema of each profile, compiled once a process."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from lxml import etree

from hocba.errors import DocumentError
from hocba.signature_profile import Profile


def validate_schema(root: etree._Element, profile: Profile) -> None:
    """Check the tree against the profile's schema; Ids are checked to be unique in it.

    Raises:
        DocumentError: SCHEMA_INVALID, `where` holding the path of the first offending element.
    """
    schema = _schema(profile.name)
    if not schema.validate(root):
        first = schema.error_log[0]  # type: ignore[index]  # lxml-stubs lack indexing of the log
        raise DocumentError("SCHEMA_INVALID", where=first.path or "", detail=first.message[:300], profile=profile.name)


@cache
def _schema(name: str) -> etree.XMLSchema:
    with as_file(files(__package__) / "schemas") as folder:
        return etree.XMLSchema(file=str(folder / f"{name}.xsd"))
