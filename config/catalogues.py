"""Message catalogues: compiled without gettext, and checked (`python -m config.catalogues`)."""

import re
import sys
from pathlib import Path

import polib
from django.utils.translation.reloader import translation_file_changed

from config.messages import missing

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def sources(locale: Path = LOCALE) -> list[Path]:
    """The catalogues that translators write."""
    return sorted(locale.glob("*/LC_MESSAGES/*.po"))


def compile_outdated(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; returns those compiled."""
    compiled = []
    for source in sources(locale):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(".mo.unfinished")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)  # a reader sees the old one or the new one
        compiled.append(source)
    return compiled


def bring_up_to_date(locale: Path = LOCALE) -> list[Path]:
    """As compile_outdated, for this process too, which read its catalogues while Django started."""
    compiled = compile_outdated(locale)
    for source in compiled:
        translation_file_changed(None, source.with_suffix(".mo"))
    return compiled


def faults(locale: Path = LOCALE) -> list[str]:
    """What a reader would stumble over: messages not translated, doubtful or mistaken, broken files."""
    found = []
    for source in sources(locale):
        try:
            catalogue = polib.pofile(str(source), check_for_duplicates=True)
            catalogue.to_binary()
        except (OSError, ValueError) as error:
            found.append(f"{source}: can't be read: {error}")
            continue
        found += [
            f"{source}:{entry.linenum}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()
        ]
        found += [f"{source}:{entry.linenum}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
        found += [
            f"{source}:{entry.linenum}: other placeholders: {entry.msgid!r}" for entry in catalogue if _differs(entry)
        ]
        if not catalogue.metadata.get("Plural-Forms") and any(entry.msgid_plural for entry in catalogue):
            found.append(f"{source}: has plurals, and no Plural-Forms header")
    return found


PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")


def _differs(entry: polib.POEntry) -> bool:
    """True when a translation fills in a value that the program doesn't give. It may leave one out."""
    given = {*PLACEHOLDER.findall(entry.msgid), *PLACEHOLDER.findall(entry.msgid_plural)}
    translations = [entry.msgstr, *entry.msgstr_plural.values()]
    return any(not given.issuperset(PLACEHOLDER.findall(translation)) for translation in translations)


if __name__ == "__main__":
    found = faults() + [fault for catalogue in sources() for fault in missing(catalogue)]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)
