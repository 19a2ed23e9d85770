"""Django's registration of this application."""

from django.apps import AppConfig

from hocba_web.base import ticks


class SupervisionConfig(AppConfig):
    """Dashboards, reminders, inspection, checks, conduct."""

    name = "hocba_web.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the ports of applications below; have every tick write reminders and letters."""
        from hocba_web.accounts.ports import ports  # noqa: PLC0415  # models exist only when applications are loaded
        from hocba_web.schools.selectors.capacities import provide  # noqa: PLC0415  # the same
        from hocba_web.supervision.selectors.inspections import (  # noqa: PLC0415  # the same
            inspector_capacities,
            schools_inspected_by,
        )
        from hocba_web.supervision.selectors.open_work import open_work_of  # noqa: PLC0415  # the same
        from hocba_web.supervision.services.daily import daily  # noqa: PLC0415  # the same
        from hocba_web.supervision.services.inspections import close_run_out  # noqa: PLC0415  # the same
        from hocba_web.supervision.services.letters import post_again  # noqa: PLC0415  # the same
        from hocba_web.supervision.services.notices import tell  # noqa: PLC0415  # the same

        ports.notify = tell
        ports.open_work_of = open_work_of
        below = ports.schools_of_user
        ports.schools_of_user = lambda user_id: below(user_id) | schools_inspected_by(user_id)
        provide(inspector_capacities)
        ticks.register("supervision.daily", daily)
        ticks.register("supervision.letters", post_again)
        ticks.register("supervision.inspections", close_run_out)
