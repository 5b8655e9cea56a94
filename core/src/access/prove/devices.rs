//! Every way in which devices and the attributes of apps can differ to the filters of some policies.
//!
//! It is complete for every operator but `-match` with a real regular expression, which is refused. Of a text, whatever
//! equals no constant behaves as its longest constant beginning, the constant parts it has and its longest constant end,
//! joined by a character that no constant has: those texts, the constants themselves and "no value" are all there is.
//! Attributes that Microsoft gives words for are taken to hold one of those words or nothing.

use std::collections::{BTreeMap, HashSet};

use crate::access::device::Device;
use crate::access::filter::{AppAttribute, Attribute as _, DeviceAttribute, Filter, Kind, Needle};
use crate::error::{Error, Result};

/// The most ways in which the attributes that hang together may differ.
const WAYS_MAX: usize = 20_000;
/// The most constant parts of one attribute.
const PARTS_MAX: usize = 10;

/// What one attribute of a device holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Setting {
    attribute: DeviceAttribute,
    value: Held,
}

#[derive(Debug, Clone, PartialEq)]
enum Held {
    Flag(bool),
    Text(String),
    Texts(Vec<String>),
}

/// Attributes that some rule asks about together, and every way in which they can differ.
pub(super) struct Component {
    pub(super) attributes: Vec<DeviceAttribute>,
    pub(super) ways: Vec<Vec<Setting>>,
}

impl Setting {
    pub(super) fn apply(&self, device: &mut Device) {
        use DeviceAttribute as A;
        let text = || match &self.value {
            Held::Text(text) => Some(text.clone()),
            Held::Flag(_) | Held::Texts(_) => None,
        };
        let texts = || match &self.value {
            Held::Texts(texts) => texts.clone(),
            Held::Flag(_) | Held::Text(_) => Vec::new(),
        };
        match self.attribute {
            A::DeviceId => device.device_id = text(),
            A::DisplayName => device.display_name = text(),
            A::Ownership => device.device_ownership = text(),
            A::EnrollmentProfileName => device.enrollment_profile_name = text(),
            A::IsCompliant => {
                device.is_compliant = match self.value {
                    Held::Flag(flag) => Some(flag),
                    Held::Text(_) | Held::Texts(_) => None,
                };
            }
            A::Manufacturer => device.manufacturer = text(),
            A::MdmAppId => device.mdm_app_id = text(),
            A::Model => device.model = text(),
            A::OperatingSystem => device.operating_system = text(),
            A::OperatingSystemVersion => device.operating_system_version = text(),
            A::PhysicalIds => device.physical_ids = texts(),
            A::ProfileType => device.profile_type = text(),
            A::SystemLabels => device.system_labels = texts(),
            A::TrustType => device.trust_type = text(),
            A::Extension(number) => {
                device.is_managed = Some(true);
                device.extension_attributes.extend(text().map(|text| (number, text)));
            }
        }
    }

    /// `isCompliant: true`.
    pub(super) fn label(&self) -> String {
        let value = match &self.value {
            Held::Flag(flag) => flag.to_string(),
            Held::Text(text) => format!("{text:?}"),
            Held::Texts(texts) => format!("{texts:?}"),
        };
        match self.attribute {
            DeviceAttribute::Extension(number) => format!("extensionAttribute{number} {value}"),
            attribute => {
                let mut name = format!("{attribute:?}");
                name.get_mut(..1).into_iter().for_each(str::make_ascii_lowercase);
                format!("{name} {value}")
            }
        }
    }
}

/// Takes the attributes of `filters` apart into those that no rule asks about together.
///
/// # Errors
/// `invalid_argument{policies}` where there are too many ways to go through, or a regular expression.
pub(super) fn components(filters: &[&Filter<DeviceAttribute>]) -> Result<Vec<Component>> {
    let mut needles: Vec<(DeviceAttribute, Vec<Needle>)> = Vec::new();
    // Compliance and the kind of trust belong to the first one, which also has what policies ask without a filter.
    let mut groups: Vec<Vec<DeviceAttribute>> =
        vec![vec![DeviceAttribute::IsCompliant, DeviceAttribute::TrustType]];
    for filter in filters {
        let asked = filter.needles();
        let mut together: Vec<DeviceAttribute> = asked.iter().map(|(attribute, _)| *attribute).collect();
        for (attribute, found) in asked {
            match needles.iter_mut().find(|(known, _)| *known == attribute) {
                Some((_, known)) => known.extend(found),
                None => needles.push((attribute, found)),
            }
        }
        let (joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|known| together.contains(known)));
        let first = joined.iter().any(|group| group.contains(&DeviceAttribute::IsCompliant));
        for attribute in joined.into_iter().flatten() {
            if !together.contains(&attribute) {
                together.push(attribute);
            }
        }
        together.dedup();
        groups = apart;
        groups.insert(if first { 0 } else { groups.len() }, together);
    }
    groups.into_iter().map(|attributes| component(attributes, &needles)).collect()
}

