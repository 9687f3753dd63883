"""What Linux shows of a TPM, without talking to it: its devices, their rights, its manager."""

import os
from contextlib import suppress
from pathlib import Path

from paraph.domain.keys.tpm import TpmFacts

_DEVICES = ("dev/tpmrm0", "dev/tpm0")
_MANAGER = "tpm2-abrmd"


def tpm_facts(root: Path = Path("/")) -> TpmFacts:
    """Look at the devices and processes below `root`; what cannot be looked at is not there."""
    device = next((root / name for name in _DEVICES if (root / name).exists()), None)
    group = _group(device) if device is not None else ""
    return TpmFacts(
        device=f"/{device.relative_to(root)}" if device is not None else "",
        may_use=device is not None and os.access(device, os.R_OK | os.W_OK),
        group=group,
        is_member=_is_member(group),
        manager_runs=_runs(root, _MANAGER),
        way=os.environ.get("TPM2_PKCS11_TCTI", ""),
    )


def _group(device: Path) -> str:
    try:
        return device.group()
    except (KeyError, OSError):
        return ""  # a group without a name, or the device went meanwhile: the words do without


def _is_member(group: str) -> bool:
    if not group:
        return False
    # Only where there are groups of this kind.
    import grp
    import pwd

    with suppress(KeyError):
        return pwd.getpwuid(os.getuid()).pw_name in grp.getgrnam(group).gr_mem
    return False


def _runs(root: Path, name: str) -> bool:
    for comm in root.glob("proc/[0-9]*/comm"):
        with suppress(OSError):  # it ended meanwhile
            if comm.read_text("utf-8", "replace").strip() == name:
                return True
    return False
