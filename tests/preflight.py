"""PDFBox's preflight (Apache 2.0), which judges PDF/A-1b and knows nothing of us."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

_JARS = Path("/usr/share/java")
_NAMES = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "commons-io",
    "jaxb-api",
    "javax.activation",
)


def faults(folder: Path) -> dict[str, list[str]]:
    """Give what is wrong with each PDF of a folder as a PDF/A-1b, by the file's name."""
    jars = [_JARS / f"{name}.jar" for name in _NAMES]
    if not jars[0].exists():
        pytest.skip("PDFBox's preflight is not here (Debian: libpdfbox2-java, libjaxb-api-java)")
    words = ["java", "-cp", ":".join(map(str, jars))]
    words += ["org.apache.pdfbox.preflight.Validator_A1b", "xml", "batch", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    found: dict[str, list[str]] = {}
    for path in folder.glob("*.pdf"):
        told = path.with_name(f"{path.name}.preflight.xml")
        assert told.exists(), done.stderr[-500:]
        told_of = ET.parse(told).getroot()
        errors = [" ".join(error.itertext()).split() for error in told_of.iter("error")]
        is_valid = told_of.findtext("isValid") == "true"
        assert is_valid == (not errors), (path.name, errors)
        found[path.name] = [" ".join(error) for error in errors]
    return found
