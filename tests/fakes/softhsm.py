"""SoftHSM tokens with the keys a test asks for, under a folder of their own."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from paraph.pkcs11.module_search import softhsm_modules
from tests.fakes.pki import Identity
from tests.rigs import processes

PIN = "1234"


def softhsm_module() -> str:
    """Give the module's path; a test without it says so and is skipped, and fails in CI."""
    found = softhsm_modules()
    if not found or shutil.which("softhsm2-util") is None or shutil.which("pkcs11-tool") is None:
        processes.unavailable("SoftHSM with its tools and OpenSC's pkcs11-tool are not installed")
    return found[0]


@contextmanager
def softhsm_folder(folder: Path) -> Iterator[str]:
    """Point SoftHSM at an empty folder as long as this lasts; gives the module."""
    module = softhsm_module()
    (folder / "tokens").mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n"
        "log.level = ERROR\n"
    )
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    try:
        yield module
    finally:
        if before is None:
            del os.environ["SOFTHSM2_CONF"]
        else:
            os.environ["SOFTHSM2_CONF"] = before


class SoftToken:
    """A token to fill: keys and certificates, each with the CKA_ID asked for."""

    def __init__(self, module: str, label: str, folder: Path, pin: str = PIN) -> None:
        self.module, self.label, self.folder, self.pin = module, label, folder, pin
        words = ["--init-token", "--free", "--label", label, "--so-pin", "5678", "--pin", pin]
        shown = _run("softhsm2-util", *words)
        self.slot = shown.split()[-1]

    def add_key(self, identity: Identity, key_id: int) -> None:
        pem = self.folder / f"key-{self.slot}-{key_id}.pem"
        pem.write_bytes(
            identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        words = ["--slot", self.slot, "--pin", self.pin, "--id", f"{key_id:02x}", "--label", "key"]
        _run("softhsm2-util", "--import", str(pem), *words)

    def add_certificate(self, der: bytes, key_id: int) -> None:
        file = self.folder / f"cert-{self.slot}-{key_id}.der"
        file.write_bytes(der)
        words = ["--module", self.module, "--slot", self.slot, "--login", "--pin", self.pin]
        words += ["--write-object", str(file), "--type", "cert", "--id", f"{key_id:02x}"]
        _run("pkcs11-tool", *words, "--label", f"certificate {key_id}")

    def add_key_that_asks_each_time(self, identity: Identity, key_id: int) -> None:
        """Add a key with CKA_ALWAYS_AUTHENTICATE, and its certificate."""
        key = self.folder / f"each-{self.slot}.der"
        form = PrivateFormat.TraditionalOpenSSL
        key.write_bytes(identity.key.private_bytes(Encoding.DER, form, NoEncryption()))
        words = ["--module", self.module, "--slot", self.slot, "--login", "--pin", self.pin]
        words += ["--write-object", str(key), "--type", "privkey", "--id", f"{key_id:02x}"]
        _run("pkcs11-tool", *words, "--always-auth", "--usage-sign")
        self.add_certificate(identity.certificate_der, key_id)

    def add(self, identities: Sequence[Identity]) -> "SoftToken":
        for number, one in enumerate(identities, 1):
            self.add_key(one, number)
            self.add_certificate(one.certificate_der, number)
        return self


def _run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout
