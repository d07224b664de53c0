"""Public pages, once for each language; the words of their addresses are in paths.py."""

from django.urls import path

from website.paths import route
from website.views import (
    announcements,
    charts,
    data,
    figures,
    home,
    ledger,
    lists,
    people,
    releases,
    texts,
    trends,
    walks,
)

urlpatterns = [
    path("", home.home, name="home"),
    path(route("{people}/"), people.people, name="people"),
    path(route("{people}/todos.csv"), people.people_csv, name="people_csv"),
    path(route("{people}/<uuid:public_id>/"), people.person_by_id, name="person_by_id"),
    path(route("{people}/<slug:slug>/"), people.person, name="person"),
    path(route("{releases}/"), releases.releases, name="releases"),
    path(route("{announcements}/<slug:code>/"), announcements.announcement, name="announcement"),
    path(route("{announcements}/<slug:code>/{gap}.csv"), announcements.gap, name="announcement_gap"),
    path(route("{announcements}/<slug:code>/{gap}.svg"), announcements.gap_svg, name="announcement_gap_svg"),
    path(route("{announcements}/<slug:code>/{gap}.png"), announcements.gap_png, name="announcement_gap_png"),
    path(route("{announcements}/<slug:code>/{persons}/"), announcements.persons, name="announced"),
    path(route("{announcements}/<slug:code>/{persons}/todos.csv"), announcements.persons_csv, name="announced_csv"),
    path(route("{announcements}/<slug:code>/{report}/"), announcements.report, name="announcement_report"),
    path(route("{announcements}/<slug:code>/{report}.pdf"), announcements.report_pdf, name="announcement_pdf"),
    path(route("{announcements}/<slug:code>/{card}/"), announcements.card, name="announcement_card"),
    path(route("{figures}/"), figures.index, name="figures"),
    path(route("{figures}/{trends}/"), trends.trends, name="trends"),
    path(route("{figures}/{differ}/"), walks.walk, name="walk"),  # before the figures, whose ids have no hyphen
    path(route("{figures}/{differ}/{persons}/"), walks.persons, name="walk_persons"),
    path(route("{figures}/{differ}/todos.csv"), walks.csv, name="walk_csv"),
    path(route("{figures}/{differ}/{chart}.svg"), walks.svg, name="walk_svg"),
    path(route("{figures}/{differ}/{chart}.png"), walks.png, name="walk_png"),
    path(route("{figures}/{differ}/{chart}.csv"), walks.steps, name="walk_steps"),
    path(route("{figures}/<slug:figure_id>/"), figures.one, name="figure"),
    path(route("{figures}/<slug:figure_id>/{persons}/"), figures.persons, name="counted"),
    path(route("{figures}/<slug:figure_id>/todos.csv"), figures.csv, name="figure_csv"),
    path(route("{figures}/<slug:figure_id>/{chart}.svg"), charts.svg, name="chart_svg"),
    path(route("{figures}/<slug:figure_id>/{chart}.png"), charts.png, name="chart_png"),
    path(route("{figures}/<slug:figure_id>/{chart}.csv"), charts.table, name="chart_csv"),
    path(route("{figures}/<slug:figure_id>/{table}.csv"), figures.table, name="figure_table"),
    path(route("{published}/"), releases.published, name="published"),
    path(route("{lists}/"), lists.side_by_side, name="lists"),
    path(route("{lists}/todos.csv"), lists.csv, name="lists_csv"),
    path(route("{organisations}/"), ledger.organisations, name="organisations"),
    path(route("{editions}/"), ledger.editions, name="editions"),
    path(route("{data}/"), data.data, name="data"),
    *(path(route(f"{{{code}}}/"), texts.text_page(code), name=code) for code in texts.CODES),
]
