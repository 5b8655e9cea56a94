//! Enumerations as C sees them: numbers written by hand, 0 for none, and the words that all languages share.

/// Ties an enumeration of C to the one of core and to its words.
macro_rules! words {
    ($c:ident = $none:ident; $core:ty { $($core_variant:ident = $c_variant:ident $word:literal),+ $(,)? }) => {
        impl From<$core> for $c {
            fn from(value: $core) -> Self {
                #[allow(unreachable_patterns, reason = "core may add variants")]
                match value { $(<$core>::$core_variant => $c::$c_variant),+ }
            }
        }
        impl $c {
            /// What the caller gave by number.
            #[allow(dead_code, reason = "not every enumeration is also given")]
            pub(crate) fn given(number: u32, argument: &'static str) -> $crate::error::Result<$core> {
                $(if number == $c::$c_variant as u32 { return Ok(<$core>::$core_variant); })+
                Err($crate::error::Fault::Enum { argument })
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
