//! Plain lists of everything that a sign-in can be like to the policies of the wide generator.

use std::collections::HashMap;

use super::sample::{ANY_OTHER_APP, ANY_OTHER_TENANT, ANY_OTHER_USER, SampleSignIn};
use crate::access::PolicySet;
use crate::access::compile::Bits;
use crate::access::compile::rows::and;
use crate::access::decide;
use crate::access::device::Device;
use crate::access::words::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, RiskLevel, UserAction, UserType,
};

pub(super) const ASPECTS: [usize; 10] = [
    decide::WHO,
    decide::TARGET,
    decide::PLATFORM,
    decide::DEVICES,
    decide::CLIENT_APPS,
    decide::LOCATION,
    decide::SIGN_IN_RISK,
    decide::USER_RISK,
    decide::INSIDER_RISK,
    decide::FLOW,
];

pub(super) fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

/// Every sign-in with one more difference, of each of the ways in which it can be.
fn each<T>(
    samples: Vec<SampleSignIn>,
    ways: &[T],
    differ: impl Fn(&mut SampleSignIn, &T),
) -> Vec<SampleSignIn> {
    let made = samples.iter().flat_map(|sample| {
        ways.iter().map(|way| {
            let mut sample = sample.clone();
            differ(&mut sample, way);
            sample
        })
    });
    made.collect()
}

fn unknown_too<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    all.iter().copied().map(Some).chain([None]).collect()
}

/// Sign-ins that differ in one aspect, in every way that the generated policies could tell apart.
pub(super) fn values(aspect: usize) -> Vec<SampleSignIn> {
    let start = vec![SampleSignIn::default()];
    match aspect {
        decide::WHO => {
            let all = each(start, &["u-1", "u-2", ANY_OTHER_USER], |s, id| s.user_id = (*id).to_owned());
            let groups: [&[&str]; 7] =
                [&[], &["g-1"], &["g-2"], &["g-1", "g-2"], &["g-3"], &["g-1", "g-3"], &["g-2", "g-3"]];
            let all = each(all, &groups, |s, ids| s.group_ids = texts(ids));
            let roles: [&[&str]; 4] = [&[], &["r-1"], &["r-2"], &["r-1", "r-2"]];
            let all = each(all, &roles, |s, ids| s.role_ids = texts(ids));
            let all = each(all, UserType::ALL, |s, kind| s.context.user_type = Some(*kind));
            let homes = [None, Some("t-1"), Some("t-2"), Some(ANY_OTHER_TENANT)];
            each(all, &homes, |s, home| s.context.home_tenant_id = home.map(str::to_owned))
        }
        decide::TARGET => {
            let apps = each(start.clone(), &["a-1", "a-2", ANY_OTHER_APP], |s, id| {
                s.client_id = (*id).to_owned();
            });
            let groups: [&[&str]; 4] =
                [&[], &["Office365"], &["MicrosoftAdminPortals"], &["Office365", "MicrosoftAdminPortals"]];
            let apps = each(apps, &groups, |s, groups| s.app_groups = texts(groups));
            let held: [&[&str]; 9] = [
                &[],
                &["high"],
                &["low"],
                &["highest"],
                &["high", "low"],
                &["high", "x"],
                &["low", "x"],
                &["highest", "x"],
                &["x"],
            ];
            let mut all = apps;
            for name in ["s_a", "s_b"] {
                all = each(all, &held, |s, held| {
                    if !held.is_empty() {
                        s.app_attributes.insert(name.to_owned(), texts(held));
                    }
                });
            }
            all.extend(each(start.clone(), UserAction::ALL, |s, action| s.user_action = Some(*action)));
            all.extend(each(start, &["c1", "c2", "c3"], |s, id| {
                s.authentication_context = Some((*id).to_owned());
            }));
            all
        }
        decide::PLATFORM => {
            each(start, &unknown_too(DevicePlatform::ALL), |s, word| s.context.platform = *word)
        }
        decide::DEVICES => devices(start),
        decide::CLIENT_APPS => {
            each(start, &unknown_too(ClientAppType::ALL), |s, word| s.context.client_app_type = *word)
        }
        decide::LOCATION => {
            let ips = [
                None,
                Some("10.1.0.9"),
                Some("10.1.2.1"),
                Some("10.1.2.255"),
                Some("10.2.0.0"),
                Some("2001:db8:1::5"),
                Some("2001:db8:2::"),
                Some("2001:db9::"),
            ];
            let all = each(start, &ips, |s, ip| s.context.ip = ip.map(str::to_owned));
            let countries = [None, Some("DE"), Some("FR"), Some("US")];
            let all = each(all, &countries, |s, code| s.context.country = code.map(str::to_owned));
            let all = each(all, &countries, |s, code| s.context.gps_country = code.map(str::to_owned));
            each(all, &[None, Some(true)], |s, through| s.context.compliant_network = *through)
        }
        decide::SIGN_IN_RISK => {
            each(start, &unknown_too(RiskLevel::ALL), |s, word| s.context.sign_in_risk = *word)
        }
        decide::USER_RISK => each(start, &unknown_too(RiskLevel::ALL), |s, word| s.context.user_risk = *word),
        decide::INSIDER_RISK => {
            each(start, &unknown_too(InsiderRiskLevel::ALL), |s, word| s.context.insider_risk = *word)
        }
        _ => each(start, &unknown_too(AuthenticationFlow::ALL), |s, word| {
            s.context.authentication_flow = *word;
        }),
    }
}

