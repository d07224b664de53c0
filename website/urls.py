"""Public pages, once for each language; the words of their addresses are in paths.py."""

from django.conf import settings
from django.urls import path

from website.paths import route
from website.views import (
    announcements,
    charts,
    data,
    figures,
    files,
    frames,
    home,
    ledger,
    lists,
    people,
    releases,
    social,
    telling,
    texts,
    trends,
    walks,
)

XLSX = {"form": "xlsx"}

urlpatterns = [
    path("", home.home, name="home"),
    path(route("{image}.png"), social.home, name="home_image"),
    path(route("{people}/<slug:slug>/{image}.png"), social.person, name="person_image"),
    path(route("{announcements}/<slug:code>/{image}.png"), social.announcement, name="announcement_image"),
    path(route("{figures}/<slug:figure_id>/{image}.png"), social.figure, name="figure_image"),
    path(route("{people}/"), people.people, name="people"),
    path(route("{people}/todos.csv"), files.people_csv, name="people_csv"),
    path(route("{people}/todos.xlsx"), files.people_xlsx, name="people_xlsx"),
    path(route("{people}/<uuid:public_id>/"), people.person_by_id, name="person_by_id"),
    path(route("{people}/<slug:slug>/"), people.person, name="person"),
    path(route("{releases}/"), releases.releases, name="releases"),
    path(route("{releases}/todos.csv"), files.releases_csv, name="releases_csv"),
    path(route("{releases}/todos.xlsx"), files.releases_xlsx, name="releases_xlsx"),
    path(route("{announcements}/<slug:code>/"), announcements.announcement, name="announcement"),
    path(route("{announcements}/<slug:code>/{gap}.csv"), announcements.gap, name="announcement_gap"),
    path(route("{announcements}/<slug:code>/{gap}.xlsx"), announcements.gap, XLSX, name="announcement_gap_xlsx"),
    path(route("{announcements}/<slug:code>/{gap}.svg"), announcements.gap_svg, name="announcement_gap_svg"),
    path(route("{announcements}/<slug:code>/{gap}.png"), announcements.gap_png, name="announcement_gap_png"),
    path(route("{announcements}/<slug:code>/{persons}/"), announcements.persons, name="announced"),
    path(route("{announcements}/<slug:code>/{persons}/todos.csv"), announcements.persons_csv, name="announced_csv"),
    path(
        route("{announcements}/<slug:code>/{persons}/todos.xlsx"),
        announcements.persons_csv,
        XLSX,
        name="announced_xlsx",
    ),
    path(route("{announcements}/<slug:code>/{report}/"), announcements.report, name="announcement_report"),
    path(route("{announcements}/<slug:code>/{report}.pdf"), announcements.report_pdf, name="announcement_pdf"),
    path(route("{announcements}/<slug:code>/{card}/"), announcements.card, name="announcement_card"),
    path(route("{announcements}/<slug:code>/{card}.svg"), frames.announcement_svg, name="announcement_card_svg"),
    path(route("{announcements}/<slug:code>/{gap}/"), frames.gap, name="announcement_gap_frame"),
    path(route("{figures}/"), figures.index, name="figures"),
    path(route("{figures}/{trends}/"), trends.trends, name="trends"),
    path(route("{figures}/{differ}/"), walks.walk, name="walk"),  # before the figures, whose ids have no hyphen
    path(route("{figures}/{differ}/{persons}/"), walks.persons, name="walk_persons"),
    path(route("{figures}/{differ}/{chart}/"), frames.walk, name="walk_frame"),
    path(route("{figures}/{differ}/todos.csv"), walks.csv, name="walk_csv"),
    path(route("{figures}/{differ}/todos.xlsx"), walks.csv, XLSX, name="walk_xlsx"),
    path(route("{figures}/{differ}/{chart}.svg"), walks.svg, name="walk_svg"),
    path(route("{figures}/{differ}/{chart}.png"), walks.png, name="walk_png"),
    path(route("{figures}/{differ}/{chart}.csv"), walks.steps, name="walk_steps"),
    path(route("{figures}/{differ}/{chart}.xlsx"), walks.steps, XLSX, name="walk_steps_xlsx"),
    path(route("{figures}/<slug:figure_id>/"), figures.one, name="figure"),
    path(route("{figures}/<slug:figure_id>/{persons}/"), figures.persons, name="counted"),
    path(route("{figures}/<slug:figure_id>/todos.csv"), figures.csv, name="figure_csv"),
    path(route("{figures}/<slug:figure_id>/todos.xlsx"), figures.csv, XLSX, name="figure_xlsx"),
    path(route("{figures}/<slug:figure_id>/{card}/"), frames.figure, name="figure_card"),
    path(route("{figures}/<slug:figure_id>/{card}.svg"), frames.figure_svg, name="figure_card_svg"),
    path(route("{figures}/<slug:figure_id>/{chart}/"), frames.chart, name="chart_frame"),
    path(route("{figures}/<slug:figure_id>/{chart}.svg"), charts.svg, name="chart_svg"),
    path(route("{figures}/<slug:figure_id>/{chart}.png"), charts.png, name="chart_png"),
    path(route("{figures}/<slug:figure_id>/{chart}.csv"), charts.table, name="chart_csv"),
    path(route("{figures}/<slug:figure_id>/{chart}.xlsx"), charts.table, XLSX, name="chart_xlsx"),
    path(route("{figures}/<slug:figure_id>/{table}.csv"), figures.table, name="figure_table"),
    path(route("{figures}/<slug:figure_id>/{table}.xlsx"), figures.table, XLSX, name="figure_table_xlsx"),
    path(route("{published}/"), releases.published, name="published"),
    path(route("{lists}/"), lists.side_by_side, name="lists"),
    path(route("{lists}/todos.csv"), lists.csv, name="lists_csv"),
    path(route("{lists}/todos.xlsx"), lists.csv, XLSX, name="lists_xlsx"),
    path(route("{organisations}/"), ledger.organisations, name="organisations"),
    path(route("{editions}/"), ledger.editions, name="editions"),
    path(route("{data}/"), data.data, name="data"),
    *(
        path(route(f"{{{what}}}/todos.{form}"), ledger.files, {"what": what, "form": form}, name=f"{what}_{form}")
        for what in ("organisations", "announcements", "published", "editions")
        for form in ("csv", "xlsx")
    ),
    *(path(route(f"{{{code}}}/"), texts.text_page(code), name=code) for code in texts.CODES),
]
if settings.TAKES_REPORTS:
    urlpatterns += [
        path(route("{tell}/"), telling.tell, name="report"),
        path(route("{tell}/{code}/"), telling.answer, name="report_code"),
    ]
