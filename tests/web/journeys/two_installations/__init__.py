"""The whole journey of a school's records over two installations; each file is one stretch of it."""
