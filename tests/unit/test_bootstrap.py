"""What the set-up would install and say, on machines other than this one."""

import hashlib
import importlib
import io
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import paraph

PACKAGING = Path(__file__).parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))

import api_judges  # noqa: E402
import bootstrap  # noqa: E402
import eu_dss  # noqa: E402
import node  # noqa: E402
import program_wheel  # noqa: E402
import system_packages as system  # noqa: E402

GLIB = ("libglib2.0-0t64", "libglib2.0-0")
BOOKWORM_DPKG = "libegl1 installed\nlibglib2.0-0 installed\nlibglib2.0-0 installed\n"
TRIXIE_DPKG = "libegl1 installed\nlibglib2.0-0t64 installed\n"


@pytest.mark.parametrize("dpkg", [BOOKWORM_DPKG, TRIXIE_DPKG])
def test_a_package_is_there_under_its_old_and_its_new_name(dpkg):
    wanted = (GLIB, ("libegl1",), ("softhsm2",))
    assert system.missing_packages(wanted, system.installed_names(dpkg)) == [("softhsm2",)]


@pytest.mark.parametrize("state", ["config-files", "not-installed", "unpacked", "half-installed"])
def test_a_removed_or_half_installed_package_is_missing(state):
    assert system.installed_names(f"softhsm2 {state}\nqpdf installed\n") == {"qpdf"}


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        (
            "libglib2.0-0t64:\n  Installed: (none)\n  Candidate: (none)\n"
            "libglib2.0-0:\n  Installed: (none)\n  Candidate: 2.74.6-2\n",
            "libglib2.0-0",
        ),
        (
            "libglib2.0-0t64:\n  Installed: (none)\n  Candidate: 2.84.4-3\n"
            "libglib2.0-0:\n  Installed: (none)\n  Candidate: (none)\n",
            "libglib2.0-0t64",
        ),
        ("", "libglib2.0-0"),
    ],
)
def test_apt_is_asked_for_the_name_that_its_release_has(policy, name):
    assert system.names_here([GLIB], system.available_names(policy)) == [name]


def test_debians_venv_package_is_wanted_only_where_this_python_cannot_do_without():
    of_this_python = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    wanted = system.wanted_packages((GLIB,), has_ensurepip=False)
    assert wanted == ((of_this_python, "python3-venv"), GLIB)
    assert system.wanted_packages((GLIB,), has_ensurepip=True) == (GLIB,)


@pytest.mark.parametrize(
    ("is_root", "has_sudo", "words"),
    [(True, True, []), (True, False, []), (False, True, ["sudo"]), (False, False, None)],
)
def test_root_comes_by_sudo_only_when_it_is_needed(is_root, has_sudo, words):
    assert system.root_words(is_root=is_root, has_sudo=has_sudo) == words


def test_apt_asks_nothing_and_waits_for_another_apt_also_behind_sudo():
    command = system.apt_command(["sudo"], "install", "--no-install-recommends", "qpdf")
    assert command[:3] == ["sudo", "env", "DEBIAN_FRONTEND=noninteractive"]
    assert command[3:5] == ["apt-get", "-q"]
    assert "-y" in command
    assert "DPkg::Lock::Timeout=500" in command
    assert command[-3:] == ["install", "--no-install-recommends", "qpdf"]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch):
    """A machine with these programs; gives the commands that would change it."""

    def make(programs: set[str], outputs: dict[str, str] | None = None, *, uid=0, status=0):
        commands: list[list[str]] = []

        def run(command, **_):
            commands.append(command)
            return type("Done", (), {"returncode": status})

        monkeypatch.setattr(system.shutil, "which", lambda name: name if name in programs else None)
        monkeypatch.setattr(system, "_output", lambda *words: (outputs or {}).get(words[0], ""))
        monkeypatch.setattr(system.os, "geteuid", lambda: uid, raising=False)
        monkeypatch.setattr(system.subprocess, "run", run)
        monkeypatch.setattr(system.importlib.util, "find_spec", lambda name: name)
        return commands

    return make


APT = {"dpkg-query", "apt-get"}


def all_installed(packages) -> dict[str, str]:
    return {"dpkg-query": "".join(f"{names[-1]} installed\n" for names in packages)}


