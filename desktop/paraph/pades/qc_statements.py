"""QCStatements of a certificate (RFC 3739, 3.2.6; ETSI EN 319 412-5)."""

from typing import Any

from asn1crypto import core, x509

from paraph.domain.keys.certificate import QualifiedStatements

EXTENSION = "1.3.6.1.5.5.7.1.3"
_COMPLIANCE = "0.4.0.1862.1.1"
_SSCD = "0.4.0.1862.1.4"
_TYPE = "0.4.0.1862.1.6"
_LEGISLATION = "0.4.0.1862.1.7"
_TYPES = {
    "0.4.0.1862.1.6.1": "esign",
    "0.4.0.1862.1.6.2": "eseal",
    "0.4.0.1862.1.6.3": "web",
}


class _Statement(core.Sequence):  # type: ignore[misc]
    _fields = [  # noqa: RUF012 - asn1crypto's own way
        ("statement_id", core.ObjectIdentifier),
        ("statement_info", core.Any, {"optional": True}),
    ]


class _Statements(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _Statement


class _Types(core.SequenceOf):  # type: ignore[misc]
    _child_spec = core.ObjectIdentifier


class _Countries(core.SequenceOf):  # type: ignore[misc]
    _child_spec = core.PrintableString


def read_qc_statements(certificate: x509.Certificate) -> QualifiedStatements:
    """Give what the issuer states; statements that cannot be read state nothing."""
    try:
        infos = dict(_statements(certificate))
        return QualifiedStatements(
            compliance=_COMPLIANCE in infos,
            device=_SSCD in infos,
            kinds=frozenset(_types(infos.get(_TYPE))),
            countries=_countries(infos.get(_LEGISLATION)),
        )
    except (ValueError, TypeError, KeyError):
        # A claim that cannot be read is no claim; the certificate itself is read without it.
        return QualifiedStatements()


def _statements(certificate: x509.Certificate) -> list[tuple[str, Any]]:
    extensions = certificate["tbs_certificate"]["extensions"]
    found: list[tuple[str, Any]] = []
    for extension in extensions if extensions.native else ():
        if extension["extn_id"].dotted == EXTENSION:
            der = extension["extn_value"].contents
            for statement in _Statements.load(der, strict=True):
                found.append((statement["statement_id"].dotted, statement["statement_info"]))
    return found


def _types(info: Any) -> list[str]:
    if info is None or isinstance(info, core.Void):
        return []
    return [_TYPES[item.dotted] for item in info.parse(_Types) if item.dotted in _TYPES]


def _countries(info: Any) -> tuple[str, ...]:
    if info is None or isinstance(info, core.Void):
        return ()
    return tuple(str(item.native) for item in info.parse(_Countries))
