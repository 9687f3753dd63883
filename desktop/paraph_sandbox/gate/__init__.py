"""What every call passes: who calls, how often, once or again, and how it is refused."""
