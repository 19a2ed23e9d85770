"""Packages, outbox, receipts, recall, closing, transfer."""
