"""What somebody who leaves still owes in signing, and what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hocba_web.accounts.ports import OpenWork
from hocba_web.base import clock
from hocba_web.records.selectors.waiting import missing_signers
from hocba_web.signatures.selectors.tallies import certificates_of_user, open_batches


def unsigned(user_id: int, year_id: int) -> Iterator[OpenWork]:
    """Records that name this person as a signer and that they have not signed, by class.

    Somebody else can sign them only after a substitution, or a new initialisation that names another person.
    """
    missing = [one.record for one in missing_signers(year_id=year_id) if one.user_id == user_id]
    for (class_id, name), count in Counter((one.class_id, one.class_name) for one in missing).items():
        text = ngettext("Ký học bạ lớp %(name)s: %(count)d chữ ký", "Ký học bạ lớp %(name)s: %(count)d chữ ký", count)
        yield OpenWork(text % {"name": name, "count": count}, reverse("records:class", args=[class_id]))


def batches_and_certificates(user_id: int, school_id: int) -> Iterator[OpenWork]:
    """Batches that wait for their key, and certificates that must be given up when their owner goes."""
    for batch in open_batches(user_id, school_id):
        what = ngettext("Đợt ký dở dang: còn %d chữ ký", "Đợt ký dở dang: còn %d chữ ký", batch.waiting) % batch.waiting
        yield OpenWork(what, reverse("signatures:batch", args=[batch.id]))
    for one in certificates_of_user(school_id, user_id):
        words = {"serial": one.serial[-8:], "day": f"{clock.local(one.valid_until):%d/%m/%Y}"}
        what = _("Chứng thư số …%(serial)s còn hạn đến %(day)s: ngừng dùng khi nghỉ") % words
        yield OpenWork(what, reverse("signatures:certificates_staff"))