fn component(
    attributes: Vec<DeviceAttribute>,
    needles: &[(DeviceAttribute, Vec<Needle>)],
) -> Result<Component> {
    let mut ways: Vec<Vec<Setting>> = vec![Vec::new()];
    let mut seen = Vec::new();
    for attribute in &attributes {
        if seen.contains(attribute) {
            continue;
        }
        seen.push(*attribute);
        let found = needles.iter().find(|(known, _)| known == attribute);
        let values = values(*attribute, found.map_or(&[][..], |(_, needles)| needles))?;
        ways = product(&ways, &values, |way, value| {
            let mut way = way.clone();
            way.extend(value.clone().map(|value| Setting { attribute: *attribute, value }));
            way
        })?;
    }
    Ok(Component { attributes, ways })
}

/// What an attribute can hold, nothing first.
fn values(attribute: DeviceAttribute, needles: &[Needle]) -> Result<Vec<Option<Held>>> {
    let words = |words: &[&str]| words.iter().map(|word| Some(Held::Text((*word).to_owned()))).collect();
    let mut held: Vec<Option<Held>> = match attribute.kind() {
        Kind::Flag => vec![Some(Held::Flag(true)), Some(Held::Flag(false))],
        Kind::Words(known) => words(known),
        Kind::Texts => lists(needles)?.into_iter().map(|texts| Some(Held::Texts(texts))).collect(),
        Kind::Text | Kind::Id | Kind::TextOrTexts => {
            texts(needles)?.into_iter().map(|text| Some(Held::Text(text))).collect()
        }
    };
    held.insert(0, None);
    Ok(held)
}

/// Every way in which the attributes of apps can differ to `filters`.
///
/// # Errors
/// As [`components`].
pub(super) fn app_attributes(
    filters: &[&Filter<AppAttribute>],
) -> Result<Vec<BTreeMap<String, Vec<String>>>> {
    let mut needles: Vec<(AppAttribute, Vec<Needle>)> = Vec::new();
    for (attribute, found) in filters.iter().flat_map(|filter| filter.needles()) {
        match needles.iter_mut().find(|(known, _)| *known == attribute) {
            Some((_, known)) => known.extend(found),
            None => needles.push((attribute, found)),
        }
    }
    let mut ways = vec![BTreeMap::new()];
    for (attribute, needles) in needles {
        let mut values: Vec<Vec<String>> = vec![Vec::new()];
        values.extend(texts(&needles)?.into_iter().map(|text| vec![text]));
        values.extend(lists(&needles)?.into_iter().filter(|texts| texts.len() > 1));
        ways = product(&ways, &values, |way: &BTreeMap<String, Vec<String>>, value: &Vec<String>| {
            let mut way = way.clone();
            if !value.is_empty() {
                way.insert(attribute.name().to_owned(), value.clone());
            }
            way
        })?;
    }
    Ok(ways)
}

fn product<A, B>(left: &[A], right: &[B], join: impl Fn(&A, &B) -> A) -> Result<Vec<A>> {
    if left.len().saturating_mul(right.len()) > WAYS_MAX {
        return Err(too_many());
    }
    Ok(left.iter().flat_map(|a| right.iter().map(|b| join(a, b)).collect::<Vec<_>>()).collect())
}

fn too_many() -> Error {
    Error::invalid(
        "policies",
        "have filters that tell too many kinds of devices or apps apart to go through them all",
    )
}

