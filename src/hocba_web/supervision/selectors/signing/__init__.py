"""What waits for somebody between "ready" and "accepted"."""

from hocba_web.supervision.selectors.signing.front import signing

__all__ = ["signing"]
