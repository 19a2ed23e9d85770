"""What is remembered of a verification: enough to confirm a printed report, nothing about anybody."""

from __future__ import annotations

from django.db import models


class IssuedReport(models.Model):
    """A report that was given out.

    Personal data: none: number, digest and verdict, never the file, a name or an address; kept for `reports.KEPT`,
    then removed by the clock.
    """

    number = models.CharField(max_length=20, unique=True)
    """Random, 80 bits: who was not given a report cannot ask for it."""
    file_sha256 = models.CharField(max_length=64)
    """Of the whole file as it was given."""
    verdict = models.CharField(max_length=20)
    """A `verdicts.Verdict`."""
    indication = models.CharField(max_length=16, blank=True)
    """The verifier's word (ETSI EN 319 102-1); empty where the file could not be examined."""
    as_of = models.DateTimeField()
    """Product clock, UTC: the moment for which it was judged."""
    made_at = models.DateTimeField(db_index=True)
    """Machine's clock, UTC: from here its keeping is counted."""

    def __str__(self) -> str:
        return self.number
