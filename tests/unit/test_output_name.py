"""Names of signed copies."""

import pytest

from paraph.domain.output_name import output_name


@pytest.mark.parametrize(
    ("stem", "pattern", "number", "name"),
    [
        ("lease", "{name}-signed", 1, "lease-signed.pdf"),
        ("lease", "{name}-signed", 3, "lease-signed-3.pdf"),
        ("lease", "-done", 1, "lease-done.pdf"),
        ("lease", "{name}.pdf", 1, "lease.pdf"),
        ("lease", "a/b:{name}", 1, "a_b_lease.pdf"),
        ("Ύδωρ – 契約", "{name} ✓", 1, "Ύδωρ – 契約 ✓.pdf"),
    ],
)
def test_patterns(stem, pattern, number, name):
    assert output_name(stem, pattern, number) == name


def test_a_long_name_still_fits_a_file_system():
    name = output_name("契" * 200, "{name}-signed", 12)
    assert len(name.encode()) < 230
    assert name.endswith("-signed-12.pdf")
