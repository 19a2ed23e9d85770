"""Transfers between schools through the register."""
