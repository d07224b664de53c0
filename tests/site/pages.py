"""Every kind of public page, with one address of each in both languages."""

from website.paths import WORDS

OUTSIDE = "demo-yoandri-perez-arimaos"
"""An invented person who left prison on conditional release."""
INSIDE = "demo-yoandri-perez-jutiar"
"""An invented person who is in prison."""

KINDS = {
    "home": "",
    "people": "{people}/",
    "a_hundred_people": "{people}/?page_size=100",
    "search": "{people}/?q=yoandry+peres",
    "nobody": "{people}/?q=zzzzzz",
    "outside": f"{{people}}/{OUTSIDE}/",
    "inside": f"{{people}}/{INSIDE}/",
    "releases": "{releases}/",
    "a_hundred_releases": "{releases}/?page_size=100",
    "announcement": "{announcements}/anuncio-553/",
    "report": "{announcements}/anuncio-553/{report}/",
    "announced": "{announcements}/anuncio-553/{persons}/?of=back",
    "figures": "{figures}/",
    "figure": "{figures}/consolidated/",
    "figure_in_the_past": "{figures}/custody/?edition=1&as_of=2025-01-14",
    "survival": "{figures}/still_outside/",
    "map": "{figures}/in_prison/?breakdown=province",
    "hidden_numbers": "{figures}/minors_by_province/",
    "trends": "{figures}/{trends}/",
    "persons": "{figures}/in_prison/{persons}/",
    "published": "{published}/",
    "walk": "{figures}/{differ}/",
    "walk_persons": "{figures}/{differ}/{persons}/?from=consolidated&to=in_prison&of=out_serving_outside",
    "organisations": "{organisations}/",
    "lists": "{lists}/",
    "lists_of_a_province": "{lists}/?lists=pd-demo&lists=j11j-demo&province=CU-13&context=11j",
    "editions": "{editions}/",
    "data": "{data}/",
    "methodology": "{methodology}/",
    "about": "{about}/",
    "definitions": "{definitions}/",
    "glossary": "{glossary}/",
    "how_to_report": "{how_to_report}/",
    "corrections": "{corrections}/",
    "privacy": "{privacy}/",
    "accessibility": "{accessibility}/",
}
FRAMES = {
    "card": "{figures}/in_prison/{card}/",
    "card_of_announcement": "{announcements}/anuncio-553/{card}/",
    "framed_map": "{figures}/in_prison/{chart}/?breakdown=province&resize=1",
    "framed_gap": "{announcements}/anuncio-553/{gap}/",
    "framed_walk": "{figures}/{differ}/{chart}/?from=consolidated&to=in_prison",
}
"""What others show within pages of their own."""
FORMS = {"tell": "{tell}/", "code": "{tell}/{code}/"}
"""Pages that are never kept, and show nothing of the record."""
REFUSED = {
    "unknown": "{people}/nadie/",
    "bad": "{people}/?as_of=ayer",
    "no_such_filter": "{people}/?province=zqxw&gender=zqxw",
    "no_such_choice": "{releases}/?province=zqxw&release_type=zqxw",
}


def address(kind: str, language: str) -> str:
    words = {key: said[language] for key, said in WORDS.items()}
    return f"/{language}/" + (KINDS | FRAMES | FORMS | REFUSED)[kind].format(**words)
