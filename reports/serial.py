"""The JSON of figures: the same for API, command and pages."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from publication.models import PrisonerVersion
from publication.unnamed import shown_province
from reports.answer import Answer, Row
from reports.answers import table_of
from reports.estimates.publication_rules import Judged, outwards
from reports.estimates.wording import ASSUMPTIONS, FAMILIES, sentence
from reports.figure import Figure, Number, Text
from reports.history import Run, Said
from reports.questions import parameters_of
from reports.table import Cell, Table


def answer_json(answer: Answer) -> dict[str, Any]:
    """Extra numbers stand beside `value` under their own names. `demo` is there, and true, only for invented data."""
    return {
        "id": answer.id,
        "version": answer.version,
        "value": number(answer.value),
        "possible": [number(end) for end in answer.possible],
        **{name: number(extra) for name, extra in answer.extras.items()},
        "unit": answer.unit,
        "as_of": answer.as_of.isoformat(),
        "edition": answer.edition,
        "computed_at": answer.question.record.edition.published_at.isoformat(),
        **({"demo": True} if answer.is_demo else {}),
        "definition": texts(answer.figure.definition.text),
        "rule": answer.figure.definition.rule,
        "breakdown": [row_json(row) for row in answer.breakdown],
        "note": answer.note,
        **({"table": table_json(table)} if (table := table_of(answer)) else {}),
        **({"estimate": estimate_json(answer.counted.judged)} if answer.counted.judged else {}),
        "persons": answer.persons_address,
    }


def estimate_json(judged: Judged) -> dict[str, Any]:
    """The range of all, `between`, or null and why; `families` only where a range is shown."""
    families = judged.estimate.families if judged.estimate and judged.is_shown else ()
    return {
        "documented": judged.table.observed,
        "between": list(judged.range) if judged.range else None,
        "withheld": [{"code": one.code, **texts(sentence(one))} for one in judged.reasons],
        "families": [
            {"code": one.code, "name": texts(FAMILIES[one.code]), "between": list(outwards(one.interval))}
            for one in families
        ],
        "assumptions": [texts(one) for one in ASSUMPTIONS] if judged.range else [],
        "lists": list(judged.table.names),
    }


def table_json(table: Table) -> dict[str, Any]:
    """Rows of numbers by the codes of their columns; a column of words holds both languages."""
    codes = [column.code for column in table.columns]
    return {
        "code": table.code,
        "title": texts(table.title),
        "columns": [{"code": column.code, "label": texts(column.name)} for column in table.columns],
        "rows": [dict(zip(codes, map(_cell, row), strict=True)) for row in table.rows],
        "note": texts(table.note),
    }


def _cell(value: Cell) -> Any:
    if isinstance(value, Text):
        return texts(value)
    return value.isoformat() if isinstance(value, date) else number(value)


def row_json(row: Row) -> dict[str, Any]:
    """A row that adds up others says so, that nobody counts it twice; a share of something else says of what.
    A hidden value is null, and says that it is hidden."""
    return {
        "code": row.code,
        "label": row.label,
        "value": row.value,
        **({"is_hidden": True} if row.is_hidden else {}),
        **({"is_sum": True} if row.is_sum else {}),
        **({} if row.whole is None else {"share": number(row.share), "share_of": row.whole}),
        **({} if row.of_known is None else {"share_of_known": number(row.of_known)}),
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """What can be asked: for the list of figures."""
    return {
        "id": figure.id,
        "version": figure.version,
        "unit": figure.unit.value,
        "title": texts(figure.definition.title),
        "definition": texts(figure.definition.text),
        "rule": figure.definition.rule,
        "parameters": [
            {"name": parameter.name, "required": parameter.is_required, "help": texts(parameter.help)}
            for parameter in parameters_of(figure)
        ],
        "breakdowns": [breakdown.code for breakdown in figure.breakdowns],
        "address": f"/api/v1/figures/{figure.id}/",
    }


def history_json(runs: Iterable[Run], older: str | None) -> dict[str, Any]:
    """Newest first: an edition whose numbers differ from those of the edition before; the oldest asked comes last.

    `older`: where the editions before those answer.
    """
    return {"results": [said_json(run.first) for run in runs], "is_cut": older is not None, "older": older}


def said_json(said: Said) -> dict[str, Any]:
    return {
        "edition": said.edition,
        "published_at": said.published_at.isoformat(),
        "is_known": said.is_known,
        "value": number(said.value),
        "possible": [number(end) for end in said.possible],
        "extras": {name: number(extra) for name, extra in said.extras.items()},
    }


def person_json(person: PrisonerVersion) -> dict[str, Any]:
    """One of the persons counted (Answer.persons). Of a withheld one, the public id and nothing else."""
    if person.is_withheld:
        return {"public_id": str(person.public_id), "is_withheld": True}
    return {
        "public_id": str(person.public_id),
        "is_withheld": False,
        "name": person.name_display,
        "slug": person.slug,
        "gender": person.gender,
        "province": shown_province(person.name_display, person.province),
    }


def texts(text: Text) -> dict[str, str]:
    return {"es": text.es, "en": text.en}


def number(value: Number) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value
