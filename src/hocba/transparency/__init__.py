"""A transparency log: RFC 6962 tree, signed checkpoints (C2SP), cosignatures of witnesses."""
