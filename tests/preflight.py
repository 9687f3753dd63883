"""PDFBox's preflight (Apache 2.0), which judges PDF/A-1b and knows nothing of us."""

from pathlib import Path

from tests.rigs import processes
from tests.rigs.java_judge import JavaJudge

_NAMES = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "jaxb-api",
    "javax.activation",
)
_JARS = [Path("/usr/share/java", f"{name}.jar") for name in _NAMES]
_JUDGE = JavaJudge(_JARS, "PreflightJudge")


def faults(folder: Path) -> dict[str, list[str]]:
    """Give what is wrong with each PDF of a folder as a PDF/A-1b, by the file's name."""
    processes.need("java", "javac", files=[str(jar) for jar in _JARS], root=False)
    return {path.name: _faults(path) for path in folder.glob("*.pdf")}


def _faults(path: Path) -> list[str]:
    *found, _ = _JUDGE.ask([str(path)], lambda line: line == "END")
    assert not [each for each in found if each.startswith("ERROR")], (path.name, found)
    return found
