from django.conf import settings
from django.db import models

from core.clock import now


class Wording(models.Model):
    """A line of the bot as staff worded it; without a text, the one in the code is said. Changed only by `change_wording`."""

    language = models.CharField(max_length=10, default="en")
    key = models.CharField("line", max_length=80)
    text = models.TextField(blank=True, help_text="Empty: the default is said.")

    class Meta:
        verbose_name = "line of wording"
        verbose_name_plural = "wording"
        constraints = [models.UniqueConstraint(fields=["language", "key"], name="conversations_one_wording_per_line")]

    def __str__(self) -> str:
        return self.key


class WordingVersion(models.Model):
    """What a line was changed to, when and by whom. Append-only; an empty text is the way back to the default."""

    wording = models.ForeignKey(Wording, models.PROTECT, related_name="versions")
    text = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.wording} {self.pk}"
