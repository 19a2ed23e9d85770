"""Django's registration of this application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from datetime import datetime

    from hocba_web.schools.ports import OpenState


class AssessmentConfig(AppConfig):
    """Results and the windows for entering them."""

    name = "hocba_web.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer what the register asks."""
        from hocba_web.assessment.services.register_events import (  # noqa: PLC0415  # needs the tables
            carry_results,
            recount_classes,
        )
        from hocba_web.schools.ports import ports  # noqa: PLC0415  # needs the tables

        ports.register_open = register_open
        ports.enrolment_moved = carry_results
        ports.roll_changed = recount_classes


def register_open(school_class: Any, at: datetime) -> OpenState:  # noqa: ANN401  # a row of the register, whose tables are private
    """Whether the register of a class may be changed at an instant, by the windows of the period "hs"."""
    from hocba_web.assessment.models import Period  # noqa: PLC0415  # needs the tables
    from hocba_web.assessment.selectors.register import facts_of  # noqa: PLC0415  # needs the tables
    from hocba_web.assessment.selectors.windows import Closed, window_state  # noqa: PLC0415  # needs the tables
    from hocba_web.schools.ports import OpenState  # noqa: PLC0415  # needs the tables

    state = window_state(facts_of(school_class), Period.REGISTER.value, "", at)
    if state.is_open:
        return OpenState(is_open=True, closes_at=state.closes_at)
    return OpenState(is_open=False, opens_at=state.opens_at if state.closed is Closed.NOT_YET else None)
