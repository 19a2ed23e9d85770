"""A profile's own XML Schema as plain data, for the reader in the browser, which knows no XSD.

Only what those schemas use is translated; anything else is an error, so that nothing is silently left unchecked.
Signatures (`ds`) are left to the reader of signatures: there an element of their namespace is enough.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_BUILT_IN = {"xs:string": {}, "xs:ID": {"patterns": [r"[A-Za-z_][A-Za-z0-9_.\-]*"]}}
_NO_BOUND = {"sequence", "choice", "all"}

Type = dict[str, Any]


def grammar(profile_name: str) -> dict[str, Any]:
    """The schema of that profile: its root element and its types by name.

    Raises:
        ValueError: the schema uses something that this translation does not know.
    """
    folder = files("hocba.documents.xml") / "schemas"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    schema = etree.fromstring((folder / f"{profile_name}.xsd").read_bytes(), parser)
    return _Translation(schema).result()


class _Translation:
    """One schema on its way; types without a name get one."""

    def __init__(self, schema: etree._Element) -> None:
        self._schema = schema
        self._types: dict[str, Type] = {name: dict(found) for name, found in _BUILT_IN.items()}

    def result(self) -> dict[str, Any]:
        for child in self._schema:
            if child.tag in {_XS + "complexType", _XS + "simpleType"}:
                self._types[str(child.attrib["name"])] = self._type(child)
        (root,) = self._schema.findall(_XS + "element")
        element = self._element(root)
        missing = {one["type"] for one in _elements(self._types.values(), element)} - set(self._types)
        if missing:
            raise ValueError(f"types without a definition: {sorted(missing)}")
        return {"root": element, "types": self._types}

    def _type(self, node: etree._Element) -> Type:
        return self._simple(node) if node.tag == _XS + "simpleType" else self._complex(node)

    def _simple(self, node: etree._Element) -> Type:
        (restriction,) = node
        if restriction.tag != _XS + "restriction":
            raise ValueError(restriction.tag)
        found: Type = dict(_BUILT_IN[str(restriction.attrib["base"])])
        for facet in restriction:
            value = facet.attrib["value"]
            match etree.QName(facet).localname:
                case "pattern":
                    found["patterns"] = [value]
                case "enumeration":
                    found.setdefault("words", []).append(value)
                case "minLength":
                    found["shortest"] = int(value)
                case other:
                    raise ValueError(f"facet {other}")
        return found

    def _complex(self, node: etree._Element) -> Type:
        attributes = {
            one.attrib["name"]: {"type": one.attrib["type"], "required": one.get("use") == "required"}
            for one in node.findall(_XS + "attribute")
        }
        content = [one for one in node if one.tag != _XS + "attribute"]
        if len(content) != 1:
            raise ValueError(f"{len(content)} contents")
        return {"attributes": attributes, "content": self._particle(content[0])}

    def _particle(self, node: etree._Element) -> dict[str, Any]:
        kind = etree.QName(node).localname
        bounds = {"min": int(node.get("minOccurs", "1")), "max": int(node.get("maxOccurs", "1"))}
        if kind == "element" and node.get("ref") is None:
            return self._element(node)
        if kind == "any" or (kind == "element" and node.get("ref") == "ds:Signature"):
            return {"kind": "any", "ns": node.get("namespace", _DS), **bounds}
        if kind in _NO_BOUND:
            return {"kind": kind, "items": [self._particle(child) for child in node], **bounds}
        raise ValueError(f"content {kind}")

    def _element(self, node: etree._Element) -> dict[str, Any]:
        name = str(node.attrib["name"])
        kind = node.get("type")
        if kind is None:
            (inner,) = node
            kind = f"{name} {len(self._types)}"
            self._types[kind] = {}  # the name is taken before what stands inside is translated
            self._types[kind] = self._type(inner)
        bounds = {"min": int(node.get("minOccurs", "1")), "max": int(node.get("maxOccurs", "1"))}
        fixed = {"fixed": node.attrib["fixed"]} if "fixed" in node.attrib else {}
        return {"kind": "element", "name": name, "type": kind, **fixed, **bounds}


def _elements(types: Any, root: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ANN401  # values of a plain mapping
    """Every element that a grammar names."""
    waiting: list[dict[str, Any]] = [root, *(found["content"] for found in types if found.get("content"))]
    found: list[dict[str, Any]] = []
    while waiting:
        one = waiting.pop()
        if one["kind"] == "element":
            found.append(one)
        waiting += one.get("items", [])
    return found
