"""A PKI on loopback, by Certomancer: issuers, OCSP, CRLs, timestamps, and a clock to be moved.

    root ── issuing ── signer, signer-crl (no OCSP), signer-revoked, signer-revoked-later, …
         └─ tsa-issuing ── tsa, tsa-2, tsa-expired, tsa-revoked, and some that break RFC 3161, 2.3

Each CA has an OCSP responder of its own and a CRL; whoever needs an issuer finds it by AIA.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asn1crypto import algos, keys
from certomancer import crypto_utils
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request

from tests.fakes.pki import Identity, Key

_ARCH = "bench"
SIGNERS = ("signer", "signer-2", "signer-crl", "signer-revoked", "signer-revoked-later")
TSAS = (
    "tsa",
    "tsa-2",
    "tsa-bare",  # its tokens hold no issuer
    "tsa-expired",
    "tsa-revoked",
    "tsa-uncritical",
    "tsa-two-purposes",
)
CRL_HOURS = 6
OCSP_MINUTES = 10


class _KeysReadOnce(crypto_utils.PycaCryptographyBackend):
    """Certomancer reads, and OpenSSL tests, the key anew for each signature: 50 ms for RSA."""

    def __init__(self) -> None:
        self.load_private_key = cache(super().load_private_key)  # type: ignore[method-assign]

    def generic_sign(
        self,
        private_key: keys.PrivateKeyInfo,
        tbs_bytes: bytes,
        sd_algo: algos.SignedDigestAlgorithm,
    ) -> bytes:
        key, digest = _read(private_key.dump()), getattr(hashes, sd_algo.hash_algo.upper())()
        if sd_algo.signature_algo == "rsassa_pkcs1v15":
            return key.sign(tbs_bytes, PKCS1v15(), digest)
        assert sd_algo.signature_algo == "ecdsa"
        return key.sign(tbs_bytes, ec.ECDSA(digest))


@cache
def _read(key_der: bytes) -> Any:
    return load_der_private_key(key_der, None)


crypto_utils.CRYPTO_BACKEND = _KeysReadOnce()


class MovableClock:
    """`usecases`' Clock: this machine's, some way off."""

    def __init__(self) -> None:
        self.offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def move(self, **by: float) -> None:
        """Move on, as `hours=7`."""
        self.offset += timedelta(**by)


@dataclass
class CertomancerPki:
    """What serves, and what it has issued."""

    port: int
    clock: MovableClock
    arch: Any
    keys: Mapping[str, Key]
    down: set[str] = field(default_factory=set)
    """Services that answer 503, by a part of their path: `ocsp`, `crls/root`, `tsa/tsa`."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked for, in order."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tsa_url(self, label: str = "tsa") -> str:
        return f"{self.url}/{_ARCH}/tsa/{label}"

    def ocsp_url(self, issuer: str = "issuing") -> str:
        return f"{self.url}/{_ARCH}/ocsp/{issuer}"

    def crl_url(self, issuer: str = "issuing") -> str:
        return f"{self.url}/{_ARCH}/crls/{issuer}/latest.crl"

    def issuer_url(self, issuer: str = "issuing") -> str:
        return f"{self.url}/{_ARCH}/certs/{issuer}/ca.crt"

    def certificate_der(self, label: str) -> bytes:
        return self.arch.get_cert(CertLabel(label)).dump()

    @property
    def root_der(self) -> bytes:
        return self.certificate_der("root")

    @property
    def anchors(self) -> list[bytes]:
        return [self.root_der]

    def signer(self, label: str = "signer") -> Identity:
        """Give one of SIGNERS, with its issuer."""
        der = self.certificate_der(label)
        return Identity(self.keys[label], der, self.certificate_der("issuing"))


@contextmanager
def certomancer_pki(kind: str = "rsa") -> Iterator[CertomancerPki]:
    """Serve a PKI whose keys are all `rsa` (2048 bits) or all `ec` (P-256)."""
    clock = MovableClock()
    keys = {name: _key(kind, name) for name in _config(0, clock.now())["keysets"]["all"]["keys"]}
    # The address stands in the certificates, so the port is taken first.
    server = make_server("127.0.0.1", 0, _nothing, threaded=True, request_handler=_Quiet)
    with TemporaryDirectory(prefix="paraph-pki-") as folder:
        for name, key in keys.items():
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            Path(folder, f"{name}.pem").write_bytes(pem)
        made = CertomancerConfig(_config(server.port, clock.now()), key_search_dir=folder)
    pki = CertomancerPki(server.port, clock, made.pki_archs[ArchLabel(_ARCH)], keys)
    server.app = _MovedAnimator(pki)
    with _serving(server):
        yield pki


class _Quiet(WSGIRequestHandler):
    def log(self, *_words: object) -> None:
        """Say nothing: what was asked is in `asked`."""


class _MovedAnimator(Animator):
    def __init__(self, pki: CertomancerPki) -> None:
        archs = AnimatorArchStore({ArchLabel(_ARCH): pki.arch})
        super().__init__(archs, with_web_ui=False, allow_time_override=False)
        self._pki = pki

    def at_time(self, request: Request) -> datetime:
        return self._pki.clock.now()

    def dispatch(self, request: Request) -> Any:
        self._pki.asked.append(request.path)
        if any(part in request.path for part in self._pki.down):
            return ServiceUnavailable()
        return super().dispatch(request)


