"""Reporting to the ministry's warehouse: who asks what, and what comes back (`warehouse.toml`; assumed)."""

from hocba.exchange.warehouse.messages import (
    Token,
    list_json,
    parse_list,
    parse_token,
    parse_token_request,
    token_json,
    token_request,
)
from hocba.exchange.warehouse.ports import (
    Listed,
    Warehouse,
    WarehouseFailed,
    WarehouseLoginRefused,
    WarehouseOutcomeUnknown,
    WarehouseUnreachable,
)
from hocba.exchange.warehouse.profile import WarehouseProfile, warehouse_profile

__all__ = [
    "Listed",
    "Token",
    "Warehouse",
    "WarehouseFailed",
    "WarehouseLoginRefused",
    "WarehouseOutcomeUnknown",
    "WarehouseProfile",
    "WarehouseUnreachable",
    "list_json",
    "parse_list",
    "parse_token",
    "parse_token_request",
    "token_json",
    "token_request",
    "warehouse_profile",
]