def test_nothing_is_run_when_nothing_is_missing(machine):
    commands = machine(APT, all_installed(system.PROGRAM_PACKAGES + system.TEST_PACKAGES))
    system.provide(for_tests=True)
    assert commands == []


def test_only_what_is_missing_is_installed_after_one_update(machine):
    commands = machine(APT, all_installed(system.PROGRAM_PACKAGES[1:] + system.TEST_PACKAGES))
    system.provide(for_tests=True)
    assert [c[c.index("DPkg::Lock::Timeout=500") + 1 :] for c in commands] == [
        ["update"],
        ["install", "--no-install-recommends", "softhsm2"],
    ]


def test_the_demo_installs_no_test_tools(machine):
    commands = machine(APT)
    system.provide(for_tests=False)
    assert "softhsm2" in commands[-1]
    assert not {"xvfb", "opensc", "poppler-utils"}.intersection(commands[-1])


def test_a_person_without_sudo_is_told_the_packages_and_nothing_is_run(machine):
    commands = machine(APT, uid=1000)
    with pytest.raises(system.CannotSetUp, match=r"no sudo[^~]*softhsm2[^~]*apt-get install"):
        system.provide(for_tests=False)
    assert commands == []


def test_an_apt_that_fails_names_the_packages(machine):
    machine({*APT, "sudo"}, uid=1000, status=1)
    with pytest.raises(system.CannotSetUp, match="softhsm2"):
        system.provide(for_tests=False)


@pytest.mark.parametrize(
    ("name", "softhsm", "opensc"),
    [
        ("Darwin", "brew install softhsm", "brew install opensc"),
        ("Windows", "SoftHSM2-for-Windows", "winget install OpenSC.OpenSC"),
        ("Linux", "package softhsm", "package opensc"),
    ],
)
def test_elsewhere_what_is_missing_is_named_and_apt_never_runs(
    machine, monkeypatch, name, softhsm, opensc
):
    monkeypatch.setattr(system.platform, "system", lambda: name)
    commands = machine({"openssl", "pdfsig", "qpdf"})
    with pytest.raises(system.CannotSetUp) as told:
        system.provide(for_tests=True)
    assert softhsm in str(told.value)
    assert opensc in str(told.value)
    assert "qpdf" not in str(told.value)
    assert commands == []


def test_elsewhere_with_everything_there_nothing_is_said(machine):
    machine({"softhsm2-util", "pkcs11-tool", "openssl", "pdfsig", "qpdf", "javac"})
    system.provide(for_tests=True)


@pytest.mark.parametrize(
    ("arguments", "understood"),
    [
        ([], False),
        (["sign"], False),
        (["demo"], True),
        (["demo", "--headless"], True),
        (["demo", "--headles"], False),
        (["test"], True),
        (["test", "--full", "-k", "stamp"], True),
    ],
)
def test_a_call_is_understood_before_anything_is_installed(arguments, understood):
    assert bootstrap.is_understood(arguments) is understood


def test_what_cannot_be_set_up_is_told_without_a_traceback(monkeypatch, capsys):
    def provide(*, for_tests):
        raise system.CannotSetUp("Missing packages: softhsm2")

    monkeypatch.setattr(system, "provide", provide)
    assert bootstrap.main(["demo"]) == 1
    assert "Missing packages: softhsm2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "environment", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_named_by_the_environment_or_always_there(name, environment, there):
    assert bootstrap.names_a_display(name, environment) is there


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The calls of the environment's Python; each ends with 0 but those that hold a word given."""
    made: list[tuple[str, ...]] = []
    failing: set[str] = set()

    def run(*words, **_):
        made.append(words)
        return int(any(word in part for part in words for word in failing))

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "_minutes", [])
    monkeypatch.setattr(bootstrap, "DEMO", tmp_path / "demo")
    return made, failing


