"""The form of the hand-over document: data that writing, signing and verifying it share."""

from hocba.signature_profile.handover.form import HandoverForm, handover_form

__all__ = ["HandoverForm", "handover_form"]
