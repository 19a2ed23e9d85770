"""The outbox: one message id for one content, sent unchanged until the gateway answers; answers applied once."""
