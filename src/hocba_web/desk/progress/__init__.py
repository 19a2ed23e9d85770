"""How far schools have come: what was sent, taken, refused, closed."""
