"""The log of what the register did."""
