"""Statistics without anybody in them."""
