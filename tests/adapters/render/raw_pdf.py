"""PDF files written by hand, so that no library's idea of a page stands between."""

from collections.abc import Sequence
from pathlib import Path


def write_pdf(path: Path, objects: Sequence[str], trailer: str = "") -> Path:
    """Write objects 1, 2, ... (the catalog first) with a sound cross-reference table."""
    body, offsets = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    body += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")
    path.write_bytes(body)
    return path


def one_page(path: Path, page: str, content: str = "", more: Sequence[str] = ()) -> Path:
    """Write one page with these entries; objects in `more` start at number 6."""
    stream = f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /SigFlags 3 >> >>"
        if any("/FT /Sig" in text for text in more)
        else "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 /MediaBox [0 0 99 88] >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page} "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        stream,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    return write_pdf(path, objects)


def text_page(path: Path, text: str = "Fee agreement") -> Path:
    """Write an upright page of 300 by 200 points with one line at (40, 150)."""
    content = f"BT /F1 12 Tf 40 150 Td ({text}) Tj ET"
    return one_page(path, "/MediaBox [0 0 300 200] /Rotate 0", content)
