"""The description of the API (OpenAPI 3.1), from the same tables that the code reads."""

from __future__ import annotations

from typing import Any

from hocba_web.procedures.purposes import Purpose, Scope
from hocba_web.procedures.questions import LONGEST
from hocba_web.procedures.services.tokens import LASTS


def description() -> dict[str, Any]:
    """The document."""
    refusal = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Học bạ số: tra cứu phục vụ thủ tục hành chính",
            "version": "1",
            "description": "Mỗi lần hỏi đúng một học bạ, cho một mục đích có căn cứ pháp lý; mọi lần hỏi đều được lưu "
            "và gia đình xem được. Không có cách liệt kê.",
        },
        "paths": {
            "/oauth/token": {
                "post": {
                    "operationId": "token",
                    "summary": f"Lấy mã truy cập, dùng trong {int(LASTS.total_seconds() // 60)} phút (RFC 6749, 4.4)",
                    "security": [{"client": []}],
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/x-www-form-urlencoded": {
                                "schema": {
                                    "type": "object",
                                    "required": ["grant_type"],
                                    "properties": {
                                        "grant_type": {"const": "client_credentials"},
                                        "scope": {"type": "string"},
                                    },
                                }
                            }
                        },
                    },
                    "responses": {
                        "200": {"description": "Mã truy cập", "content": {"application/json": {"schema": _TOKEN}}},
                        "400": {"description": "invalid_scope, unsupported_grant_type"},
                        "401": {"description": "invalid_client"},
                    },
                }
            },
            "/api/thu-tuc/v1/hoc-ba": {
                "post": {
                    "operationId": "ask",
                    "summary": "Hỏi về một học bạ",
                    "security": [{"token": []}],
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Question"}}},
                    },
                    "responses": {
                        "200": {
                            "description": "JWS dạng gọn, typ hocba-answer, x5c của Sở; phải kiểm tra aud, nonce, exp",
                            "content": {"application/jose": {"schema": {"type": "string"}}},
                        },
                        "400": {"description": "Câu hỏi không đúng mẫu", "content": refusal},
                        "401": {"description": "Mã truy cập không dùng được", "content": refusal},
                        "404": {"description": "Không khớp; không nói thông tin nào sai", "content": refusal},
                        "409": {"description": "Ngoài mục đích, ngoài phạm vi, nonce đã dùng", "content": refusal},
                        "429": {"description": "Hết hạn mức", "content": refusal},
                    },
                }
            },
        },
        "webhooks": {
            "record.changed": {
                "post": {
                    "summary": "Standard Webhooks: học bạ đã hỏi đổi tình trạng (thu hồi, thay thế, chốt)",
                    "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                    "responses": {"2XX": {"description": "Đã nhận"}},
                }
            }
        },
        "components": {
            "securitySchemes": {
                "client": {"type": "http", "scheme": "basic"},
                "token": {"type": "http", "scheme": "bearer"},
            },
            "schemas": {"Question": _QUESTION, "Refusal": _REFUSAL},
        },
    }


_TOKEN = {
    "type": "object",
    "required": ["access_token", "token_type", "expires_in", "scope"],
    "properties": {
        "access_token": {"type": "string"},
        "token_type": {"const": "Bearer"},
        "expires_in": {"type": "integer"},
        "scope": {"type": "string"},
    },
}
_QUESTION = {
    "type": "object",
    "description": f"Không quá {LONGEST} byte.",
    "additionalProperties": False,
    "required": ["purpose", "dossier", "nonce", "identifier", "name", "born", "personal_id", "fields"],
    "properties": {
        "purpose": {"enum": [purpose.value for purpose in Purpose]},
        "dossier": {"type": "string", "pattern": "^[A-Za-z0-9./_-]{1,60}$"},
        "nonce": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
        "identifier": {"type": "string", "description": "Mã tra cứu (UUID) hoặc định danh học bạ"},
        "name": {"type": "string", "maxLength": 150},
        "born": {"type": "string", "format": "date"},
        "personal_id": {"type": "string", "pattern": "^[0-9]{12}$"},
        "fields": {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"enum": [scope.value for scope in Scope]},
        },
    },
}
_REFUSAL = {
    "type": "object",
    "required": ["code", "where", "message"],
    "properties": {"code": {"type": "string"}, "where": {"type": "string"}, "message": {"type": "string"}},
}
