"""How the files of `tests/vectors` are made: fixed test keys, good files, and every attack on them."""
