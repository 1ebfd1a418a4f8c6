"""What RFC 4287 (Atom) and RFC 5545 (iCalendar) demand, as far as a program can say it."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import icalendar

ATOM = "{http://www.w3.org/2005/Atom}"
_UTC = re.compile(r"\d{8}T\d{6}Z")


def atom_faults(document: bytes) -> list[str]:
    """Return what a feed lacks or has twice."""
    feed = ET.fromstring(document)  # noqa: S314 - our own
    found = [] if feed.tag == f"{ATOM}feed" else [f"the root is {feed.tag}"]
    nodes = [feed, *feed.findall(f"{ATOM}entry")]
    for node in nodes:
        found += [
            f"{node.tag} has {len(node.findall(ATOM + name))} {name}"
            for name in ("id", "title", "updated")
            if len(node.findall(ATOM + name)) != 1
        ]
        found += [
            f"{link.get('href')} is not absolute"
            for link in node.findall(f"{ATOM}link")
            if not urlsplit(link.get("href", "")).scheme
        ]
        found += [
            f"{stamp.text} has no offset"
            for name in ("updated", "published")
            for stamp in node.findall(ATOM + name)
            if datetime.fromisoformat(stamp.text or "").tzinfo is None
        ]
    if feed.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("nobody wrote it")
    rels = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    found += [] if sorted(filter(None, rels)) == ["alternate", "self"] else [f"links {rels}"]
    ids = [node.findtext(f"{ATOM}id") or "" for node in nodes]
    found += [f"{i} is no IRI" for i in ids if not urlsplit(i).scheme]
    return found + ([] if len(set(ids)) == len(ids) else ["an id comes twice"])


def calendar_faults(document: bytes) -> list[str]:
    """Return what is wrong with a calendar: its lines, its zones, its entries."""
    found = [] if document.endswith(b"END:VCALENDAR\r\n") else ["it does not end"]
    lines = document.split(b"\r\n")
    found += [f"a line has {len(line)} octets" for line in lines if len(line) > 75]
    if any(b"\n" in line or b"\r" in line for line in lines):
        found.append("a line ends otherwise than by CRLF")
    calendar = icalendar.Calendar.from_ical(document)
    found += [f"no {name}" for name in ("PRODID", "VERSION") if name not in calendar]
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    uids = []
    for event in calendar.walk("VEVENT"):
        found += [f"an event without {n}" for n in ("UID", "DTSTAMP", "DTSTART") if n not in event]
        if not _UTC.fullmatch(event["DTSTAMP"].to_ical().decode()):
            found.append("a DTSTAMP is not in UTC")
        zone = event["DTSTART"].params.get("TZID")
        if zone and zone not in zones:
            found.append(f"{zone} is not defined")
        uids.append(str(event["UID"]))
        found += [str(error) for error in event.errors]
    return found + ([] if len(set(uids)) == len(uids) else ["a UID comes twice"])
