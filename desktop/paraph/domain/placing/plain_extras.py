"""Initials, certification and fields as plain values, for whoever keeps them: files, the database.

What is read may have been written by another version, or by hand: anything else than what is meant
raises ValueError, TypeError or KeyError.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place


def plain(value: Any) -> Any:
    """Give a value of named parts as what JSON can hold; bytes become base64."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def plain_extras(extras: Extras) -> dict[str, Any]:
    """Give extras as plain values."""
    fields = [
        {"name": each.name, "page_index": each.place.page_index, "box": list(each.place.box),
         "locks": each.locks}
        for each in extras.fields
    ]  # fmt: skip
    certification = extras.certification
    return {
        "initials": plain(extras.initials),
        "certification": str(certification) if certification is not None else None,
        "fields": fields,
    }


def extras_from(found: Mapping[str, Any]) -> Extras:
    """Read extras back."""
    initials, certification = found.get("initials"), found.get("certification")
    fields = tuple(
        PreparedField(
            text(each["name"]),
            Place(int(each["page_index"]), Box(*map(float, each["box"]))),
            bool(each["locks"]),
        )
        for each in found.get("fields", ())
    )
    return Extras(
        initials_from(initials) if initials is not None else None,
        Certification(certification) if certification is not None else None,
        fields,
    )


def initials_from(found: Mapping[str, Any]) -> InitialsRule:
    """Read a rule for initials back."""
    image = found.get("image")
    return InitialsRule(
        text(found["pages"]),
        text(found.get("text", "")),
        Corner(found.get("corner", Corner.LOWER_RIGHT)),
        b64decode(image, validate=True) if image is not None else None,
    )


def text(value: Any) -> str:
    """Give a text, and nothing else."""
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value
