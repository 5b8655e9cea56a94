//! The languages that messages are written in, and the choice among them.

mod ar;
mod en;
mod es;

use super::message::MailPurpose;

/// The phrases of one language. Each is a template over `app`, `tenant`, `account`, `reference` and `minutes`, all of
/// them cleaned and isolated before they get here. A phrase must hold no link.
pub(super) struct Language {
    /// BCP 47 tag.
    pub(super) tag: &'static str,
    /// Whether it is written from right to left.
    pub(super) right_to_left: bool,
    /// What stands for a name that is missing or was nothing but a link.
    pub(super) this_app: &'static str,
    /// An app in a tenant of another name.
    pub(super) app_of_tenant: &'static str,
    /// How long the code lives.
    pub(super) validity: &'static str,
    /// Matches the mail with the page.
    pub(super) reference: &'static str,
    /// Names the account.
    pub(super) account: &'static str,
    /// Nobody asks for the code.
    pub(super) secrecy: &'static str,
    /// Nobody reads replies.
    pub(super) automatic: &'static str,
    /// The phrases that depend on the purpose.
    pub(super) purpose: fn(MailPurpose) -> Purpose,
}

/// The phrases of one purpose.
pub(super) struct Purpose {
    /// One line: the app and the reference, never the code.
    pub(super) subject: &'static str,
    /// The headline.
    pub(super) heading: &'static str,
    /// What the code is for.
    pub(super) sentence: &'static str,
    /// What to do when it comes unasked.
    pub(super) unexpected: &'static str,
}

pub(super) const ALL: [&Language; 3] = [&en::ENGLISH, &es::SPANISH, &ar::ARABIC];

/// The tag of the first language we have among `wanted`, most wanted first (the user's, then the tenant's); English
/// when there is none. A tag is tried with its subtags taken off one by one: `es-MX` is answered with `es`.
pub(crate) fn choose(wanted: &[&str]) -> &'static str {
    find(wanted).tag
}

pub(super) fn find(wanted: &[&str]) -> &'static Language {
    wanted.iter().find_map(|tag| lookup(tag)).unwrap_or(&en::ENGLISH)
}

/// The lookup of RFC 4647 §3.4; `_` is taken for `-`, as POSIX writes it.
fn lookup(tag: &str) -> Option<&'static Language> {
    let mut range = tag.trim().replace('_', "-");
    loop {
        if let Some(language) = ALL.into_iter().find(|l| l.tag.eq_ignore_ascii_case(&range)) {
            return Some(language);
        }
        let cut = range.rfind('-')?;
        range.truncate(cut);
    }
}