def test_the_demo_opens_the_window_where_nothing_keeps_it(calls, monkeypatch):
    made, _ = calls
    monkeypatch.setattr(bootstrap, "what_keeps_the_window", lambda: None)
    assert bootstrap.run_demo([]) == 0
    assert made[-1][:3] == ("-m", "paraph", "demo")
    assert "--headless" not in made[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_demos_folder_is_its_owners_only(calls):
    assert bootstrap.run_demo(["--headless"]) == 0
    assert bootstrap.DEMO.stat().st_mode & 0o777 == 0o700


def test_the_demo_is_headless_and_says_why_where_no_window_can_open(calls, monkeypatch, capsys):
    made, _ = calls
    monkeypatch.setattr(bootstrap, "what_keeps_the_window", lambda: "there is no display.")
    assert bootstrap.run_demo([]) == 0
    assert made[-1][-1] == "--headless"
    assert "there is no display." in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("platform", "display", "reason"),
    [
        ("offscreen", ":0", None),
        ("xcb", ":4242", ".*could not connect to display :4242.*"),
        ("offscreen", "", "there is no display."),
    ],
)
def test_a_display_that_is_gone_keeps_the_window(monkeypatch, platform, display, reason):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(bootstrap, "python", lambda: Path(sys.executable))
    found = bootstrap.what_keeps_the_window()
    assert found is None if reason is None else re.fullmatch(reason, found)


def test_full_reaches_pytest_and_each_part_tells_its_minutes(calls, capsys):
    made, _ = calls
    assert bootstrap.run_tests(["--full"]) == 0
    assert made[-1] == ("-m", "pytest", *bootstrap.WORKERS, "--full"), "what is last wins"
    closing = capsys.readouterr().out.splitlines()[-1]
    assert closing == "Minutes: lint 0.0, types 0.0, translations 0.0, architecture 0.0, tests 0.0"


def test_a_check_that_fails_does_not_hide_the_others(calls, capsys):
    made, failing = calls
    failing.add("ruff")
    assert bootstrap.run_tests([]) == 1
    assert len(made) == 5
    assert capsys.readouterr().out.splitlines()[-1] == "Failed: lint"


def test_it_is_said_where_the_corpus_is_and_that_it_is_not_there(tmp_path):
    assert bootstrap.corpus_line({"PARAPH_CORPUS": str(tmp_path)}) == f"Corpus: {tmp_path}"
    gone = tmp_path / "gone"
    assert f"not at {gone}" in bootstrap.corpus_line({"PARAPH_CORPUS": str(gone)})


@pytest.fixture
def made_venv(tmp_path, monkeypatch):
    stamp = tmp_path / "made-from"
    stamp.write_text("lock place", "utf-8")
    monkeypatch.setattr(bootstrap, "python", lambda: Path(sys.executable))
    return stamp


def test_an_environment_is_used_again_while_lock_and_place_are_the_same(made_venv, calls):
    assert bootstrap.is_made_from("lock place", made_venv)
    assert not bootstrap.is_made_from("lock elsewhere", made_venv)
    assert not bootstrap.is_made_from("newer place", made_venv)
    assert not bootstrap.is_made_from("lock place", made_venv.with_name("gone"))


def test_an_environment_whose_python_lost_its_packages_is_made_anew(made_venv, calls):
    _, failing = calls
    failing.add("import click")
    assert not bootstrap.is_made_from("lock place", made_venv)


def test_a_checkout_whose_path_has_an_accent_is_found_in_every_locale(monkeypatch, tmp_path):
    root = tmp_path / "é b"
    monkeypatch.setattr(program_wheel, "ROOT", root)
    line = program_wheel.path_line(str(root / ".venv" / "lib"))
    assert line.isascii()
    assert (root / ".venv" / "lib" / line.strip()).resolve() == root / "desktop"


# --- the program's commands, written by pip into an environment of a checkout


PROGRAM = """import os, sys
def main():
    sys.stdout.buffer.write(os.fsencode("|".join(sys.argv[1:])))
    return 4
"""


@pytest.fixture(scope="module")
def lasting_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with an environment that has no commands yet; its path is a hard one."""
    root = tmp_path_factory.mktemp("checkout") / "é b #1"
    package = root / "desktop" / "paraph"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('__version__ = "1.2"\n', "utf-8")
    (package / "__main__.py").write_text(PROGRAM, "utf-8")
    subprocess.run([sys.executable, "-m", "venv", str(root / ".venv")], check=True)
    return root


@pytest.fixture
def checkout(lasting_checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with two commands named, and none of an earlier test."""
    name_commands(lasting_checkout, "paraph", "paraph-again")
    venv = lasting_checkout / ".venv"
    (venv / "program").unlink(missing_ok=True)
    monkeypatch.setattr(program_wheel, "ROOT", lasting_checkout)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "is_made_from", lambda *_: True)
    monkeypatch.setattr(bootstrap, "make_environment", lambda: pytest.fail("it was made anew"))
    for command in (command_in(lasting_checkout, name) for name in ("paraph", "paraph-again")):
        command.unlink(missing_ok=True)
    return lasting_checkout


