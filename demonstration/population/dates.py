"""The fixed days of the invented record (domain reference, section 10.1) and the days of the lists."""

from calendar import monthrange
from datetime import date, timedelta

T0 = date(2023, 10, 31)
"""Start of the twelve months of the pd-demo list: 1,049 persons."""
T1 = date(2024, 10, 31)
"""End of the twelve months: 1,117 persons."""
T1_PRIME = date(2024, 12, 31)
"""Last pd-demo snapshot before the announcement: 1,161 persons."""
T2 = date(2025, 1, 14)
"""The announcement of 553; the consolidated list as of this day holds 1,396 persons."""
T3 = date(2025, 1, 21)
"""The platform opens; 170 releases known."""
T4 = date(2025, 3, 10)
"""The official process is declared closed."""
DATA_DATE = date(2025, 3, 31)
"""The demonstration site's "today": end of the reporting of the 212 releases."""

ELEVENTH_OF_JULY = date(2021, 7, 11)
NEW_PENAL_CODE = date(2022, 12, 1)
"""Law 151/2022 in force; facts before it are tried under Law 62/1987."""

PD, J11J, CUBALEX, OCDH = "pd-demo", "j11j-demo", "cubalex-demo", "ocdh-demo"
LISTS = (PD, J11J, CUBALEX, OCDH)

PD_MONTHS = (
    date(2023, 11, 30), date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29),
    date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30),
    date(2024, 7, 31), date(2024, 8, 31), date(2024, 9, 30), date(2024, 10, 31),
)  # fmt: skip
"""The twelve month ends of section 10.3."""

SNAPSHOT_DATES = {
    PD: (T0, *PD_MONTHS, date(2024, 11, 30), T1_PRIME, DATA_DATE),
    J11J: (T1, T2, DATA_DATE),
    CUBALEX: (T2,),
    OCDH: (T2,),
}
"""The days on which each list was taken, oldest first."""


def add_months(day, months):
    """`day` plus whole months, clamped to the end of the month (rule 9.7: never multiply by 30 or 365)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def random_day(rng, first, last):
    """A day from `first` to `last`, both included."""
    if last < first:
        raise ValueError(f"no day between {first} and {last}")
    return first + timedelta(days=rng.randrange((last - first).days + 1))
