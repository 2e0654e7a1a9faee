"""Plausible bodies for any operation, made from its schema: what somebody who tries would send."""

from typing import Any

from headway.api.v1 import api


def body_for(path: str, method: str) -> Any:
    """A body that fits the operation's schema, or an empty one where it takes none."""
    schema: dict[str, Any] = dict(api.get_openapi_schema())
    operation = schema["paths"].get(path, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {})
    declared = content.get("application/json", {}).get("schema")
    return _value(declared, schema) if declared else {}


def _value(part: dict[str, Any], schema: dict[str, Any], depth: int = 0) -> Any:
    if "$ref" in part:
        return _value(schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[-1]], schema, depth + 1)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in part:
            return _value(next(p for p in part[several] if p.get("type") != "null"), schema, depth + 1)
    if "enum" in part or "const" in part:
        return part.get("const", part.get("enum", [None])[0])
    inner = depth < 8
    simple = {
        "object": {n: _value(p, schema, depth + 1) for n, p in part.get("properties", {}).items() if inner},
        "array": [_value(part.get("items", {}), schema, depth + 1)] if inner and "items" in part else [],
        "integer": 1,
        "number": 1.0,
        "boolean": True,
        "string": _text(part),
    }
    return simple.get(str(part.get("type")))


def _text(part: dict[str, Any]) -> str:
    return {"date": "2026-12-01", "date-time": "2026-12-01T08:00:00"}.get(str(part.get("format")), "text")
