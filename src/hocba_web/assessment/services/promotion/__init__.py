"""The principal decides on promotion where the result stayed "Chưa hoàn thành"."""

from hocba_web.assessment.services.promotion.deciding import decide_promotion, withdraw_promotion

__all__ = ["decide_promotion", "withdraw_promotion"]
