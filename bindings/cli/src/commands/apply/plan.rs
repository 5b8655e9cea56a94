//! What has to happen for a tenant to match a folder: how that is shown, and the steps that do it.

use doorstep_core::{Error, Tenant};
use serde_json::{Value, json};

use crate::difference::{self, Difference};
use crate::failure::Fault;
use crate::names::Names;
use crate::output::{Output, Style, printable};

/// One call of the core, which was checked as far as it can be beforehand.
pub(crate) type Step = Box<dyn FnOnce(&Tenant) -> Result<(), Error>>;

/// What becomes of one document, or of something in the tenant that no document is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Same,
    Create,
    Update,
    Delete,
    /// No document is about it, and it stays.
    OnlyInTenant,
}

impl Action {
    pub(crate) fn writes(self) -> bool {
        matches!(self, Action::Create | Action::Update | Action::Delete)
    }

    fn word(self) -> &'static str {
        match self {
            Action::Same => "same",
            Action::Create => "create",
            Action::Update => "update",
            Action::Delete => "delete",
            Action::OnlyInTenant => "only_in_tenant",
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// `"policy"`, `"location"`, `"user_flow"`, `"method"` and so on.
    pub(crate) kind: &'static str,
    pub(crate) action: Action,
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    /// Where the document is.
    pub(crate) place: Option<String>,
    pub(crate) differences: Vec<Difference>,
}

impl Change {
    pub(crate) fn json(&self) -> Value {
        json!({
            "kind": self.kind, "action": self.action.word(), "id": self.id, "name": self.name, "file": self.place,
            "differences": self.differences.iter().map(Difference::json).collect::<Vec<_>>(),
        })
    }

    pub(crate) fn words(&self, names: &Names<'_>, out: &Output) -> String {
        let (sign, style, remark) = match self.action {
            Action::Same => ("=", Style::Faint, ""),
            Action::Create => ("+", Style::Good, ""),
            Action::Update => ("~", Style::Careful, ""),
            Action::Delete => ("-", Style::Bad, ""),
            Action::OnlyInTenant => ("·", Style::Faint, "only in the tenant"),
        };
        let place = self.place.as_deref().unwrap_or(remark);
        let head = format!(
            "{} {} {}  {}",
            out.paint(style, sign),
            out.paint(Style::Faint, &self.kind.replace('_', " ")),
            out.paint(Style::Strong, &printable(&self.name)),
            out.paint(Style::Faint, &printable(place)),
        );
        // The name of what is new is in the line already.
        let news: Vec<Difference> = match self.action {
            Action::Create => self.differences.iter().filter(|d| d.path != "displayName").cloned().collect(),
            _ => self.differences.clone(),
        };
        format!("{}\n{}", head.trim_end(), difference::lines(&news, names, out))
    }
}

/// All that one kind of document comes to.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) changes: Vec<Change>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) writes: Vec<Step>,
    pub(crate) deletes: Vec<Step>,
    /// The policies as they will be, if this is about policies.
    pub(crate) policies: Option<Vec<Value>>,
}

/// Finds, for each document, the stored thing it is about: the one with its id if there is one, otherwise the one with
/// its name. Documents that cannot be told apart, or could be about several things, are faults.
pub(crate) fn matched(
    documents: &[(&str, Option<&str>, &str)],
    stored: &[(&str, &str)],
    faults: &mut Vec<Fault>,
) -> Vec<Option<usize>> {
    let by_id: Vec<Option<usize>> = documents
        .iter()
        .map(|(_, id, _)| {
            stored.iter().position(|(known, _)| id.is_some_and(|id| id.eq_ignore_ascii_case(known)))
        })
        .collect();
    let mut about: Vec<Option<usize>> = Vec::new();
    for (index, (place, _, name)) in documents.iter().enumerate() {
        if name.is_empty() && by_id[index].is_none() {
            let message = "displayName: is needed where no id says what the document is about";
            faults.push(Fault::new(place, "policy_invalid", message));
            about.push(None);
            continue;
        }
        let free = |found: &usize| !by_id.contains(&Some(*found));
        let named = || (0..stored.len()).filter(|found| stored[*found].1 == *name).filter(free);
        let found = match by_id[index] {
            Some(found) => Some(found),
            None if named().count() > 1 => {
                let message = format!("{} of the tenant are called \"{name}\": give the id", named().count());
                faults.push(Fault::new(place, "ambiguous", message));
                None
            }
            None => named().next(),
        };
        let twin = match found {
            Some(found) => about.iter().position(|earlier| *earlier == Some(found)),
            // A new one must not have the name of another: they could not be told apart the next time.
            None => (0..documents.len())
                .find(|other| documents[*other].2 == *name && (*other < index || by_id[*other].is_some())),
        };
        if let Some(twin) = twin {
            let message = format!("is about the same as {}", documents[twin].0);
            faults.push(Fault::new(place, "ambiguous", message));
        }
        about.push(found);
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(
        documents: &[(&str, Option<&str>, &str)],
        stored: &[(&str, &str)],
    ) -> (Vec<Option<usize>>, usize) {
        let mut faults = Vec::new();
        (matched(documents, stored, &mut faults), faults.len())
    }

    #[test]
    fn the_id_goes_before_the_name() {
        let stored = [("1", "A"), ("2", "B")];
        assert_eq!(about(&[("f", Some("1"), "B")], &stored), (vec![Some(0)], 0));
        assert_eq!(about(&[("f", Some("foreign"), "B")], &stored), (vec![Some(1)], 0));
        assert_eq!(about(&[("f", None, "C")], &stored), (vec![None], 0));
        // The second takes the name that the first gives up.
        assert_eq!(about(&[("f", Some("1"), "C"), ("g", None, "A")], &stored), (vec![Some(0), None], 0));
    }

    #[test]
    fn what_is_ambiguous_is_refused() {
        let stored = [("1", "A"), ("2", "A")];
        assert_eq!(about(&[("f", None, "A")], &stored).1, 1);
        assert_eq!(about(&[("f", Some("1"), "A"), ("g", None, "A")], &stored), (vec![Some(0), Some(1)], 0));
        assert_eq!(about(&[("f", Some("1"), "A"), ("g", Some("1"), "B")], &stored).1, 1);
        assert_eq!(about(&[("f", None, "new"), ("g", None, "new")], &stored).1, 1);
        // The same thing before and after an export.
        assert_eq!(about(&[("f", None, "A"), ("g", Some("1"), "A")], &stored[..1]).1, 1);
    }
}
