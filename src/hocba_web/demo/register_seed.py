"""Fills the authority's side of the demo; a process of its own, because each side has its own settings and database.

python -m hocba_web.demo.register_seed DATA PORT [--https]
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import django

from hocba_web.demo.sides import NEIGHBOUR, Plan

HOUR = timedelta(hours=1)


def main(plan: Plan) -> None:
    """Officers, and the neighbour's class from the registration of its certificate to a family's code."""
    django.setup()
    # Only now: models and settings exist once Django has started.
    from hocba.workbooks.school import load_school  # noqa: PLC0415
    from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR  # noqa: PLC0415
    from hocba_web.base import clock  # noqa: PLC0415
    from hocba_web.demo import handing_in, neighbour, officers  # noqa: PLC0415

    data = load_school(SAMPLE_SCHOOL, SAMPLE_YEAR)
    officers.seed_officers(data.school.code, neighbour.ISSUED_AT)
    made = neighbour.make_neighbour(
        data,
        plan.data.absolute() / NEIGHBOUR,
        plan.pki / "trust",
        now=clock.real_now(),
        lookup=f"{plan.authority}/tra-cuu/?u=",
    )
    handing_in.hand_in(plan.folder, made, at=neighbour.ISSUED_AT + HOUR, real_at=clock.real_now())


if __name__ == "__main__":
    main(Plan(Path(sys.argv[1]), int(sys.argv[2]), https="--https" in sys.argv))
