"""The checks of a record's XML, in the order of the numbered list in `docs/verification.md`."""
