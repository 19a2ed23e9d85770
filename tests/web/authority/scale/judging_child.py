"""One installation of the authority whose jobs lie in Redis: the process that receives, told what to do line by line.

send COUNT SIZE   messages of so many records each come in, as through the door; prints their numbers
state             prints [stored, judged, refused, accepted records, traced acceptances, records of items not accepted]
leased            prints whether somebody holds a message that is not judged
lapse             every lease has run out, as after some minutes
tick              what the timer does each minute
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocba_web.config.settings")
django.setup()

from hocba.exchange.messages import Submit  # noqa: E402  # after the registry of applications
from hocba_web.audit.models import Entry  # noqa: E402  # the same
from hocba_web.base import clock  # noqa: E402  # the same
from hocba_web.gateway.models import Item, Message  # noqa: E402  # the same
from hocba_web.gateway.services import certificates, intake  # noqa: E402  # the same
from hocba_web.register.models import Number  # noqa: E402  # the same
from support.web.authority import NOW, Sender, decide_certificate, make_sender, sealed, write_keys  # noqa: E402  # the same


def say(told: object) -> None:
    """One line for the test that reads this process."""
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


def prepare() -> Sender:
    clock.set_demo_clock(NOW)
    write_keys(Path(settings.GATEWAY["seal"]).parent)
    call_command("createcachetable", verbosity=0)
    sender = make_sender()
    intake.take_certificate(sender.certificate(), school=sender.school, at=NOW, real_at=clock.real_now())
    if not certificates.approved(sender.school):  # demo mode decides by itself
        decide_certificate(sender.school.certificates.get())
    return sender


def send(sender: Sender, first: int, count: int, size: int) -> None:
    for number in range(count):
        start = first + number * size
        request = sender.submit(*(sealed(one) for one in range(start, start + size)))
        intake.take(request, school=sender.school, at=clock.now(), real_at=clock.real_now())


def state() -> list[int]:
    stands = list(Message.objects.filter(kind=Submit.kind).values_list("state", flat=True))
    traced = Entry.objects.filter(action="register.records.accepted")
    return [
        *(stands.count(wanted) for wanted in ("stored", "judged", "refused")),
        Number.objects.filter(state=Number.State.CURRENT).count(),
        sum(len(entry.details["uuids"]) for entry in traced),
        Item.objects.exclude(state=Item.State.ACCEPTED).count(),
    ]


def main() -> None:
    sender, sent = prepare(), 1
    say("ready")
    for line in sys.stdin:
        act, *words = line.split()
        if act == "send":
            count, size = map(int, words)
            send(sender, sent, count, size)
            sent += count * size
            say(sent - 1)
        elif act == "state":
            say(state())
        elif act == "leased":
            held = Message.objects.filter(state="stored", lease_until__gt=clock.real_now())
            say([held.count(), Item.objects.filter(state=Item.State.ACCEPTED, message__in=held).count()])
        elif act == "lapse":
            say(Message.objects.exclude(lease_until=None).update(lease_until=clock.real_now() - timedelta(seconds=1)))
        else:
            call_command("tick", stdout=sys.stderr)
            say("ticked")


if __name__ == "__main__":
    main()
