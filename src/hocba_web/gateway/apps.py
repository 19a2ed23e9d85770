"""Django's registration of this application."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """The authority's receiving gateway."""

    name = "hocba_web.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the clockwork look for what waits or lost its job; tell the register what is not judged yet."""
        from hocba_web.base import ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.gateway import checks, tasks  # noqa: F401, PLC0415  # they need the tables; checks register themselves
        from hocba_web.gateway.selectors import waiting  # noqa: PLC0415  # the same
        from hocba_web.register.ports import ports  # noqa: PLC0415  # the same

        ports.judging = waiting.judging
        ticks.register("gateway.judge", tasks.pick_up)
        ticks.register("gateway.decide", tasks.decide_due)
        ticks.register("gateway.drafts", tasks.drop_drafts)
