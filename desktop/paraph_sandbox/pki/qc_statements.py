"""QCStatements of a certificate (RFC 3739, 3.2.6; ETSI EN 319 412-5), written and read."""

from typing import Any

from asn1crypto import core
from cryptography import x509

EXTENSION = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_COMPLIANCE = "0.4.0.1862.1.1"
_SSCD = "0.4.0.1862.1.4"
_TYPE = "0.4.0.1862.1.6"
_ESIGN = "0.4.0.1862.1.6.1"


class _Statement(core.Sequence):  # type: ignore[misc]
    _fields = [  # noqa: RUF012 - asn1crypto's own way
        ("statement_id", core.ObjectIdentifier),
        ("statement_info", core.Any, {"optional": True}),
    ]


class _Statements(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Statement


class _Types(core.SequenceOf):  # type: ignore[misc]
    _child_spec = core.ObjectIdentifier


def qualified_signature() -> x509.UnrecognizedExtension:
    """State a qualified certificate for signatures whose key is in a QSCD."""
    statements = [
        {"statement_id": _COMPLIANCE},
        {"statement_id": _SSCD},
        {"statement_id": _TYPE, "statement_info": _Types([_ESIGN])},
    ]
    return x509.UnrecognizedExtension(EXTENSION, _Statements(statements).dump())


def is_for_qualified_signatures(certificate: Any) -> bool:
    """Tell whether a certificate (asn1crypto's) states QcCompliance, QcSSCD and QcType esign.

    A statement that cannot be read states nothing.
    """
    try:
        infos = dict(_read(certificate))
        return _COMPLIANCE in infos and _SSCD in infos and _ESIGN in _types(infos.get(_TYPE))
    except (ValueError, TypeError):
        return False


def _read(certificate: Any) -> list[tuple[str, Any]]:
    for extension in certificate["tbs_certificate"]["extensions"]:
        if extension["extn_id"].dotted == EXTENSION.dotted_string:
            statements = _Statements.load(extension["extn_value"].contents, strict=True)
            return [(each["statement_id"].dotted, each["statement_info"]) for each in statements]
    return []


def _types(info: Any) -> list[str]:
    if info is None or isinstance(info, core.Void):
        return []
    return [each.dotted for each in info.parse(_Types)]
