"""Django's registration of this application."""

from django.apps import AppConfig

from hocba_web.base import ticks


class BaseConfig(AppConfig):
    """Clock, refusals, texts, look."""

    name = "hocba_web.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every tick leave signs of life and tidy up."""
        from hocba_web.base import clock, housekeeping, integrity, metrics, pace  # noqa: PLC0415  # models exist only when applications are loaded
        from hocba_web.base.health import beats  # noqa: PLC0415  # the same

        ticks.register("base.signs_of_life", beats.tick)
        ticks.register("base.housekeeping", housekeeping.tick)
        ticks.register("base.integrity", integrity.tick)
        ticks.register("base.pace", lambda _at: pace.sweep(clock.real_now()))
        metrics.register("hocba_tick_seen_seconds", "Since the last tick; -1 never", metrics.silence(beats.TICK))
        metrics.register("hocba_worker_seen_seconds", "Since the job worker; -1 never", metrics.silence(beats.WORKER))
        failed = metrics.silence(beats.TICK_FAILED)
        metrics.register("hocba_tick_failed_seconds", "Since periodical work failed last; -1 never", failed)
        failed = metrics.silence(beats.JOB_FAILED)
        metrics.register("hocba_job_failed_seconds", "Since a job failed last; -1 never", failed)
