"""Exclusive C14N of input of any origin."""

from __future__ import annotations

from lxml import etree

from hocba.documents.xml import exclusive_c14n
from hocba.verification.findings import Finding


def canonical(element: etree._Element) -> bytes:
    """Exclusive C14N of an element and what it holds.

    Raises:
        Finding: XML_NOT_CANONICAL, where it has no canonical form (a namespace that is a relative address).
    """
    try:
        return exclusive_c14n(element)
    except etree.C14NError as error:
        raise Finding("XML_NOT_CANONICAL", rule="NAMESPACE") from error
