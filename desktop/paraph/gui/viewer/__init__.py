"""Pages of one document, and the box placed on them."""
