//! The words that an argument may be, for the parser of the command line and for completions.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use doorstep_core::{
    AuthenticationFlow, ClientAppType, DevicePlatform, InsiderRiskLevel, PolicyState, RiskLevel, UserAction,
    UserType,
};

/// An enum of the core, with its words.
pub(crate) trait Word: Copy + Send + Sync + 'static {
    fn all() -> &'static [Self];
    fn text(self) -> &'static str;
}

macro_rules! graphs_words {
    ($($name:ident),+) => {
        $(impl Word for $name {
            fn all() -> &'static [Self] {
                $name::ALL
            }

            fn text(self) -> &'static str {
                self.as_str()
            }
        })+
    };
}

graphs_words!(
    AuthenticationFlow,
    ClientAppType,
    DevicePlatform,
    InsiderRiskLevel,
    RiskLevel,
    UserAction,
    UserType
);

/// States as the commands that set them are called, rather than with Graph's longest word.
impl Word for PolicyState {
    fn all() -> &'static [Self] {
        &[PolicyState::Enabled, PolicyState::Disabled, PolicyState::ReportOnly]
    }

    fn text(self) -> &'static str {
        match self {
            PolicyState::Enabled => "enabled",
            PolicyState::Disabled => "disabled",
            PolicyState::ReportOnly => "report-only",
        }
    }
}

/// Takes one of the words. Whether in any case is for the argument to say (`ignore_case`).
pub(crate) fn parser<T: Word>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::all().iter().map(|word| word.text())).try_map(|text| {
        let known = T::all().iter().copied().find(|word| word.text().eq_ignore_ascii_case(&text));
        known.ok_or("is not one of the words")
    })
}
