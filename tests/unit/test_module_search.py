"""Finding PKCS#11 modules: known places, p11-kit's configuration, added by hand; each once."""

from pathlib import Path

import pytest

from paraph.pkcs11.module_search import Machine, find_modules, softhsm_modules, this_machine
from paraph.pkcs11.p11_kit import registered_modules
from paraph.ports.finding import Origin

ARCH = "x86_64-linux-gnu"


class Root:
    """A file system in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home" / "someone"
        places = {"arch": (ARCH,), "lib": ("lib64", "lib"), "home": (str(self.home),)}
        self.machine = Machine("linux", places, self.home, folder)

    def file(self, path: str, text: str = "") -> Path:
        made = self.folder / path
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(text)
        return made

    def link(self, path: str, to: str) -> None:
        made = self.folder / path
        made.parent.mkdir(parents=True, exist_ok=True)
        made.symlink_to(self.folder / to)

    def register(self, name: str, *lines: str, where: str = "usr/share/p11-kit/modules") -> None:
        self.file(f"{where}/{name}.module", "\n".join(lines) + "\n")

    def found(self, *by_hand: str) -> list[tuple[str, Origin]]:
        modules = find_modules(by_hand, self.machine)
        return [(str(Path(m.path).relative_to(self.folder)), m.origin) for m in modules]


@pytest.fixture
def root(tmp_path) -> Root:
    return Root(tmp_path)


def test_a_known_module_is_found_with_its_name_and_kind(root):
    root.file(f"usr/lib/{ARCH}/opensc-pkcs11.so")
    root.file(f"usr/lib/{ARCH}/pkcs11/libtpm2_pkcs11.so")
    opensc, tpm = find_modules((), root.machine)
    assert (opensc.name, opensc.driver_id, opensc.origin) == ("OpenSC", "opensc", Origin.KNOWN)
    assert (opensc.has_readers, tpm.has_readers) == (True, False)


@pytest.mark.parametrize(
    ("path", "driver_id"),
    [
        ("opt/tpm/libtpm2_pkcs11.so", "tpm2"),
        ("opt/tpm/libtpm2_pkcs11.so.1.9.0", "tpm2"),
        ("opt/opensc/opensc-pkcs11.so", "opensc"),
        ("opt/maker/my-opensc-pkcs11.so", None),
        ("opt/maker/maker.so", None),
    ],
)
def test_a_module_of_a_known_name_is_known_wherever_it_was_put(root, path, driver_id):
    (found,) = find_modules([str(root.file(path))], root.machine)
    assert (found.driver_id, found.origin) == (driver_id, Origin.BY_HAND)
    assert (found.kind == "tpm") == (driver_id == "tpm2")


def test_nothing_is_found_on_a_bare_system(root):
    assert find_modules((), root.machine) == []


def test_links_and_p11_kit_lead_to_one_module_once(root):
    root.file(f"usr/lib/{ARCH}/opensc-pkcs11.so")
    root.link(f"usr/lib/{ARCH}/pkcs11/opensc-pkcs11.so", f"usr/lib/{ARCH}/opensc-pkcs11.so")
    root.register("opensc", "module: opensc-pkcs11.so")
    known = f"usr/lib/{ARCH}/opensc-pkcs11.so"
    by_hand = str(root.folder / f"usr/lib/{ARCH}/pkcs11/opensc-pkcs11.so")
    assert root.found(by_hand) == [(known, Origin.KNOWN)]


def test_a_second_face_of_opensc_is_left_out_unless_it_is_alone(root):
    root.file(f"usr/lib/{ARCH}/onepin-opensc-pkcs11.so")
    assert [path for path, _ in root.found()] == [f"usr/lib/{ARCH}/onepin-opensc-pkcs11.so"]
    root.file(f"usr/lib/{ARCH}/opensc-pkcs11.so")
    assert [path for path, _ in root.found()] == [f"usr/lib/{ARCH}/opensc-pkcs11.so"]


def test_a_bare_name_lies_in_p11_kits_folder_and_a_missing_file_is_passed_over(root):
    root.file("usr/lib64/pkcs11/maker.so")
    root.register("maker", "# a comment: with a colon", "module: maker.so", "priority: 4")
    root.register("gone", "module: gone.so")
    root.register("empty", "managed: yes")
    assert root.found() == [("usr/lib64/pkcs11/maker.so", Origin.P11_KIT)]


def test_an_absolute_path_is_taken_as_it_is(root):
    module = root.file("opt/maker/maker.so")
    root.register("maker", f"module: {module}")
    assert root.found() == [("opt/maker/maker.so", Origin.P11_KIT)]


@pytest.mark.parametrize(
    ("line", "is_there"),
    [
        ("enable-in: paraph", True),
        ("enable-in: firefox, paraph", True),
        ("enable-in: firefox", False),
        ("disable-in: paraph", False),
        ("disable-in: firefox ssh", True),
        ("trust-policy: yes", False),
        ("trust-policy: no", True),
    ],
)
def test_who_may_use_a_module_and_what_holds_trust_only(root, line, is_there):
    module = root.file("opt/maker.so")
    root.register("maker", f"module: {module}", line)
    assert bool(root.found()) is is_there


def test_a_persons_file_wins_field_by_field(root):
    module, other = root.file("opt/maker.so"), root.file("opt/other.so")
    root.register("maker", f"module: {module}", "disable-in: paraph")
    own = "home/someone/.config/pkcs11/modules"
    root.register("maker", f"module: {other}", where=own)
    assert root.found() == []
    root.register("maker", f"module: {other}", "disable-in: firefox", where=own)
    assert root.found() == [("opt/other.so", Origin.P11_KIT)]


@pytest.mark.parametrize(
    ("mode", "names"), [("merge", ["mine", "system"]), ("only", ["mine"]), ("none", ["system"])]
)
def test_the_system_says_whether_a_persons_files_count(root, mode, names):
    root.file("etc/pkcs11/pkcs11.conf", f"user-config: {mode}\n")
    root.register("system", "module: a.so", where="etc/pkcs11/modules")
    root.register("mine", "module: b.so", where="home/someone/.config/pkcs11/modules")
    assert [each.name for each in registered_modules(root.folder, root.home)] == names


def test_the_proxy_is_used_only_for_what_needs_arguments_and_lists_nothing_twice(root):
    proxy = root.file(f"usr/lib/{ARCH}/p11-kit-proxy.so")
    opensc = root.file(f"usr/lib/{ARCH}/opensc-pkcs11.so")
    nss, alone = root.file("usr/lib64/libsoftokn3.so"), root.file("opt/alone.so")
    root.register("opensc", f"module: {opensc}")
    root.register("alone", f"module: {alone}", "disable-in: p11-kit-proxy")
    assert [Path(path).name for path, _ in root.found()] == ["opensc-pkcs11.so", "alone.so"]
    root.register("nss", f"module: {nss}", "x-init-reserved: configdir='sql:/db'")
    assert [Path(path).name for path, _ in root.found()] == ["p11-kit-proxy.so", "alone.so"]
    proxy.unlink()
    assert [Path(path).name for path, _ in root.found()] == ["opensc-pkcs11.so", "alone.so"]


def test_what_was_added_by_hand_stays_though_its_file_is_gone(root):
    here, gone = root.file("opt/maker.so"), root.folder / "opt" / "gone.so"
    assert root.found(str(here), str(gone)) == [
        ("opt/maker.so", Origin.BY_HAND),
        ("opt/gone.so", Origin.BY_HAND),
    ]


def test_an_entry_that_cannot_be_read_hides_no_other(root):
    root.file(f"usr/lib/{ARCH}/opensc-pkcs11.so")
    module = root.file("opt/maker.so")
    (root.folder / "etc/pkcs11/modules/broken.module").mkdir(parents=True)
    root.register("maker", f"module: {module}", where="etc/pkcs11/modules")
    assert len(root.found()) == 2


def test_a_windows_path_takes_its_places_from_the_system():
    places = {"system32": (r"D:\Windows\System32",), "programfiles": (r"D:\Programs",)}
    machine = Machine("windows", places, Path("/home"))
    assert list(machine.files(r"{programfiles}\Maker\m.dll")) == [r"D:\Programs\Maker\m.dll"]
    assert list(machine.files(r"{system32}\m.dll")) == [r"D:\Windows\System32\m.dll"]


@pytest.mark.token
def test_this_machines_softhsm_is_in_both_lists():
    found = softhsm_modules()
    if not found:
        pytest.skip("SoftHSM is not installed")
    assert found[0] in [each.path for each in find_modules((), this_machine())]
