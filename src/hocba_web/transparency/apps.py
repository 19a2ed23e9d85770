"""Django's registration of this application."""

from django.apps import AppConfig

from hocba_web.base import append_only, ticks


class TransparencyConfig(AppConfig):
    """The log of what the register did."""

    name = "hocba_web.transparency"
    label = "transparency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the tables that only grow; have every tick publish what is not published."""
        from hocba_web.base import integrity, metrics  # noqa: PLC0415  # models exist only when applications are loaded
        from hocba_web.transparency import tasks, triggers  # noqa: PLC0415  # the same
        from hocba_web.transparency.selectors import health  # noqa: PLC0415  # the same

        append_only.register(triggers.TABLES)
        ticks.register("transparency.publish", tasks.pick_up)
        integrity.register("log", "leaves, tree and checkpoints", tasks.faults)
        metrics.register("hocba_log_unpublished", "Leaves under no published checkpoint", health.unpublished)
