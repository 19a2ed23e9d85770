"""A throw-away certificate tree for demonstrations and tests, with its people, its status data and its faults."""

from hocba.adapters.demo_pki.marker import DEMO_POLICY_OID, is_demo
from hocba.adapters.demo_pki.people import (
    DEMO_TAX_CODE,
    DemoIdentity,
    DemoPerson,
    DemoRole,
    DemoSchool,
    KeyKind,
    demo_role,
    load_demo_people,
)
from hocba.adapters.demo_pki.tree import DemoPki, make_demo_pki

__all__ = [
    "DEMO_POLICY_OID",
    "DEMO_TAX_CODE",
    "DemoIdentity",
    "DemoPerson",
    "DemoPki",
    "DemoRole",
    "DemoSchool",
    "KeyKind",
    "demo_role",
    "is_demo",
    "load_demo_people",
    "make_demo_pki",
]
