"""Pages to pixels, page boxes and text; stamps drawn as PDF. The home of PyMuPDF."""
