"""Values, rules and errors. Pure: no input or output, no clock, no Qt."""
