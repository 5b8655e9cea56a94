"""Before a report-only policy is switched on: what it would have done to the sign-ins of the last days."""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import doorstep
from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from .directory import directory

pages = Blueprint("replay", __name__, url_prefix="/policies")

PERIODS = (7, 14, 30)
A_CALL, CALLS = 5_000, 20  # more sign-ins than a page should wait for are left out, and the page says so


@dataclass
class Change:
    """What switching the policy on would have changed, on one day or for one user."""

    prompted: int = 0
    blocked: int = 0
    freed: int = 0

    @property
    def all(self) -> int:
        return self.prompted + self.blocked + self.freed

    def add(self, other) -> None:
        self.prompted += other.prompted
        self.blocked += other.blocked
        self.freed += other.freed


@dataclass
class Outcome:
    total: int = 0
    examined: int = 0
    sum: Change = field(default_factory=Change)
    days: dict[date, Change] = field(default_factory=dict)
    users: dict[str, Change] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return self.examined >= self.total


@pages.get("/<policy_id>/switch-on")
def preview(policy_id: str):
    policy = g.tenant.policies.get(policy_id)
    if policy.state == "enabled":
        flash("The policy is on already.", "note")
        return redirect(url_for("manage.policies.show", policy_id=policy_id))
    period = request.args.get("days", type=int)
    outcome = replay(policy, period if period in PERIODS else 14)
    return render_template(
        "admin/replay.html",
        policy=policy,
        outcome=outcome,
        pictures={"wide": picture(outcome.days, 720), "narrow": picture(outcome.days, 330)},
        users=sorted(outcome.users.items(), key=lambda user: -user[1].all),
        periods=PERIODS,
        period=len(outcome.days),
        warnings=[w for w in g.tenant.policies.lint() if w.policy_id == policy.id],
        directory=directory(),
    )


@pages.post("/<policy_id>/switch-on")
def switch_on(policy_id: str):
    policy = g.tenant.policies.update(policy_id, {"state": "enabled"})
    flash(f"“{policy.display_name}” is on.", "done")
    return redirect(url_for("manage.policies.show", policy_id=policy_id))


def replay(policy: doorstep.Policy, days: int) -> Outcome:
    """Every sign-in of these days, today among them, decided again with the policy enforced."""
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    first = today - timedelta(days=days - 1)
    outcome = Outcome(days={(first + timedelta(days=n)).date(): Change() for n in range(days)})
    draft = policy.document | {"state": "enabled"}
    cursor = None
    for _ in range(CALLS):
        page = g.tenant.policies.replay([draft], since=first, limit=A_CALL, cursor=cursor)
        outcome.total += page.total  # the first page says it, the others say 0
        outcome.examined += page.examined
        outcome.sum.add(page)
        for day in page.days:
            outcome.days.setdefault(day.day.astimezone(timezone.utc).date(), Change()).add(day)
        for user in page.users:
            outcome.users.setdefault(user.user_id, Change()).add(user)
        cursor = page.next_cursor
        if cursor is None:
            break
    return outcome


# ---------------------------------------------------------------- the picture

HEIGHT, LEFT, TOP, BOTTOM = 240, 36, 12, 28
LABEL = 64  # wide is a date, with air around it


@dataclass
class Bar:
    kind: str
    y: float
    height: float


@dataclass
class Column:
    day: date
    change: Change
    x: float
    width: float
    label: bool  # whether there is room for the date
    bars: list[Bar]


@dataclass
class Picture:
    width: int
    height: int
    left: int
    base: float  # where the bars stand
    lines: list[tuple[int, float]]  # value and height of each line across
    columns: list[Column]


def picture(days: dict[date, Change], width: int) -> Picture:
    """Where everything goes: stacked bars, one column a day."""
    highest = max(change.all for change in days.values())
    step = line_step(highest)
    top = step * max(1, math.ceil(highest / step))
    base, slot = HEIGHT - BOTTOM, (width - LEFT) / len(days)
    scale = (base - TOP) / top
    every = math.ceil(LABEL / slot)
    columns = []
    for n, (day, change) in enumerate(sorted(days.items())):
        y, bars = base, []
        for kind in ("prompted", "blocked", "freed"):
            height = getattr(change, kind) * scale
            if height:
                y -= height
                bars.append(Bar(kind, round(y, 1), round(height, 1)))
        label = (len(days) - 1 - n) % every == 0
        columns.append(Column(day, change, round(LEFT + (n + 0.18) * slot, 1), round(slot * 0.64, 1), label, bars))
    lines = [(value, round(base - value * scale, 1)) for value in range(0, top + 1, step)]
    return Picture(width, HEIGHT, LEFT, base, lines, columns)


def line_step(highest: int) -> int:
    """1, 2, 5, 10, 20, …: so that there are at most five lines."""
    step = 1
    while highest > 5 * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
