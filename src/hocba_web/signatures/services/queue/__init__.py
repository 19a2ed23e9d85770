"""The signing queue: SHOWN -> HASHED -> SIGNED -> COMMITTED, whoever looks, killed wherever, each signature once."""

from hocba_web.signatures.services.queue.values import Hash, give_values, hashes
from hocba_web.signatures.services.queue.working import advance, work

__all__ = ["Hash", "advance", "give_values", "hashes", "work"]
