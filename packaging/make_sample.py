"""Draw the sample fee agreement: three pages, a place to sign on the third.

Run after a change of its words: `python packaging/make_sample.py`.
"""

from pathlib import Path

import pymupdf

STYLE = (
    "* {font-family: serif; font-size: 11px; line-height: 1.4;}"
    " h1 {font-size: 18px;} h2 {font-size: 12px;}"
)
PAGES = (
    """<h1>Fee agreement</h1><p>between the firm <b>Roux &amp; Hale</b>, represented by Camille
    Roux,
    and <b>Atelier Varenne</b>, represented by Inès Varenne.</p>
    <h2>1 · Subject</h2><p>The firm advises the client on the renewal of the lease of its
    workshop and
    represents it in talks with the landlord.</p>
    <h2>2 · What the firm does</h2><p>It reads the lease and its riders, drafts the renewal, and
    attends
    up to three meetings. Anything beyond is agreed on before it is begun.</p>""",
    """<h2>3 · Fees</h2><p>The work is charged at 220 euros an hour, without tax, up to a ceiling
    of 6,600 euros.
    Outlays are charged as paid, with their receipts.</p>
    <h2>4 · Payment</h2><p>An advance of 1,500 euros is due when this agreement is signed; the
    rest on
    monthly statements that list each piece of work and its time.</p>
    <h2>5 · Ending it</h2><p>Either party may end this agreement in writing. Work done until then
    is paid.</p>""",
    """<h2>6 · Electronic signature</h2><p>The parties may sign this agreement electronically,
    within
    the meaning of Regulation (EU) No 910/2014, and give the signed copy the force of an
    original.</p>
    <h2>7 · Law</h2><p>French law governs this agreement.</p><p>Done in Paris, in two
    copies.</p>""",
)


def main() -> None:
    """Write resources/samples/fee-agreement.pdf."""
    document = pymupdf.open()
    for number, words in enumerate(PAGES, start=1):
        page = document.new_page(width=595, height=842)
        page.insert_htmlbox(pymupdf.Rect(72, 72, 523, 470), words, css=STYLE)
        page.insert_text((280, 800), f"{number} / {len(PAGES)}", fontsize=9, fontname="tiro")
    for x, name in ((72, "For the firm"), (319, "For the client")):
        page.insert_text((x, 482), name, fontsize=11, fontname="tibo")
        page.draw_line((x, 582), (x + 204, 582), width=0.6)
    document.subset_fonts()
    out = Path(__file__).parents[1] / "resources" / "samples" / "fee-agreement.pdf"
    out.parent.mkdir(parents=True, exist_ok=True)
    document.save(out, garbage=3, deflate=True, no_new_id=True)


if __name__ == "__main__":
    main()