def name_commands(root: Path, *names: str) -> None:
    lines = "".join(f'{name} = "paraph.__main__:main"\n' for name in names)
    text = f'[project]\nname = "paraph"\n[project.scripts]\n{lines}'
    version = '[tool.hatch.version]\npath = "desktop/paraph/__init__.py"\n'
    (root / "pyproject.toml").write_text(text + version, "utf-8")


def command_in(root: Path, name: str) -> Path:
    place = "Scripts/{}.exe" if os.name == "nt" else "bin/{}"
    return root / ".venv" / place.format(name)


def called(program: Path, folder: Path, locale: str = "C.UTF-8") -> tuple[int, str, str]:
    """Call a command in a folder, without what the tests' own Python is told."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    words = [program, "a b", "é#$x"]
    done = subprocess.run(words, cwd=folder, capture_output=True, env={**own, "LC_ALL": locale})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_an_environment_without_commands_gets_those_of_pyproject(checkout, tmp_path, locale):
    bootstrap.install_python_packages()
    (tmp_path / "paraph.py").write_text("raise SystemExit('of the folder one is in')", "utf-8")
    for name in ("paraph", "paraph-again"):
        assert called(command_in(checkout, name), tmp_path, locale) == (4, "a b|é#$x", "")


@pytest.mark.skipif(sys.platform == "win32", reason="links want a right of their own there")
def test_a_command_may_be_called_by_a_link_to_it(checkout, tmp_path):
    bootstrap.install_python_packages()
    (tmp_path / "signer").symlink_to(command_in(checkout, "paraph"))
    assert called(tmp_path / "signer", tmp_path) == (4, "a b|é#$x", "")


def test_commands_are_written_once_and_again_when_they_are_lost_or_others(checkout, monkeypatch):
    written, install = [], program_wheel._install

    def count(python, wheel):
        written.append(wheel.name)
        install(python, wheel)

    monkeypatch.setattr(program_wheel, "_install", count)
    bootstrap.install_python_packages()
    bootstrap.install_python_packages()
    assert written == ["paraph-1.2-py3-none-any.whl"]
    command_in(checkout, "paraph").unlink()
    bootstrap.install_python_packages()
    assert command_in(checkout, "paraph").is_file()
    name_commands(checkout, "paraph")
    bootstrap.install_python_packages()
    assert len(written) == 3
    assert not command_in(checkout, "paraph-again").exists()


def test_commands_that_cannot_be_written_are_told_and_tried_again(checkout, monkeypatch):
    failing = subprocess.CompletedProcess([], 1)
    with monkeypatch.context() as broken:
        broken.setattr(program_wheel, "site_packages", lambda _: str(checkout))
        broken.setattr(program_wheel.subprocess, "run", lambda *_a, **_k: failing)
        with pytest.raises(system.CannotSetUp, match="commands could not be installed"):
            bootstrap.install_python_packages()
    bootstrap.install_python_packages()
    assert command_in(checkout, "paraph").is_file()


def test_pyproject_names_the_commands_of_both_packages():
    told = program_wheel.project()
    assert {"paraph", "paraph-sandbox"} <= told["scripts"].keys()
    for place in told["scripts"].values():
        module, _, function = place.partition(":")
        assert callable(getattr(importlib.import_module(module), function))
    assert told["version"] == paraph.__version__


def test_eu_dss_is_taken_only_with_the_digest_that_was_pinned(tmp_path, monkeypatch):
    archive = tmp_path / "a.tgz"
    archive.write_bytes(b"another")
    with pytest.raises(system.CannotSetUp, match="SHA-512"):
        eu_dss.check(archive)
    monkeypatch.setattr(eu_dss, "SHA512", hashlib.sha512(b"another").hexdigest())
    eu_dss.check(archive)


def test_a_jar_that_is_there_is_fetched_again_only_for_another_pin(tmp_path, monkeypatch):
    (tmp_path / "eu-dss.jar").write_bytes(b"x")
    (tmp_path / "eu-dss.made-from").write_text(eu_dss.SHA512, "ascii")
    monkeypatch.setattr(eu_dss, "FOLDER", tmp_path)
    monkeypatch.setattr(eu_dss, "JAR", tmp_path / "eu-dss.jar")
    monkeypatch.setattr(eu_dss.subprocess, "run", lambda *_a, **_k: pytest.fail("it was fetched"))
    eu_dss.provide(Path(sys.executable))
    monkeypatch.setattr(eu_dss, "SHA512", "of the next release")
    with pytest.raises(pytest.fail.Exception, match="it was fetched"):
        eu_dss.provide(Path(sys.executable))


def test_what_npm_brings_is_checked_before_the_jar_is_taken(tmp_path, monkeypatch):
    def run(words, cwd, **_):
        assert "--ignore-scripts" in words
        with tarfile.open(cwd / "open-pdf-sign-0.2.2.tgz", "w:gz") as tar:
            member = tarfile.TarInfo("package/lib/open-pdf-sign.jar")
            member.size = 3
            tar.addfile(member, io.BytesIO(b"jar"))
        return subprocess.CompletedProcess(words, 0, "", "")

    monkeypatch.setattr(eu_dss, "FOLDER", tmp_path)
    monkeypatch.setattr(eu_dss, "JAR", tmp_path / "eu-dss.jar")
    monkeypatch.setattr(eu_dss.shutil, "which", lambda _: "npm")
    monkeypatch.setattr(eu_dss.subprocess, "run", run)
    with pytest.raises(system.CannotSetUp, match="not the one that was pinned"):
        eu_dss.provide(Path(sys.executable))
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(eu_dss, "check", lambda _: None)
    eu_dss.provide(Path(sys.executable))
    assert (tmp_path / "eu-dss.jar").read_bytes() == b"jar"


def test_the_demo_needs_no_eu_dss(calls, monkeypatch):
    monkeypatch.setattr(system, "provide", lambda **_: None)
    monkeypatch.setattr(bootstrap, "install_python_packages", lambda: None)
    monkeypatch.setattr(eu_dss, "provide", lambda _: pytest.fail("it was asked for"))
    monkeypatch.setattr(bootstrap, "run_demo", lambda _: 0)
    assert bootstrap.main(["demo", "--headless"]) == 0


# --- judges of the API


def test_a_judge_is_installed_once_for_its_lock_and_anew_for_another(tmp_path):
    lock, place, installed = tmp_path / "lock", tmp_path / "judge", []
    lock.write_text("one", encoding="ascii")

    def install():
        place.mkdir()
        installed.append(lock.read_text("ascii"))

    for content in ("one", "one", "two", "two"):
        lock.write_text(content, encoding="ascii")
        api_judges._once(place, (lock,), install)
    assert installed == ["one", "two"]


def test_a_judge_that_could_not_be_installed_is_told_and_tried_again(tmp_path):
    lock, place, tried = tmp_path / "lock", tmp_path / "judge", []
    lock.write_text("one", encoding="ascii")

    def install():
        place.mkdir()
        tried.append(1)
        if len(tried) == 1:
            raise subprocess.CalledProcessError(1, "pip")

    with pytest.raises(system.CannotSetUp, match="judge could not be installed"):
        api_judges._once(place, (lock,), install)
    api_judges._once(place, (lock,), install)
    assert len(tried) == 2


@pytest.mark.parametrize(
    ("told", "is_taken"), [("v18.20.4", True), ("v12.22.9", False), ("", False)]
)
def test_an_old_node_of_the_system_is_passed_over(monkeypatch, tmp_path, told, is_taken):
    monkeypatch.setattr(node, "FOLDER", tmp_path)
    monkeypatch.setattr(node.shutil, "which", lambda _: "/usr/bin/node")
    done = subprocess.CompletedProcess([], 0, stdout=told)
    monkeypatch.setattr(node.subprocess, "run", lambda *_a, **_k: done)
    assert (node.interpreter() is not None) is is_taken


def test_no_lock_names_where_packages_come_from():
    for lock in (*PACKAGING.glob("*.lock"), *(PACKAGING / "judges").iterdir()):
        text = lock.read_text("utf-8")
        assert not re.search(
            r'"resolved"|^--(extra-)?index-url|://[^"]*(registry|pypi|pythonhosted)', text, re.M
        ), lock
