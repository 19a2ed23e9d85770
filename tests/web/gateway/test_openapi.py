"""The description of the exchange fits what is really sent and answered."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from core.exchange.test_messages import ANSWERS, REQUESTS
from hocba.exchange.messages import answer_json, request_json
from hocba.exchange.profile import exchange_profile
from hocba_web.gateway.openapi import description

NAMED = {
    "Received": "received",
    "Results": "results",
    "RecallResults": "recall-results",
    "Registered": "registered",
    "Approval": "approval",
    "Closings": "closings",
    "Notices": "notices",
}


KINDS = {"object": dict, "string": str, "integer": int, "array": list}
TRUE = {
    "type": lambda value, said: isinstance(value, KINDS[said]),
    "required": lambda value, said: set(said) <= set(value),
    "const": lambda value, said: value == said,
    "enum": lambda value, said: value in said,
    "pattern": lambda value, said: re.search(said, value) is not None,
    "minLength": lambda value, said: len(value) >= said,
    "maxLength": lambda value, said: len(value) <= said,
    "minimum": lambda value, said: value >= said,
    "uniqueItems": lambda value, _said: len(value) == len(set(value)),
}
WORDS_ONLY = {"format", "contentEncoding", "description"}


def wrong(value: Any, schema: dict[str, Any]) -> list[str]:
    """What of a value a schema refuses; of JSON Schema as much as the description uses, anything else is an error."""
    if "type" in schema and not isinstance(value, KINDS[schema["type"]]):
        return [f"{value!r} is no {schema['type']}"]
    found = []
    for word, said in schema.items():
        if word in TRUE:
            found += [] if TRUE[word](value, said) else [f"{word}: {value!r}"]
        elif word not in WORDS_ONLY:
            found += [one for part, inner in parts(word, said, value, schema) for one in wrong(part, inner)]
    return found


def parts(word: str, said: Any, value: Any, schema: dict[str, Any]) -> list[tuple[Any, dict[str, Any]]]:
    """What of a value is to be looked at by which inner schema."""
    if word == "properties":
        return [(value[name], said[name]) for name in said if name in value]
    if word == "propertyNames":
        return [(name, said) for name in value]
    if word == "items":
        return [(item, said) for item in value]
    assert word == "additionalProperties", word
    more = set(value) - set(schema.get("properties", {}))
    return [(name if said is False else value[name], {"enum": []} if said is False else said) for name in more]


def schema(name: str) -> dict[str, Any]:
    return description()["components"]["schemas"][name]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one.kind)
def test_every_request_fits_its_own_description_and_no_other(request_):
    body = json.loads(request_json(request_))
    fits = [name for name in description()["components"]["schemas"] if name.startswith("request-")]
    assert [name for name in fits if not wrong(body, schema(name))] == [f"request-{request_.kind}"]
    body["authenticationRequest"].pop("token")
    assert wrong(body, schema(f"request-{request_.kind}"))


@pytest.mark.parametrize(("request_", "answer"), ANSWERS, ids=lambda one: type(one).__name__)
def test_every_answer_fits_its_description(request_, answer):
    body = json.loads(answer_json(answer))
    assert wrong(body, schema(NAMED[type(answer).__name__])) == []


def test_every_kind_of_request_is_described():
    found = {name.removeprefix("request-") for name in description()["components"]["schemas"] if "request-" in name}
    assert found == set(exchange_profile().kinds)


def test_every_reference_leads_somewhere():
    text = json.dumps(description())
    names = set(re.findall(r"#/components/schemas/([a-z_-]+)", text))
    assert names == set(description()["components"]["schemas"])
    assert description()["openapi"].startswith("3.1.")


@pytest.mark.django_db
def test_it_is_served_to_programs():
    answer = Client().get("/api/hoc-ba/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(description()))
