import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from reports.charts.svg import number

MOST = 1_000_000_000


class Command(BaseCommand):
    help = (
        "Estimate how many persons no list holds, from a table of inclusion patterns: a CSV with one column of 0 and 1 "
        "for each list and one named “count”, in any order; rows of nobody may be missing. Prints the model chosen, "
        "the estimate with its 95 % interval and the range of four families of models, and at the end what may be "
        "published: a range, or nothing and why. Two lists: Chapman's figure, to teach with. What the table cannot "
        "tell of its lists is told by --restricted, --open-rows, --stratum, --previous and --link-spread: they change "
        "no number, only whether one may be published. Method, and where to get such a table: docs/estimates.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", metavar="TABLE.csv")
        parser.add_argument("--format", choices=("text", "json"), default="text")
        parser.add_argument("--language", choices=("es", "en"), default="es", help="of the text (default: es)")
        parser.add_argument(
            "--restricted",
            action="append",
            default=[],
            metavar="LIST",
            help="this list, by the name of its column, could not have named everybody of whom the total speaks, such "
            "as a register of the arrests of one event: nothing is published then. Once for each such list",
        )
        parser.add_argument(
            "--open-rows",
            type=int,
            default=0,
            metavar="N",
            help="rows of these lists that are tied to no person yet; many of them make the estimate too high",
        )
        parser.add_argument(
            "--stratum",
            action="store_true",
            help="the table is of one part of the population, such as a province: small numbers may point at somebody",
        )
        parser.add_argument(
            "--previous",
            type=float,
            nargs=2,
            metavar=("LOW", "HIGH"),
            help="range published before: one that has nothing in common with it must be explained first",
        )
        parser.add_argument(
            "--link-spread",
            type=float,
            default=0,
            metavar="SD",
            help="standard deviation of the total when the doubtful links between rows are drawn at random",
        )
        parser.add_argument(
            "--bootstrap",
            type=int,
            default=0,
            metavar="N",
            help="resample the choice N times",
        )
        parser.add_argument("--seed", type=int, help="of the draws of the hidden-group model (default: a fixed one)")

    def handle(self, *args: Any, **options: Any) -> None:
        from reports.estimates.comparison import other_methods
        from reports.estimates.publication_rules import SEED, Circumstances, judge
        from reports.estimates.reading import BadTable, read_table
        from reports.estimates.report import as_json, as_text

        language, seed = options["language"], SEED if options["seed"] is None else options["seed"]
        with translation.override(language):
            try:
                table = read_table(self.content(options["table"]))
            except BadTable as error:
                raise CommandError(str(error), returncode=2) from None
            self.check_options(options, table.names)
            known = Circumstances(
                restricted=tuple(options["restricted"]),
                is_stratum=options["stratum"],
                open_rows=options["open_rows"],
                previous=tuple(options["previous"]) if options["previous"] else None,
                link_spread=options["link_spread"],
            )
            judged = judge(table, known, seed=seed)
            others = other_methods(judged, replicates=options["bootstrap"], seed=seed)
            if options["format"] == "json":
                self.stdout.write(json.dumps(as_json(judged, others, language), ensure_ascii=False, indent=2))
            else:
                lines = as_text(judged, others, language, lambda value: number(value, language))
                self.stdout.write("\n".join(lines))

    def check_options(self, options: dict[str, Any], names: tuple[str, ...]) -> None:
        for name in options["restricted"]:
            if name not in names:
                message = _("--restricted: the table has no such list; it has: %(lists)s.")
                raise CommandError(message % {"lists": ", ".join(names)}, returncode=2)
        for option in ("seed", "open_rows", "bootstrap", "link_spread"):
            if not 0 <= (options[option] or 0) <= MOST:
                message = _("--%(option)s: out of range.") % {"option": option.replace("_", "-")}
                raise CommandError(message, returncode=2)
        low, high = options["previous"] or (0, 0)
        if not 0 <= low <= high <= MOST:
            raise CommandError(_("--%(option)s: out of range.") % {"option": "previous"}, returncode=2)

    def content(self, name: str) -> bytes:
        from reports.estimates.reading import MOST_BYTES

        try:
            with Path(name).open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            message = _("The file can't be read: %(why)s") % {"why": error.strerror or type(error).__name__}
            raise CommandError(message, returncode=2) from None
