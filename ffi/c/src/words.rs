//! Enumerations as C sees them: numbers written by hand, 0 for none, and the words that all languages share.

/// Ties an enumeration of C to the one of core and to its words.
macro_rules! words {
    // Of an enumeration that core may add to without breaking this crate: a value that is not known is none.
    ($c:ident = $none:ident; open $core:ty { $($core_variant:ident = $c_variant:ident $word:literal),+ $(,)? }) => {
        impl From<$core> for $c {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$core_variant => $c::$c_variant,)+ _ => $c::$none }
            }
        }
        $crate::words::words!(@given $c = $none; $core { $($core_variant = $c_variant $word),+ });
    };
    ($c:ident = $none:ident; $core:ty { $($core_variant:ident = $c_variant:ident $word:literal),+ $(,)? }) => {
        impl From<$core> for $c {
            fn from(value: $core) -> Self {
                match value { $(<$core>::$core_variant => $c::$c_variant),+ }
            }
        }
        $crate::words::words!(@given $c = $none; $core { $($core_variant = $c_variant $word),+ });
    };
    (@given $c:ident = $none:ident; $core:ty { $($core_variant:ident = $c_variant:ident $word:literal),+ }) => {
        impl $c {
            /// What the caller gave by number.
            #[allow(dead_code, reason = "not every enumeration is also given")]
            pub(crate) fn given(number: u32, argument: &'static str) -> $crate::error::Result<$core> {
                $(if number == $c::$c_variant as u32 { return Ok(<$core>::$core_variant); })+
                Err($crate::error::Fault::Enum { argument })
            }
            /// The same of what may be left out.
            #[allow(dead_code, reason = "few enumerations may be left out")]
            pub(crate) fn maybe_given(
                number: u32,
                argument: &'static str,
            ) -> $crate::error::Result<Option<$core>> {
                if number == $c::$none as u32 { Ok(None) } else { Self::given(number, argument).map(Some) }
            }
        }
        #[cfg(test)]
        impl $c {
            /// Every value of core with its word here.
            #[allow(dead_code, reason = "not every enumeration of core has words")]
            pub(crate) fn words() -> Vec<($core, &'static str)> {
                vec![$((<$core>::$core_variant, $word.to_str().unwrap_or_default())),+]
            }
        }
        $crate::words::names!($c = $none { $($c_variant $word),+ });
    };
}
pub(crate) use words;

/// Ties an enumeration of C to its words.
macro_rules! names {
    ($c:ident = $none:ident { $($variant:ident $word:literal),+ $(,)? }) => {
        impl $c {
            #[allow(dead_code, reason = "not every enumeration has a name function")]
            pub(crate) fn name(number: u32) -> *const std::ffi::c_char {
                $(if number == $c::$variant as u32 { return $word.as_ptr(); })+
                std::ptr::null()
            }
        }
        $crate::guard::fallbacks!($c = $c::$none);
    };
}
pub(crate) use names;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::ffi::CStr;

    use doorstep_core::{Denial, NoMethodReason, PasswordRejection, Problem};

    use crate::problem::{
        doorstep_denial, doorstep_denial_kind_t, doorstep_problem, doorstep_problem_kind_t,
    };

    #[test]
    fn words_are_those_of_core() {
        macro_rules! same {
            ($($c:path),+ $(,)?) => { $( for (value, word) in <$c>::words() {
                assert_eq!(value.as_str(), word);
                let number = <$c>::from(value) as u32;
                assert_ne!(number, 0);
                assert!(<$c>::given(number, "") .is_ok_and(|back| back == value));
            } )+ };
        }
        same!(
            crate::mail::doorstep_mail_purpose_t,
            crate::code::doorstep_code_purpose_t,
            crate::code::doorstep_channel_t,
            crate::problem::doorstep_password_rejection_t,
            crate::problem::doorstep_no_method_reason_t,
            crate::policies::doorstep_policy_state_t,
            crate::warning::doorstep_severity_t,
            crate::decision::doorstep_outcome_t,
            crate::user_flow::doorstep_identity_provider_t,
            crate::user_flow::doorstep_attribute_kind_t,
            crate::methods::doorstep_method_kind_t,
            crate::user::doorstep_user_state_t,
            crate::sign_in::doorstep_sign_in_kind_t,
            crate::sign_in::doorstep_sign_in_result_t,
            crate::conditions::doorstep_client_app_type_t,
            crate::conditions::doorstep_device_platform_t,
            crate::conditions::doorstep_risk_level_t,
            crate::conditions::doorstep_insider_risk_level_t,
            crate::conditions::doorstep_authentication_flow_t,
            crate::conditions::doorstep_user_type_t,
            crate::conditions::doorstep_user_action_t,
        );
    }

    #[test]
    fn no_value_of_core_is_unknown_here() {
        macro_rules! all {
            ($($core:ident: $c:ident),+ $(,)?) => { $( for value in doorstep_core::$core::ALL {
                assert_ne!(crate::conditions::$c::from(*value) as u32, 0, "{value:?}");
            } )+ };
        }
        all!(
            ClientAppType: doorstep_client_app_type_t,
            DevicePlatform: doorstep_device_platform_t,
            RiskLevel: doorstep_risk_level_t,
            InsiderRiskLevel: doorstep_insider_risk_level_t,
            AuthenticationFlow: doorstep_authentication_flow_t,
            UserType: doorstep_user_type_t,
            UserAction: doorstep_user_action_t,
        );
    }

    fn word(pointer: *const std::ffi::c_char) -> String {
        assert!(!pointer.is_null());
        // SAFETY: a constant of this library.
        unsafe { CStr::from_ptr(pointer) }.to_str().unwrap().to_owned()
    }

    #[test]
    fn problems_and_denials_have_the_codes_of_core() {
        for problem in [
            Problem::InvalidCredentials,
            Problem::InvalidCode { tries_left: 1 },
            Problem::CodeSuperseded { tries_left: 1 },
            Problem::CodeExpired,
            Problem::PasswordRejected { reason: PasswordRejection::Common },
            Problem::AttributesRejected { names: Vec::new() },
            Problem::TargetRejected,
            Problem::ResendTooSoon { retry_after_ms: 1 },
            Problem::SendLimitReached { retry_after_ms: None },
            Problem::MailFailed { retry_after_ms: 1 },
        ] {
            let code = problem.code();
            let kind = doorstep_problem::from(problem).kind();
            assert_eq!(word(doorstep_problem_kind_t::name(kind as u32)), code);
        }
        for denial in [
            Denial::BlockedByPolicy { policies: Vec::new() },
            Denial::NoUsableMethod { why: NoMethodReason::NoMailer },
            Denial::TooManyAttempts { retry_after_ms: 1 },
            Denial::JourneyEnded,
            Denial::SignUpNotAllowed,
            Denial::UserAlreadyExists,
            Denial::ControlsUnmet { controls: Vec::new() },
        ] {
            let code = denial.code();
            let kind = doorstep_denial::from(denial).kind();
            assert_eq!(word(doorstep_denial_kind_t::name(kind as u32)), code);
        }
    }
}
