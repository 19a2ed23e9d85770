"""Tables of supervision."""

from hocba_web.supervision.models.notices import Notice

__all__ = ["Notice"]
