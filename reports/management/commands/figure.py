import json
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from reports import registry
from reports.answer import Answer
from reports.citation import value_in_words
from reports.csv_files import persons_csv
from reports.errors import BadParameter, NothingPublished, UnknownFigure
from reports.questions import OF_AN_EDITION, parameters_of
from reports.serial import answer_json


class Command(BaseCommand):
    help = (
        "Print a figure of the public record, with what it counts. text: for reading; json: as the API gives it; "
        "csv: the persons counted, withheld ones by public id only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        known = ", ".join(figure.id for figure in registry.figures())
        parser.add_argument("id", help=f"one of: {known}")
        parser.add_argument("--edition", default="", help="number of the edition (default: the newest)")
        known_at = "or a day, written YYYY-MM-DD: the newest edition published by its close in Havana"
        parser.add_argument("--known-at", default="", help=known_at)
        for name, meaning in self.parameters().items():
            parser.add_argument(f"--{name.replace('_', '-')}", dest=f"figure_{name}", default="", help=meaning)
        parser.add_argument(
            "--param", action="append", default=[], metavar="NAME=VALUE", help="any parameter, in this form"
        )
        parser.add_argument("--format", choices=("text", "json", "csv"), default="text")
        parser.add_argument("--language", choices=("es", "en"), default="en", help="of the labels and of text")

    def parameters(self) -> dict[str, str]:
        """Every parameter that some figure has, with its help and the figures that it belongs to."""
        found: dict[str, str] = {}
        figures = registry.figures()
        for parameter in {p.name: p for figure in figures for p in parameters_of(figure)}.values():
            owners = [figure.id for figure in figures if parameter in parameters_of(figure)]
            whose = "" if len(owners) == len(figures) else f" ({', '.join(owners)})"
            found[parameter.name] = parameter.help.en.replace("%", "%%") + whose
        return found

    def handle(self, *args: Any, **options: Any) -> None:
        texts = {
            name: options[f"figure_{name}"] for name in self.parameters() if options[f"figure_{name}"]
        } | self.read_pairs(options["param"])
        texts |= {name: options[name] for name in OF_AN_EDITION if options[name]}
        with translation.override("en"):
            try:
                answer = registry.answer(options["id"], texts, language=options["language"])
            except UnknownFigure as error:
                raise CommandError(str(error), returncode=2) from None
            except NothingPublished:
                raise CommandError("Nothing has been published yet: run `publish` first.", returncode=2) from None
            except BadParameter as error:
                raise CommandError(f"{error.parameter}: {error.message}", returncode=2) from None
        try:
            self.write(answer, options["format"])
            self.stdout.flush()
        except BrokenPipeError:  # `| head` has read enough; what Python flushes at its end goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def write(self, answer: Answer, form: str) -> None:
        match form:
            case "json":
                self.stdout.write(json.dumps(answer_json(answer), ensure_ascii=False, indent=2))
            case "csv":
                for line in persons_csv(answer):
                    self.stdout.write(line, ending="")
            case _:
                self.write_text(answer)

    def read_pairs(self, pairs: list[str]) -> dict[str, str]:
        found = {}
        for pair in pairs:
            name, equals, value = pair.partition("=")
            if not (equals and name):
                raise CommandError(f"--param {pair}: write it as NAME=VALUE", returncode=2)
            found[name] = value
        return found

    def write_text(self, answer: Answer) -> None:
        write = self.stdout.write
        demo = "  (invented demonstration data)" if answer.is_demo else ""
        write(f"{answer.title}: {value_in_words(answer, answer.language)}{demo}")
        if answer.is_range:
            write(f"possible: {answer.possible[0]} to {answer.possible[1]}")
        for name, extra in answer.extras.items():
            write(f"{name}: {'-' if extra is None else extra}")
        write(f"as of {answer.as_of}, edition {answer.edition}; {answer.id} version {answer.version}")
        write(f"\n{answer.definition} (rule {answer.figure.definition.rule})")
        if answer.breakdown:
            write(f"\n{answer.breakdown_code}:")
            for row in answer.breakdown:
                share = "" if row.share is None else f"{row.share:>7} %"
                number = "hidden" if row.is_hidden else row.value
                write(f"{number:>9}{share}  {row.label} [{row.code}]{'  (sum)' if row.is_sum else ''}")
            if answer.note:
                write(answer.note)
