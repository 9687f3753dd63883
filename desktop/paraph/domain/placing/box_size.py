"""How large a visible signature is where nobody says it."""

from paraph.domain.placing.signature_field import POINTS_PER_MM

DEFAULT_WIDTH_PT = 72 * POINTS_PER_MM
DEFAULT_HEIGHT_PT = 32 * POINTS_PER_MM
