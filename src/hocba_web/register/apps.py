"""Django's registration of this application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """What the authority holds."""

    name = "hocba_web.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which tables are evidence, and set the clockwork."""
        from hocba_web.base import append_only, metrics, ticks  # noqa: PLC0415  # models exist only when applications are loaded
        from hocba_web.register import chores, partitions  # noqa: PLC0415  # the same
        from hocba_web.register.evidence import APPEND_ONLY  # noqa: PLC0415  # the same
        from hocba_web.register.services import closing, receipts  # noqa: PLC0415  # the same

        append_only.register(APPEND_ONLY)
        ticks.register("register.partitions", partitions.make_ahead)
        ticks.register("register.closing", closing.due)
        ticks.register("register.receipts", chores.sign_receipts)
        metrics.register("hocba_receipts_waiting", "Receipts that wait for a checkpoint of the log", receipts.waiting)
