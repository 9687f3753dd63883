"""What comes with a signature keeps PDF/A-1b what it is, by PDFBox's preflight."""

from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import Corner, InitialsRule
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from tests import preflight
from tests.adapters.test_stamp_archive import valid_before
from tests.fakes.desk import Desk
from tests.fakes.pictures import signature
from tests.fakes.pki import identity

OWN = Place(0, Box(60, 60, 200, 110))
CLIENT = PreparedField("Client", Place(0, Box(60, 130, 200, 180)))


def test_a_pdfa_1b_is_still_one_with_initials_and_fields_and_certified(corpus, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    sources = valid_before(corpus, before)
    assert len(sources) >= 6
    letters = Extras(InitialsRule(text="ŁŻ"), Certification.FORM_FILLING, (CLIENT,))
    picture = Extras(InitialsRule(corner=Corner.UPPER_LEFT, image=signature()))
    for source in sources:
        for name, extras in (("letters", letters), ("picture", picture)):
            out = after / f"{source.stem}-{name}.pdf"
            done = Desk(identity("p256")).sign(source, out, place=OWN, extras=extras)
            assert done.output == out
    found = preflight.faults(after)
    assert len(found) == 2 * len(sources)
    assert {name: faults for name, faults in found.items() if faults} == {}
