"""The addresses of REST v1, which are promises."""

from django.urls import path, re_path

from api.description import Schema
from api.figures import Figure, FigureHistory, FigurePersons, Figures
from api.files import PrisonersJson, PrisonersXlsx, ReleasesCsv, ReleasesJson, ReleasesXlsx
from api.index import Index
from api.ledger import Announcements, Editions, Organisations, PublishedFigures, Releases
from api.nowhere import Nowhere
from api.prisoners import Prisoner, Prisoners, PrisonersCsv
from api.walks import Walk, WalkPersons, WalkPersonsCsv

app_name = "api"
urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("schema/", Schema.as_view(), name="schema"),
    path("prisoners/", Prisoners.as_view(), name="prisoners"),
    path("prisoners.csv", PrisonersCsv.as_view(), name="prisoners_csv"),
    path("prisoners.json", PrisonersJson.as_view(), name="prisoners_json"),
    path("prisoners.xlsx", PrisonersXlsx.as_view(), name="prisoners_xlsx"),
    path("prisoners/<uuid:public_id>/", Prisoner.as_view(), name="prisoner"),
    path("releases/", Releases.as_view(), name="releases"),
    path("releases.csv", ReleasesCsv.as_view(), name="releases_csv"),
    path("releases.json", ReleasesJson.as_view(), name="releases_json"),
    path("releases.xlsx", ReleasesXlsx.as_view(), name="releases_xlsx"),
    path("organisations/", Organisations.as_view(), name="organisations"),
    path("announcements/", Announcements.as_view(), name="announcements"),
    path("published-figures/", PublishedFigures.as_view(), name="published_figures"),
    path("editions/", Editions.as_view(), name="editions"),
    path("figures/", Figures.as_view(), name="figures"),
    path("figures/<slug:figure_id>/", Figure.as_view(), name="figure"),
    path("figures/<slug:figure_id>/history/", FigureHistory.as_view(), name="figure_history"),
    path("figures/<slug:figure_id>/persons/", FigurePersons.as_view(), name="figure_persons"),
    path("walks/", Walk.as_view(), name="walks"),
    path("walks/persons/", WalkPersons.as_view(), name="walk_persons"),
    path("walks/persons.csv", WalkPersonsCsv.as_view(), name="walk_persons_csv"),
    re_path(r"^(?:.*/)?$", Nowhere.as_view(), name="nowhere"),
]
