"""Shared fixtures: a SoftHSM token, the corpus, the program on a fresh profile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paraph.pkcs11.demo_token import DemoToken, make_demo_token
from paraph.pkcs11.module_process import ModuleProcess

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "resources" / "samples" / "fee-agreement.pdf"
CORPUS = Path(os.environ.get("PARAPH_CORPUS", ROOT.parent / "shared" / "corpus"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also run what takes minutes")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "full: takes minutes; run with --full")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        for item in items:
            if item.get_closest_marker("full"):
                item.add_marker(pytest.mark.skip(reason="takes minutes; run with --full"))


@pytest.fixture(scope="session")
def demo_token(tmp_path_factory: pytest.TempPathFactory) -> DemoToken:
    return make_demo_token(tmp_path_factory.mktemp("demo"), SAMPLE)


@pytest.fixture
def module(demo_token: DemoToken):
    process = ModuleProcess(demo_token.module)
    yield process
    process.close()


@pytest.fixture
def corpus() -> Path:
    if not CORPUS.is_dir():
        pytest.skip(f"the shared corpus is not at {CORPUS}; set PARAPH_CORPUS")
    return CORPUS


@pytest.fixture
def paraph(tmp_path: Path, demo_token: DemoToken):
    """Run the command line as a person's shell does; gives the finished process."""

    def run(*words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PARAPH_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "paraph", *map(str, words)]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, env=environment, timeout=300
        )

    return run
