"""Approval, sealing, hand-out, copies."""