fn devices(start: Vec<SampleSignIn>) -> Vec<SampleSignIn> {
    let of = |sample: &mut SampleSignIn, change: &dyn Fn(&mut Device)| {
        change(sample.context.device.get_or_insert_default());
    };
    let text = |text: &Option<&str>| text.map(str::to_owned);
    let all = each(start, &[None, Some(true), Some(false)], |s, flag| of(s, &|d| d.is_compliant = *flag));
    let all = each(all, &[None, Some("ServerAD"), Some("Workplace")], |s, held| {
        of(s, &|d| d.trust_type = text(held));
    });
    let models = [None, Some("X1"), Some("X1 Pro"), Some("Y X1"), Some("Y"), Some("Y Pro"), Some("Xa")];
    let all = each(all, &models, |s, held| of(s, &|d| d.model = text(held)));
    let extensions = [None, Some("SAW"), Some("no")];
    let all = each(all, &extensions, |s, held| {
        of(s, &|d| {
            d.is_managed = Some(true);
            d.extension_attributes.extend(text(held).map(|held| (1, held)));
        });
    });
    let ids: [&[&str]; 4] = [&[], &["[A]"], &["[B]", "c"], &["[A]", "[B]"]];
    each(all, &ids, |s, ids| of(s, &|d| d.physical_ids = texts(ids)))
}

pub(super) fn copy(aspect: usize, from: &SampleSignIn, to: &mut SampleSignIn) {
    let (context, own) = (&mut to.context, from.context.clone());
    match aspect {
        decide::WHO => {
            to.user_id.clone_from(&from.user_id);
            to.group_ids.clone_from(&from.group_ids);
            to.role_ids.clone_from(&from.role_ids);
            context.user_type = own.user_type;
            context.home_tenant_id = own.home_tenant_id;
        }
        decide::TARGET => {
            to.client_id.clone_from(&from.client_id);
            to.app_groups.clone_from(&from.app_groups);
            to.app_attributes.clone_from(&from.app_attributes);
            to.user_action = from.user_action;
            to.authentication_context.clone_from(&from.authentication_context);
        }
        decide::PLATFORM => context.platform = own.platform,
        decide::DEVICES => context.device = own.device,
        decide::CLIENT_APPS => context.client_app_type = own.client_app_type,
        decide::LOCATION => {
            context.ip = own.ip;
            context.country = own.country;
            context.gps_country = own.gps_country;
            context.compliant_network = own.compliant_network;
        }
        decide::SIGN_IN_RISK => context.sign_in_risk = own.sign_in_risk,
        decide::USER_RISK => context.user_risk = own.user_risk,
        decide::INSIDER_RISK => context.insider_risk = own.insider_risk,
        _ => context.authentication_flow = own.authentication_flow,
    }
}

/// One sign-in for each set of policies that such a sign-in can come under.
pub(super) fn every_case(set: &PolicySet, values: &[Vec<SampleSignIn>]) -> HashMap<Bits, SampleSignIn> {
    let all: Bits = vec![u64::MAX; set.0.words].into();
    let mut cases = HashMap::from([(all, SampleSignIn::default())]);
    for (aspect, values) in ASPECTS.iter().zip(values) {
        let mut rows: HashMap<Bits, &SampleSignIn> = HashMap::new();
        for value in values {
            rows.entry(value.row(set, *aspect)).or_insert(value);
        }
        let mut next = HashMap::new();
        for (known, sample) in &cases {
            for (row, value) in &rows {
                let mut both = known.clone();
                and(&mut both, row);
                next.entry(both).or_insert_with(|| {
                    let mut sample = sample.clone();
                    copy(*aspect, value, &mut sample);
                    sample
                });
            }
        }
        cases = next;
    }
    cases
}
