"""Page trees that count wrongly: what is signed is the page that was shown, on both paths."""

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from paraph.domain.errors import DocumentDamaged
from paraph.domain.placing.signature_field import Box, Place
from paraph.pades.fast_signer import sign_plain
from paraph.pades.general_signer import inspect_any, sign_any
from paraph.pades.page_tree import page_references
from paraph.ports.documents import SignatureOrder
from tests.adapters.render.raw_pdf import write_pdf
from tests.adapters.test_both_paths import stamp_pdf
from tests.fakes.pdfs import plain
from tests.fakes.pki import identity
from tests.fakes.tokens import FakeKey, FakeToken

PAGE = "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>"


def of_three(path: Path, counted: int) -> Path:
    """Write two pages under a node that says another number, and a third beside it."""
    return write_pdf(
        path,
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 3 >>",
            f"<< /Type /Pages /Parent 2 0 R /Kids [5 0 R 6 0 R] /Count {counted} >>",
            PAGE % 2,
            PAGE % 3,
            PAGE % 3,
        ],
    )


def sharing(path: Path) -> Path:
    """Write two pages that refer to one array of annotations."""
    shared = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots 5 0 R >>"
    return write_pdf(
        path,
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            shared,
            shared,
            "[ 6 0 R % a note on both\n]",
            "<< /Type /Annot /Subtype /Text /Rect [9 9 40 40] /Contents (Note) >>",
        ],
    )


def signed_page(source: Path, page: int, sign: Callable[..., object]) -> list[int]:
    signer = identity()
    made = source.with_name("made.pdf")
    order = SignatureOrder(
        source, made, signer.certificate_der, (signer.ca_der,),
        place=Place(page, Box(60, 620, 260, 680)), stamp_pdf=stamp_pdf(),
    )  # fmt: skip
    with source.open("rb") as file:
        assert sign(file, order, FakeKey(FakeToken(), signer.key)) is not None
    with pymupdf.open(made) as document:
        return [each.number for each in document if list(each.widgets())]


@pytest.mark.parametrize("sign", [sign_plain, sign_any])
@pytest.mark.parametrize("counted", [0, 1, 2, 3])
@pytest.mark.parametrize("page", [0, 1, 2])
def test_the_page_that_is_shown_is_signed_whatever_a_node_counts(tmp_path, sign, counted, page):
    assert signed_page(of_three(tmp_path / "a.pdf", counted), page, sign) == [page]


@pytest.mark.parametrize("sign", [sign_plain, sign_any])
def test_of_pages_that_share_their_annotations_only_one_is_signed(tmp_path, sign):
    assert signed_page(sharing(tmp_path / "a.pdf"), 1, sign) == [1]
    with pymupdf.open(tmp_path / "made.pdf") as document:
        assert [len(list(page.annots())) for page in document] == [1, 1]


class Node:
    """A node as pyHanko gives it, that holds itself twice."""

    reference = "1 0 R"

    def get_object(self) -> dict[str, list["Node"]]:
        return {"/Kids": [self, self]}


def test_a_tree_that_holds_itself_is_an_error_and_no_endless_walk():
    with pytest.raises(ValueError, match="page_tree"):
        list(page_references(Node()))


def test_object_numbers_that_no_reader_takes_are_told_before_signing(tmp_path):
    source = plain(tmp_path / "a.pdf")
    source.write_bytes(source.read_bytes().replace(b"/Size 4", b"/Size 2147483648"))
    with source.open("rb") as file, pytest.raises(DocumentDamaged):
        inspect_any(file, None, None, is_visible=False)
