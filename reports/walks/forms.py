"""The forms in which a walk leaves: JSON, CSV, a line to cite it by."""

from collections.abc import Iterator
from typing import Any

from reports.answer import Answer
from reports.charts.svg import number
from reports.citation import cited
from reports.csv_files import PERSON_COLUMNS, Rows, lines, person_cells
from reports.figure import Text
from reports.serial import texts
from reports.walks.reasons import ORDER
from reports.walks.walk import Step, Walk, total

ADDRESS = "/api/v1/walks/"
STEP_COLUMNS = ("code", "label", "sign", "count", "reached", "from", "to", "as_of", "edition", "demo")
MOVED_COLUMNS = (*PERSON_COLUMNS[:8], "step", "sign", "from", "to", "as_of", "edition")
SIGNS = {-1: "-", 1: "+"}


def walk_json(walk: Walk) -> dict[str, Any]:
    """`from` − the steps of sign “-” + those of sign “+” = `to`. `demo` is there, and true, only for invented data."""
    return {
        "version": walk.version,
        "as_of": walk.as_of.isoformat(),
        "edition": walk.edition,
        **({"demo": True} if walk.first.is_demo else {}),
        "from": end_json(walk.first, walk.titles[0]),
        "to": end_json(walk.last, walk.titles[1]),
        "in_both": walk.in_both,
        "steps": [step_json(step, walk) for step in walk.steps],
        "order": texts(ORDER),
        "address": f"{ADDRESS}?{walk.query}",
        "persons_csv": f"{ADDRESS}persons.csv?{walk.query}",
    }


def end_json(answer: Answer, title: Text) -> dict[str, Any]:
    definition = answer.figure.definition
    return {
        "id": answer.id,
        "version": answer.version,
        "value": total(answer),
        "possible": list(answer.possible),
        "label": texts(title),
        "definition": texts(definition.text),
        "rule": definition.rule,
        "address": answer.address,
        "persons": answer.persons_address,
    }


def step_json(step: Step, walk: Walk) -> dict[str, Any]:
    return {
        "code": step.code,
        "reason": step.reason.code,
        "sign": SIGNS[step.sign],
        "count": step.count,
        "label": texts(step.label),
        "why": texts(step.why),
        "persons": f"{ADDRESS}persons/?{walk.query}&of={step.code}",
        "persons_csv": f"{ADDRESS}persons.csv?{walk.query}&of={step.code}",
    }


def steps_csv(walk: Walk, language: str) -> Iterator[str]:
    return lines(*steps_rows(walk, language))


def steps_rows(walk: Walk, language: str) -> Rows:
    """The numbers behind the drawing, from top to bottom: a total (code `from`), each step and the number that it leads
    to, the other total (`to`)."""
    asked = (walk.first.id, walk.last.id, walk.as_of, walk.edition, "yes" if walk.first.is_demo else "no")
    first, last = (title.in_language(language) for title in walk.titles)

    def cells() -> Iterator[tuple[Any, ...]]:
        reached = total(walk.first)
        yield ("from", first, None, reached, reached, *asked)
        for step in walk.steps:
            reached += step.sign * step.count
            yield (step.code, step.label.in_language(language), step.sign, step.count, reached, *asked)
        yield ("to", last, None, reached, reached, *asked)

    return Rows(STEP_COLUMNS, cells())


def moved_csv(walk: Walk, of: str = "") -> Iterator[str]:
    return lines(*moved_rows(walk, of))


def moved_rows(walk: Walk, of: str = "") -> Rows:
    """Who is in one total and not in the other, step by step, or those of one step (`of`).

    Of a withheld person only the public id is given. Raises BadParameter for a step that there is not.
    """
    steps = [walk.step(of)] if of else walk.steps
    asked = (walk.first.id, walk.last.id, walk.as_of, walk.edition)

    def cells() -> Iterator[tuple[Any, ...]]:
        for step in steps:
            yield from person_cells(walk.persons(step.code), (step.code, step.sign, *asked))

    return Rows(MOVED_COLUMNS, cells())


def citation(walk: Walk, address: str, language: str) -> str:
    """As of a figure (reports/citation.py), with both totals. `address` names the edition."""
    ends = "; ".join(
        f"{title.in_language(language)}: {number(total(answer), language)}"
        for title, answer in zip(walk.titles, (walk.first, walk.last), strict=True)
    )
    if language == "es":
        what, kind = f"Por qué difieren las cifras. {ends}", f"Comparación, versión {walk.version}"
    else:
        what, kind = f"Why the figures differ. {ends}", f"Comparison, version {walk.version}"
    edition = walk.first.question.record.edition
    return cited(what, kind, day=walk.as_of, edition=edition, address=address, language=language)
