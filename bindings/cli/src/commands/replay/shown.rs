//! What a replay found: for programs everything, for people a picture and those who would notice most.

use doorstep_core::{ReplayUser, Timestamp};
use serde_json::{Value, json};

use super::Totals;
use crate::moment;
use crate::names::Names;
use crate::output::{Bar, Cell, Output, Style, Table, bars};

/// Users that people are shown.
const USERS: usize = 10;
/// Lines of the picture: days, or as many days together as it takes.
const LINES: i64 = 31;
const DAY: i64 = 24 * 60 * 60 * 1000;

pub(super) fn json_of(totals: &Totals) -> Value {
    let days = totals.days.values().map(|day| {
        json!({"day": moment::day(day.day), "prompted": day.prompted, "blocked": day.blocked, "freed": day.freed})
    });
    let users = totals.users().into_iter().map(|user| {
        json!({"user_id": user.user_id, "prompted": user.prompted, "blocked": user.blocked, "freed": user.freed})
    });
    json!({
        "examined": totals.examined, "prompted": totals.prompted, "blocked": totals.blocked,
        "freed": totals.freed, "days": days.collect::<Value>(), "users": users.collect::<Value>(),
    })
}

pub(super) fn words(totals: &Totals, names: &Names<'_>, out: &Output) -> String {
    let examined = match totals.examined {
        1 => "1 sign-in".into(),
        count => format!("{count} sign-ins"),
    };
    if totals.users.is_empty() {
        return format!(
            "{}\n",
            out.paint(Style::Strong, &format!("{examined}: nothing would have changed."))
        );
    }
    let share = |count: u64| {
        let percent = 100.0 * count as f64 / totals.examined.max(1) as f64;
        format!("{count} ({percent:.1}%)")
    };
    let mut text = format!("{}\n\n", out.paint(Style::Strong, &format!("{examined}.")));
    let kinds = [
        ("▒", Style::Careful, totals.prompted, "would have been asked for more"),
        ("█", Style::Bad, totals.blocked, "would have been blocked"),
        ("░", Style::Good, totals.freed, "would have been freed of a control or block"),
    ];
    for (sign, style, count, what) in kinds {
        text.push_str(&format!("{} {} {what}\n", out.paint(style, sign), share(count)));
    }
    text.push('\n');
    text.push_str(&bars(&picture(totals), out));
    text.push('\n');
    text.push_str(&users(&totals.users(), names, out));
    text
}

/// Lines from the first day on which something would have changed to the last.
fn picture(totals: &Totals) -> Vec<Bar> {
    let (Some(first), Some(last)) = (totals.days.keys().next(), totals.days.keys().next_back()) else {
        return Vec::new();
    };
    let days = (last - first) / DAY + 1;
    let together = (days + LINES - 1) / LINES;
    let starts = (0..days).step_by(usize::try_from(together).unwrap_or(1));
    starts
        .map(|start| {
            let from = first + start * DAY;
            let to = from + together * DAY;
            let within = totals.days.range(from..to).map(|(_, day)| day);
            let mut parts = [(Style::Careful, '▒', 0), (Style::Bad, '█', 0), (Style::Good, '░', 0)];
            for day in within {
                parts[0].2 += day.prompted;
                parts[1].2 += day.blocked;
                parts[2].2 += day.freed;
            }
            Bar { label: label(from, together), parts }
        })
        .collect()
}

fn label(from: Timestamp, together: i64) -> String {
    match together {
        1 => moment::day(from),
        _ => format!("from {}", moment::day(from)),
    }
}

fn users(users: &[&ReplayUser], names: &Names<'_>, out: &Output) -> String {
    let mut table = Table::new(["User", "Asked", "Blocked", "Freed"]).flexible([0]);
    for user in users.iter().take(USERS) {
        let count = |count: u64| Cell::from(if count == 0 { String::new() } else { count.to_string() });
        let name = names.name(&user.user_id).unwrap_or_else(|| user.user_id.clone());
        table.row([name.into(), count(user.prompted), count(user.blocked), count(user.freed)]);
    }
    let mut text = table.render(out);
    if users.len() > USERS {
        let more = format!("and {} more users", users.len() - USERS);
        text.push_str(&format!("{}\n", out.paint(Style::Faint, &more)));
    }
    text
}
