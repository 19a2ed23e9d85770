"""Prepares this process, and those it starts, for demo mode in one data folder."""

from __future__ import annotations

import os

import django

from hocba_web.demo.sides import Plan

MARK = ".hocba-demo"
"""Lies in a folder that a demo made: only such a folder is used again (`hocba_web.config.checks.DEMO_MARK`)."""


def enter(plan: Plan) -> None:
    """Make the folder if it is missing, set the environment of the school's side, start Django."""
    plan.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (plan.data / "static").mkdir(exist_ok=True)
    (plan.data / MARK).touch()
    os.environ |= plan.of_school()
    os.environ.setdefault("HOCBA_LOG_LEVEL", "WARNING")
    django.setup()