/// Texts such that every text answers all comparisons as one of them does.
fn texts(needles: &[Needle]) -> Result<Vec<String>> {
    let fresh = fresh(needles)?;
    let (mut whole, mut starts, mut ends, mut parts) = (Vec::new(), vec![""], vec![""], Vec::new());
    for needle in needles {
        match needle {
            Needle::Whole(text) => whole.push(text.clone()),
            Needle::Start(text) => starts.push(text),
            Needle::End(text) => ends.push(text),
            Needle::Part(text) | Needle::Found(text) => parts.push(text.as_str()),
            Needle::Pattern(_) => {}
        }
    }
    for list in [&mut starts, &mut ends, &mut parts] {
        list.sort_unstable();
        list.dedup();
    }
    if parts.len() > PARTS_MAX {
        return Err(too_many());
    }
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |text: String| {
        let answers: Vec<bool> = needles.iter().map(|needle| meets(needle, &text, false)).collect();
        if !text.is_empty() && seen.insert(answers) {
            found.push(text);
        }
    };
    whole.into_iter().for_each(&mut add);
    for chosen in 0..1_u32 << parts.len() {
        let middle: Vec<&str> = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| chosen & (1 << at) != 0)
            .map(|(_, part)| *part)
            .collect();
        for start in &starts {
            for end in &ends {
                let joined = [*start].into_iter().chain(middle.iter().copied()).chain([*end]);
                add(joined.collect::<Vec<_>>().join(fresh.as_str()));
            }
        }
    }
    Ok(found)
}

/// Lists of texts such that every list answers all comparisons as one of them does.
fn lists(needles: &[Needle]) -> Result<Vec<Vec<String>>> {
    let mut singles = texts(needles)?;
    singles.extend(needles.iter().filter_map(|needle| match needle {
        Needle::Part(text) | Needle::Whole(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }));
    let answers = |text: &String| needles.iter().map(|n| meets(n, text, true)).collect::<Vec<bool>>();
    let other = fresh(needles)?;
    let either = |a: &[bool], b: &[bool]| a.iter().zip(b).map(|(a, b)| *a || *b).collect::<Vec<bool>>();
    let mut found: Vec<(Vec<bool>, Vec<String>)> = Vec::new();
    let mut seen = HashSet::new();
    let mut add = |answers: Vec<bool>, list: Vec<String>, found: &mut Vec<_>| {
        if seen.insert(answers.clone()) {
            found.push((answers, list));
        }
    };
    for single in &singles {
        let with = either(&answers(single), &answers(&other));
        add(with, vec![single.clone(), other.clone()], &mut found);
    }
    let mut at = 0;
    while let Some((known, list)) = found.get(at).cloned() {
        for single in &singles {
            let mut longer = list.clone();
            longer.push(single.clone());
            add(either(&known, &answers(single)), longer, &mut found);
        }
        if found.len() > WAYS_MAX {
            return Err(too_many());
        }
        at += 1;
    }
    Ok(found.into_iter().map(|(_, list)| list).collect())
}

/// A character that no constant has.
fn fresh(needles: &[Needle]) -> Result<String> {
    let constant = |needle: &Needle, fresh: char| match needle {
        Needle::Whole(text)
        | Needle::Start(text)
        | Needle::End(text)
        | Needle::Part(text)
        | Needle::Found(text) => text.contains(fresh),
        Needle::Pattern(_) => false,
    };
    if let Some(Needle::Pattern(pattern)) = needles.iter().find(|needle| matches!(needle, Needle::Pattern(_)))
    {
        let reason =
            format!("have a filter that matches {pattern:?}: what such an expression finds cannot be listed");
        return Err(Error::invalid("policies", reason));
    }
    let candidates = ['~', '_', '#', '*', '+', '%', '=', '!'].into_iter().chain('\u{e000}'..='\u{f8ff}');
    let found = candidates.into_iter().find(|fresh| !needles.iter().any(|needle| constant(needle, *fresh)));
    found.map(String::from).ok_or_else(too_many)
}

/// Whether `text`, alone or among several, has what is looked for.
fn meets(needle: &Needle, text: &str, several: bool) -> bool {
    match needle {
        Needle::Whole(wanted) => text == wanted,
        Needle::Start(wanted) => text.starts_with(wanted.as_str()),
        Needle::End(wanted) => text.ends_with(wanted.as_str()),
        Needle::Part(wanted) if several => text == wanted,
        Needle::Part(wanted) | Needle::Found(wanted) => text.contains(wanted.as_str()),
        Needle::Pattern(_) => false,
    }
}
