"""The outbox: one message id for one content, sent unchanged until the warehouse answers; answers applied once."""
