"""What frames every screen: rail, header and status strip."""
