"""Files that are no module for this machine are told for what they are, before they are loaded."""

import struct
import sys

import pytest

from paraph.domain import errors
from paraph.pkcs11.module_file import machine_here, refuse_foreign
from paraph.pkcs11.module_process import ModuleProcess
from tests.fakes.shim import compiled

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's loader")


def elf(machine: int, *, bits: int = 2) -> bytes:
    return b"\x7fELF" + bytes([bits, 1, 1]) + bytes(9) + struct.pack("<HH", 3, machine) + bytes(64)


def pe(machine: int) -> bytes:
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine)


def mach_o(processor: int) -> bytes:
    return struct.pack("<II", 0xFEEDFACF, processor) + bytes(64)


def fat(*processors: int) -> bytes:
    rows = b"".join(struct.pack(">I", each) + bytes(16) for each in processors)
    return b"\xca\xfe\xba\xbe" + struct.pack(">I", len(processors)) + rows


FOREIGN = {
    "Linux x86": elf(3, bits=1),
    "Linux riscv64": elf(243),
    "Windows x86": pe(0x14C),
    "Windows x86_64": pe(0x8664),
    "Windows arm64": pe(0xAA64),
    "macOS arm64": mach_o(0x0100000C),
    "macOS x86_64 arm64": fat(0x01000007, 0x0100000C),
}
NO_LIBRARY = {
    "nothing": b"",
    "text": b"not a library",
    "a cut one": b"\x7fELF\x02\x01",
    "an old program": b"MZ" + bytes(200),
    "a cut fat one": fat(7)[:9],
}


@ON_LINUX
@pytest.mark.parametrize(("made_for", "header"), FOREIGN.items())
def test_a_module_for_another_machine_says_which(tmp_path, made_for: str, header: bytes):
    if made_for == f"Linux {machine_here()}":
        pytest.skip("this machine's own")
    module = tmp_path / "module.so"
    module.write_bytes(header)
    process = ModuleProcess(str(module))
    with pytest.raises(errors.ModuleForeign) as told:
        process.tokens()
    process.close()
    assert told.value.details["made_for"] == made_for
    assert told.value.details["needed"] == f"Linux {machine_here()}"


@pytest.mark.parametrize("content", NO_LIBRARY.values(), ids=NO_LIBRARY)
def test_a_file_that_is_no_library_is_told(tmp_path, content: bytes):
    module = tmp_path / "module.so"
    module.write_bytes(content)
    with pytest.raises(errors.ModuleNotPkcs11):
        refuse_foreign(str(module))


def test_a_module_that_is_not_there_and_a_folder_are_told(tmp_path):
    with pytest.raises(errors.ModuleMissing):
        refuse_foreign(str(tmp_path / "none.so"))
    with pytest.raises(errors.ModuleUnusable) as told:
        refuse_foreign(str(tmp_path))
    assert type(told.value) is errors.ModuleUnusable


def test_this_machines_own_programs_are_not_refused():
    refuse_foreign(sys.executable)


LIBRARIES = {
    "int something;": ("module_not_pkcs11", "no_function_list"),
    "int not_anywhere(void); int asks(void) { return not_anywhere(); }": (
        "module_unusable",
        "not_anywhere",
    ),
    "unsigned long C_GetFunctionList(void **l) { return 5; }": ("module_unusable", "GeneralError"),
}


@ON_LINUX
@pytest.mark.parametrize(("source", "told"), LIBRARIES.items())
def test_a_library_that_is_no_module_is_told_apart_from_one_that_does_not_load(
    tmp_path, source: str, told: tuple[str, str]
):
    written = tmp_path / "library.c"
    written.write_text(source)
    process = ModuleProcess(str(compiled(written, tmp_path)))
    with pytest.raises(errors.ModuleUnusable) as refused:
        process.tokens()
    process.close()
    assert refused.value.code == told[0]
    assert told[1] in str(refused.value.details["why"])


@ON_LINUX
def test_a_module_that_crashes_while_it_loads_is_told(tmp_path):
    source = tmp_path / "crash.c"
    source.write_text(
        "#include <stdlib.h>\n__attribute__((constructor)) static void go(void) { abort(); }"
    )
    process = ModuleProcess(str(compiled(source, tmp_path)))
    with pytest.raises(errors.ModuleCrashed):
        process.tokens()
    process.close()
