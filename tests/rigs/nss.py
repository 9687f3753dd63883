"""NSS's own token through p11-kit, as Firefox and GNOME keep certificates.

NSS refuses C_Initialize without its parameters, and python-pkcs11 passes none; p11-kit's proxy
passes what its configuration says. The proxy's configuration is laid over the machine's.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509 import load_der_x509_certificate

from paraph.domain.keys.secret import Secret
from tests.fakes.pki import Identity, identity
from tests.rigs import processes
from tests.rigs.rig import Rig

PIN = "123456"
_PROXY, _SOFTOKEN = processes.library("p11-kit-proxy.so"), processes.library("libsoftokn3.so")
_MODULES = "/usr/share/p11-kit/modules"
_KINDS = ("rsa2048", "p256", "p384", "p521")


@contextmanager
def nss_rig() -> Iterator[Rig]:
    """Make a database with keys and certificates, and have p11-kit show it alone."""
    needed = ("certutil", "pk12util", "unshare", "mount")
    processes.need(*needed, files=[_PROXY, _SOFTOKEN, _MODULES])
    with tempfile.TemporaryDirectory(prefix="paraph-rig-") as name:
        folder = Path(name)
        database, modules = folder / "database", folder / "modules"
        database.mkdir()
        modules.mkdir()
        (folder / "pin").write_text(PIN)
        words = ["-d", f"sql:{database}", "-f", str(folder / "pin")]
        processes.tool("certutil", "-N", *words)
        people = {kind: identity(kind, f"Holder of {kind}") for kind in _KINDS}
        for kind, one in people.items():
            _import(folder, database, kind, one)
        (modules / "nss.module").write_text(
            f"module: {_SOFTOKEN}\n"
            f"x-init-reserved: configdir='sql:{database}' certPrefix='' keyPrefix='' "
            "secmod='secmod.db'\n"
        )
        yield Rig("NSS, p11-kit", _PROXY, Secret(PIN), people, folder, {_MODULES: modules})


def _import(folder: Path, database: Path, kind: str, one: Identity) -> None:
    file = folder / f"{kind}.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            kind.encode(),
            one.key,
            load_der_x509_certificate(one.certificate_der),
            None,
            BestAvailableEncryption(PIN.encode()),
        )
    )
    pin = str(folder / "pin")
    processes.tool("pk12util", "-i", str(file), "-d", f"sql:{database}", "-k", pin, "-w", pin)
