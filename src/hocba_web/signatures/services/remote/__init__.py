"""Signing with a key that a remote service holds: asked for here, confirmed by its owner, signed while polling."""

from hocba_web.signatures.services.remote.confirming import begin, poll

__all__ = ["begin", "poll"]
