"""Protection › Conditional Access › Named locations: networks, which may be trusted, and countries."""

import re

import doorstep
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for

pages = Blueprint("locations", __name__, url_prefix="/locations")

IP, COUNTRY = "#microsoft.graph.ipNamedLocation", "#microsoft.graph.countryNamedLocation"
V4, V6 = "#microsoft.graph.iPv4CidrRange", "#microsoft.graph.iPv6CidrRange"
NEW = {
    "ip": {"@odata.type": IP, "displayName": "", "isTrusted": False, "ipRanges": []},
    "country": {
        "@odata.type": COUNTRY,
        "displayName": "",
        "countriesAndRegions": [],
        "includeUnknownCountriesAndRegions": False,
    },
}
FIELDS = {  # where the page shows a fault of the document
    "displayName": "display-name",
    "ipRanges": "ranges",
    "isTrusted": "trusted",
    "countriesAndRegions": "countries",
    "countryLookupMethod": "lookup-ip",
    "includeUnknownCountriesAndRegions": "unknown",
    "location_id": "trusted",
}


@pages.get("/")
def index():
    return render_template("admin/locations.html", locations=g.tenant.locations.list(), kind=kind, covers=covers)


@pages.get("/new/<what>")
def new(what: str):
    return form_page(None, NEW.get(what) or abort(404))


@pages.post("/new/<what>")
def create(what: str):
    document = from_form(NEW.get(what) or abort(404))
    try:
        location = g.tenant.locations.create(document)
    except (doorstep.PolicyInvalid, doorstep.InvalidArgument) as error:
        return form_page(None, document, fault(error, document))
    flash(f"The location “{location.display_name}” is created.", "done")
    return redirect(url_for(".index"))


@pages.get("/<location_id>")
def edit(location_id: str):
    location = g.tenant.locations.get(location_id)
    return form_page(location, location.document)


@pages.post("/<location_id>")
def update(location_id: str):
    location = g.tenant.locations.get(location_id)
    document = from_form(location.document)
    try:
        location = g.tenant.locations.update(location_id, document)
    except (doorstep.PolicyInvalid, doorstep.InvalidArgument) as error:
        return form_page(location, document, fault(error, document))
    flash(f"The location “{location.display_name}” is saved.", "done")
    return redirect(url_for(".index"))


@pages.get("/<location_id>/delete")
def ask_delete(location_id: str):
    return confirm_page(g.tenant.locations.get(location_id))


@pages.post("/<location_id>/delete")
def delete(location_id: str):
    location = g.tenant.locations.get(location_id)
    try:
        g.tenant.locations.delete(location_id)
    except doorstep.InvalidArgument as error:
        reason = re.sub(r" \([0-9a-f-]{36}\)", "", error.reason)  # the names of policies are enough
        return confirm_page(location, {"fields": [], "text": f"This location {reason}."})
    flash(f"The location “{location.display_name}” is deleted.", "done")
    return redirect(url_for(".index"))


def kind(document: dict) -> str:
    return "country" if "countriesAndRegions" in document else "ip"


def covers(document: dict) -> list[str]:
    """The ranges or the countries of a location."""
    if kind(document) == "country":
        return document["countriesAndRegions"]
    return [range_["cidrAddress"] for range_ in document.get("ipRanges") or []]


def from_form(base: dict) -> dict:
    """What the form says, in Graph's shape. How a range is written is for Doorstep to judge."""
    form = request.form
    document = {"@odata.type": IP if kind(base) == "ip" else COUNTRY, "displayName": form.get("display_name", "").strip()}
    if kind(base) == "ip":
        return document | {
            "isTrusted": "trusted" in form,
            "ipRanges": [
                {"@odata.type": V6 if ":" in cidr else V4, "cidrAddress": cidr} for cidr in words(form.get("ranges", ""))
            ],
        }
    return document | {
        "countriesAndRegions": [code.upper() for code in words(form.get("countries", ""))],
        "countryLookupMethod": "authenticatorAppGps" if form.get("lookup") == "gps" else "clientIpAddress",
        "includeUnknownCountriesAndRegions": "unknown" in form,
    }


def words(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,;]+", text) if word]


def fault(error: doorstep.PolicyInvalid | doorstep.InvalidArgument, document: dict) -> dict:
    path = error.path if isinstance(error, doorstep.PolicyInvalid) else error.field
    name = re.match(r"[A-Za-z_]*", path).group()
    label = {"displayName": "Name", "ipRanges": "IP ranges", "countriesAndRegions": "Countries"}.get(name, name)
    if place := re.search(r"\[(\d+)\]", path):  # say which one
        label = f"{label}: “{covers(document)[int(place.group(1))]}”"
    field = FIELDS.get(name)
    return {"fields": [field] if field else [], "text": f"{label} {error.reason}."}


def form_page(location, document: dict, problem: dict | None = None):
    page = render_template(
        "admin/location_form.html",
        location=location,
        document=document,
        kind=kind(document),
        covers=covers(document),
        problem=problem,
    )
    return page, 422 if problem else 200


def confirm_page(location: doorstep.LocationRecord, problem: dict | None = None):
    page = render_template(
        "admin/confirm.html",
        question=f"Delete the location “{location.display_name}”?",
        text="A location that is trusted, or that a policy names, is kept: take that away first.",
        back=url_for(".edit", location_id=location.id),
        parents=[
            ("Protection", None),
            ("Conditional Access", url_for("manage.policies.index")),
            ("Named locations", url_for(".index")),
        ],
        problem=problem,
    )
    return page, 422 if problem else 200
