"""Django's registration of this application."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Dashboards, inspection, checks."""

    name = "hocba_web.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell people what applications below want them to know."""
        from hocba_web.accounts.ports import ports  # noqa: PLC0415  # models exist only when applications are loaded
        from hocba_web.schools.selectors.capacities import provide  # noqa: PLC0415  # the same
        from hocba_web.supervision.selectors.inspections import (  # noqa: PLC0415  # the same
            inspector_capacities,
            schools_inspected_by,
        )
        from hocba_web.supervision.services.notices import tell  # noqa: PLC0415  # the same

        ports.notify = tell
        below = ports.schools_of_user
        ports.schools_of_user = lambda user_id: below(user_id) | schools_inspected_by(user_id)
        provide(inspector_capacities)
