"""Tokens without hardware: each rig starts its daemons in a folder of its own and ends them."""
