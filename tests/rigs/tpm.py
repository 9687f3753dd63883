"""A TPM 2.0 in software: swtpm, the resource manager on a bus of its own, and tpm2-pkcs11.

Without the resource manager a TPM soon has no room for another object (TPM_RC_OBJECT_MEMORY).
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509 import load_der_x509_certificate

from paraph.domain.keys.secret import Secret
from tests.fakes.pki import Identity, identity
from tests.rigs import processes
from tests.rigs.processes import Daemon, running
from tests.rigs.rig import Rig

PIN = "1234567"
_LABEL = "TPM of this computer"
_MODULES = ("pkcs11/libtpm2_pkcs11.so", "libtpm2_pkcs11.so.1")
_ALGORITHMS = {"rsa2048": "rsa", "p256": "ecc"}
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


@contextmanager
def tpm_rig() -> Iterator[Rig]:
    """Start the TPM and import an RSA and a P-256 key with their certificates."""
    found = [name for name in map(processes.library, _MODULES) if Path(name).exists()]
    needed = ("swtpm", "tpm2-abrmd", "dbus-daemon", "tpm2_ptool")
    processes.need(*needed, files=found[:1] or [processes.library(_MODULES[0])])
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="paraph-rig-"))
        folder = Path(name)
        values = _start(folder, stack)
        stack.enter_context(processes.environment(**values))
        people = {kind: identity(kind, f"Holder of {kind}") for kind in _ALGORITHMS}
        _fill(folder, people)
        yield Rig("TPM 2.0, tpm2-pkcs11", found[0], Secret(PIN), people, folder)


def _start(folder: Path, stack: ExitStack) -> dict[str, str]:
    port = processes.free_pair()
    state, socket = folder / "tpm", folder / "bus"
    state.mkdir()
    tpm = Daemon(
        ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={state}", "--flags", "not-need-init",
         "--server", f"type=tcp,port={port}", "--ctrl", f"type=tcp,port={port + 1}"],
        folder / "swtpm.log",
    )  # fmt: skip
    stack.enter_context(running(tpm)).wait_until(lambda: processes.listens(port))
    (folder / "bus.conf").write_text(_BUS.format(socket=socket))
    bus = Daemon(
        ["dbus-daemon", "--nofork", "--nopidfile", f"--config-file={folder / 'bus.conf'}"],
        folder / "bus.log",
    )
    stack.enter_context(running(bus)).wait_until(socket.exists)
    address = f"unix:path={socket}"
    manager = Daemon(
        ["tpm2-abrmd", "--session", "--allow-root", f"--tcti=swtpm:host=127.0.0.1,port={port}"],
        folder / "abrmd.log",
        DBUS_SESSION_BUS_ADDRESS=address,
    )
    stack.enter_context(running(manager)).wait_until(lambda: _answers(address))
    store = folder / "store"
    store.mkdir()
    return {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "TPM2_PKCS11_TCTI": "tabrmd:bus_type=session",
        "TPM2TOOLS_TCTI": "tabrmd:bus_type=session",
        "TPM2_PKCS11_STORE": str(store),
        # Its other store, FAPI, wants a profile under /etc and prints when there is none.
        "TPM2_PKCS11_BACKEND": "esysdb",
    }


def _answers(address: str) -> bool:
    asked = processes.tool(
        "dbus-send", f"--bus={address}", "--print-reply", "--dest=org.freedesktop.DBus", "/",
        "org.freedesktop.DBus.ListNames",
    )  # fmt: skip
    return "com.intel.tss2.Tabrmd" in asked


def _fill(folder: Path, people: dict[str, Identity]) -> None:
    # Its tool puts keys into the store by itself; PINs of a test stand in its arguments.
    store = f"--path={folder / 'store'}"
    processes.tool("tpm2_ptool", "init", store)
    who = [f"--label={_LABEL}", f"--userpin={PIN}"]
    processes.tool("tpm2_ptool", "addtoken", "--pid=1", "--sopin=7654321", *who, store)
    for number, (kind, one) in enumerate(people.items(), 1):
        key, certificate = folder / f"{kind}.key", folder / f"{kind}.crt"
        key.write_bytes(
            one.key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        )
        certificate.write_bytes(
            load_der_x509_certificate(one.certificate_der).public_bytes(Encoding.PEM)
        )
        processes.tool(
            "tpm2_ptool", "import", *who, f"--privkey={key}", f"--algorithm={_ALGORITHMS[kind]}",
            f"--id=0{number}", f"--key-label={kind}", store,
        )  # fmt: skip
        processes.tool(
            "tpm2_ptool", "addcert", f"--label={_LABEL}", f"--key-label={kind}", store,
            str(certificate),
        )  # fmt: skip


def limit_tries(most: int) -> None:
    """Have the TPM lock after so many wrong PINs (TPM 2.0 part 1, 19.8), for a long time."""
    set_to = [f"--max-tries={most}", "--recovery-time=1000", "--lockout-recovery-time=1000"]
    processes.tool("tpm2_dictionarylockout", "--setup-parameters", *set_to)


def tries_spent() -> int:
    """Give the TPM's own count of wrong PINs."""
    told = processes.tool("tpm2_getcap", "properties-variable").splitlines()
    (row,) = (line for line in told if "TPM2_PT_LOCKOUT_COUNTER" in line)
    return int(row.split()[-1], 0)


def end_lockout() -> None:
    """Forget the wrong PINs, as the TPM's owner may."""
    processes.tool("tpm2_dictionarylockout", "--clear-lockout")
