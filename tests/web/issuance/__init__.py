"""Tests of sealing, hand-out and copies."""
