"""A class changes hands (Circular 27/2020/TT-BGDĐT, art. 12)."""

from hocba_web.assessment.services.handover.acts import Note, hand_over, receive_handover, write_handover

__all__ = ["Note", "hand_over", "receive_handover", "write_handover"]
