"""Reading the public tables of places and bodies."""

from agenda.community.models import Area, Body, Neighbourhood
from agenda.opendata.tables.columns.queries import Column, Table

PLACE = "The neighbourhood."

NEIGHBOURHOODS = Table(
    "neighbourhoods",
    "Neighbourhoods (居民区), each with one residents' committee.",
    (
        Column("neighbourhood_id", Neighbourhood.neighbourhood_id, "Its number."),
        Column("name", Neighbourhood.name, "Its name."),
        Column("subdistrict", Neighbourhood.subdistrict, "The sub-district it belongs to."),
    ),
    lambda query: query,
)

AREAS = Table(
    "areas",
    "The areas of a neighbourhood: the whole, compounds, buildings, units. No homes.",
    (
        Column("area_id", Area.area_id, "Its number."),
        Column("neighbourhood_id", Area.neighbourhood_id, PLACE, to="neighbourhoods"),
        Column("parent_id", Area.parent_id, "The area it lies in.", to="areas"),
        Column("kind", Area.kind, "What kind of area it is."),
        Column("name", Area.name, "Its own name, e.g. 3号楼."),
        Column("path", Area.path, "Names from the compound down, e.g. 东苑/3号楼."),
    ),
    lambda query: query,
)

BODIES = Table(
    "bodies",
    "The bodies that can be asked, invited and charged. Not who sits in them.",
    (
        Column("body_id", Body.body_id, "Its number."),
        Column("neighbourhood_id", Body.neighbourhood_id, PLACE, to="neighbourhoods"),
        Column("kind", Body.kind, "What kind of body it is."),
        Column("name", Body.name, "Its full name."),
        Column("short_name", Body.short_name, "What it is called."),
        Column("compound_id", Body.compound_id, "The compound it is for, if one.", to="areas"),
    ),
    lambda query: query,
)

TABLES = (NEIGHBOURHOODS, AREAS, BODIES)
