"""What comes with a signature: initials, fields for others, certification, templates, anchors."""
