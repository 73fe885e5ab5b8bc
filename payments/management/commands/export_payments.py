from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from core.commands import BAD_ARGUMENTS, CronCommand, Job
from core.periods import NotAPeriod, Period, days, month
from payments.models import Payment
from payments.reports.exports import Format, Source, TooManyRows, begin, check_size, write_file
from payments.reports.exports.rows import Totals, rows
from payments.reports.selection import DateBasis, Selection


class Command(CronCommand):
    help = "Exports the payments of a period (last month unless told otherwise), as the report page does. Days in Lagos."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--month", help="such as 2026-11")
        parser.add_argument("--from", dest="first", help="first day, such as 2026-11-01")
        parser.add_argument("--to", dest="last", help="last day, included")
        parser.add_argument(
            "--by", choices=DateBasis.values, default=DateBasis.PAID.value, help="the date that decides the day"
        )
        parser.add_argument("--purpose", choices=Payment.Purpose.values, default="")
        parser.add_argument("--channel", default="")
        parser.add_argument("--format", choices=Format.values, default=Format.CSV.value)
        parser.add_argument("--with-people", action="store_true", help="names and full phone numbers instead of masked ones")
        parser.add_argument("--output", type=Path, default=Path(), help="file, or folder (default: this one)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] != self.default_limit:
            raise CommandError("An export is never cut short: leave --limit out.", returncode=BAD_ARGUMENTS)
        self.options = options
        super().handle(*args, **options)

    def work(self, job: Job) -> None:
        selection = self._selection(job)
        source = Source.of(selection)
        if job.dry_run:
            totals = Totals()
            job.count("rows", sum(1 for _ in rows(source, totals, with_people=False)))
            return
        form, at = Format(self.options["format"]), job.at
        try:
            check_size(source, form)
        except TooManyRows:
            raise CommandError("Too many rows for a spreadsheet: use --format csv.", returncode=BAD_ARGUMENTS) from None
        with_people = self.options["with_people"]
        stem = selection.file_stem
        export = begin(stem=stem, filter_text=selection.text, form=form, with_people=with_people, actor=None, at=at)
        path = self.options["output"] / export.file_name if self.options["output"].is_dir() else self.options["output"]
        job.count("rows", write_file(export, source, form=form, path=path))
        self.stderr.write(f"Written to {path}.")

    def _selection(self, job: Job) -> Selection:
        try:
            period = self._period(job)
        except NotAPeriod as problem:
            raise CommandError(str(problem), returncode=BAD_ARGUMENTS) from problem
        basis = DateBasis(self.options["by"])
        return Selection.of(period, basis, purpose=self.options["purpose"], channel=self.options["channel"])

    def _period(self, job: Job) -> Period:
        options = self.options
        if options["month"]:
            return month(options["month"])
        if options["first"] or options["last"]:
            return days(options["first"] or options["last"], options["last"] or options["first"])
        today = timezone.localtime(job.at).date()
        return month(f"{today.replace(day=1) - timedelta(days=1):%Y-%m}")
