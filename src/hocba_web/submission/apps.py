"""Django's registration of this application."""

from __future__ import annotations

from django.apps import AppConfig


class SubmissionConfig(AppConfig):
    """`hocba_web.submission`."""

    name = "hocba_web.submission"
    verbose_name = "Nộp học bạ"

    def ready(self) -> None:
        """Make the lists known that are signed here, fill the ports of applications below, set the clockwork."""
        from hocba_web.base import append_only, metrics, ticks  # noqa: PLC0415  # after the registry of applications
        from hocba_web.issuance.ports import ports as issuance  # noqa: PLC0415  # the same
        from hocba_web.signatures.kinds import register  # noqa: PLC0415  # the same
        from hocba_web.signatures.ports import ports as signatures  # noqa: PLC0415  # the same
        from hocba_web.submission import tasks  # noqa: PLC0415  # needs the tables
        from hocba_web.submission.evidence import APPEND_ONLY, TOLD  # noqa: PLC0415  # the same
        from hocba_web.submission.kinds.package import PackageKind  # noqa: PLC0415  # the same
        from hocba_web.submission.kinds.recall import RecallKind  # noqa: PLC0415  # the same
        from hocba_web.submission.selectors import outbox  # noqa: PLC0415  # the same
        from hocba_web.submission.services import certificates, codes  # noqa: PLC0415  # the same
        from hocba_web.submission.services.closing.register import finalise_closed  # noqa: PLC0415  # the same
        from hocba_web.submission.services.recalls.superseding import supersede_amended  # noqa: PLC0415  # the same
        from hocba_web.submission.transfers import following  # noqa: PLC0415  # the same
        from hocba_web.submission.transfers.kinds import HandoverKind, HandoverSealKind  # noqa: PLC0415  # the same

        append_only.register(APPEND_ONLY)
        append_only.register(TOLD)
        register(PackageKind())
        register(RecallKind())
        register(HandoverKind())
        register(HandoverSealKind())
        signatures.certificate_declared = certificates.declare
        issuance.confirmation_code = codes.take_out
        issuance.code_states = codes.states
        metrics.register("hocba_outbox_open", "Transactions with the gateway that are not settled", outbox.open_count)
        ticks.register("submission.outbox", tasks.pick_up)
        ticks.register("submission.closings", tasks.ask_closings)
        ticks.register("submission.told", tasks.ask_told)
        ticks.register("submission.finalise", finalise_closed)
        ticks.register("submission.supersede", supersede_amended)
        ticks.register("submission.transfers", following.tick)