def _nothing(_environ: Any, _start: Any) -> Any:
    raise AssertionError("not yet serving")


@contextmanager
def _serving(server: BaseWSGIServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@cache
def _key(kind: str, _name: str) -> Key:
    """Give the one key of a name for the whole run: keys take long to make."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1())


def _config(port: int, now: datetime) -> dict[str, Any]:
    names = ["root", "issuing", "tsa-issuing", *SIGNERS, *TSAS]
    names += [f"{ca}-ocsp" for ca in ("root", "issuing", "tsa-issuing")]
    certificates = {
        "root": _certificate("root", "root", now, (-3650, 3650), _ca("root")),
        "issuing": _certificate("issuing", "root", now, (-1000, 1800), _ca("issuing")),
        "tsa-issuing": _certificate("tsa-issuing", "root", now, (-1000, 1800), _ca("tsa-issuing")),
    }
    for ca in ("root", "issuing", "tsa-issuing"):
        responder = _certificate(f"{ca}-ocsp", ca, now, (-300, 700), [{"id": "ocsp-responder"}])
        certificates[f"{ca}-ocsp"] = responder
    for name in SIGNERS:
        profiles = [{"id": "digsig-commitment"}]
        certificates[name] = _certificate(name, "issuing", now, (-30, 700), profiles)
        certificates[name]["extensions"] = [_issuer_link("issuing", ocsp=name != "signer-crl")]
    _revoke(certificates["signer-revoked"], now - timedelta(hours=1))
    _revoke(certificates["signer-revoked-later"], now + timedelta(days=1))
    for name in TSAS:
        days = (-300, -1) if name == "tsa-expired" else (-30, 1000)
        certificates[name] = _certificate(name, "tsa-issuing", now, days, [])
        certificates[name]["extensions"] = [*_tsa_extensions(name), _issuer_link("tsa-issuing")]
    _revoke(certificates["tsa-revoked"], now - timedelta(hours=1))
    return {
        "external-url-prefix": f"http://127.0.0.1:{port}",
        "keysets": {"all": {"keys": {name: {"path": f"{name}.pem"} for name in names}}},
        "pki-architectures": {
            _ARCH: {
                "keyset": "all",
                "entity-defaults": {"country-name": "FR", "organization-name": "Bench Trust"},
                "entities": {name: {"common-name": _common_name(name)} for name in names},
                "certs": certificates,
                "services": _services(),
            }
        },
    }


def _common_name(name: str) -> str:
    return {"signer": "Camille Roux", "signer-2": "Inès Varenne"}.get(name, f"Bench {name}")


def _ca(name: str) -> list[dict[str, Any]]:
    return [{"id": "simple-ca", "params": {"crl-repo": name}}]


def _certificate(
    name: str, issuer: str, now: datetime, days: tuple[int, int], profiles: list[Any]
) -> dict[str, Any]:
    # Whole days: a PKI made twice in a run has the same certificates as far as can be.
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = (day + timedelta(days=each) for each in days)
    made: dict[str, Any] = {
        "subject": name,
        "issuer": issuer,
        "subject-key": name,
        "authority-key": issuer,
        "validity": {"valid-from": first.isoformat(), "valid-to": last.isoformat()},
        "profiles": profiles,
    }
    if name in ("issuing", "tsa-issuing"):
        made["extensions"] = [_issuer_link("root")]
    return made


def _revoke(certificate: dict[str, Any], since: datetime) -> None:
    whole = since.replace(microsecond=0)  # RFC 5280, 4.1.2.5.2: no fractions
    certificate["revocation"] = {"revoked-since": whole.isoformat(), "reason": "key_compromise"}


def _issuer_link(issuer: str, *, ocsp: bool = True) -> dict[str, Any]:
    """RFC 5280, 4.2.2.1: where the issuer's certificate and its responder are."""
    params: dict[str, Any] = {"ca-issuer-links": [{"repo": issuer}]}
    if ocsp:
        params["ocsp-responder-names"] = [issuer]
    return {
        "id": "authority_information_access",
        "smart-value": {"schema": "aia-urls", "params": params},
    }


def _tsa_extensions(name: str) -> list[dict[str, Any]]:
    purposes = ["time_stamping"]
    if name == "tsa-two-purposes":
        purposes.append("email_protection")
    usage = {"schema": "key-usage", "params": ["digital_signature"]}
    return [
        {"id": "key_usage", "critical": True, "smart-value": usage},
        {"id": "extended_key_usage", "critical": name != "tsa-uncritical", "value": purposes},
    ]


def _services() -> dict[str, Any]:
    cas = ("root", "issuing", "tsa-issuing")
    every = timedelta(hours=CRL_HOURS).total_seconds() / 3600
    return {
        "ocsp": {
            ca: {
                "for-issuer": ca,
                "responder-cert": f"{ca}-ocsp",
                "validity-period": {"minutes": OCSP_MINUTES},
            }
            for ca in cas
        },
        "crl-repo": {
            ca: {"for-issuer": ca, "simulated-update-schedule": f"PT{every:.0f}H"} for ca in cas
        },
        "cert-repo": {ca: {"for-issuer": ca, "publish-issued-certs": True} for ca in cas},
        "time-stamping": {
            name: {"signing-cert": name, "certs-to-embed": ["tsa-issuing"] * (name != "tsa-bare")}
            for name in TSAS
        },
    }
