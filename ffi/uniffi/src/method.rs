//! The authentication methods policy.

use doorstep_core as core;

use crate::call::{Result, guarded};
use crate::policy::Warning;
pub(crate) use core::{MethodConfiguration, MethodKind, MethodSettings, Target};

#[uniffi::remote(Enum)]
pub(crate) enum MethodKind {
    Password,
    EmailOtp,
}

#[uniffi::remote(Enum)]
pub(crate) enum Target {
    AllUsers,
    Group { id: String },
    User { id: String },
}

#[uniffi::remote(Record)]
pub(crate) struct MethodConfiguration {
    pub kind: MethodKind,
    pub enabled: bool,
    pub include: Vec<Target>,
    pub exclude: Vec<Target>,
}

#[uniffi::remote(Record)]
pub(crate) struct MethodSettings {
    pub configuration: MethodConfiguration,
    pub warnings: Vec<Warning>,
}

/// The authentication methods policy: which methods are enabled for whom.
#[derive(uniffi::Object)]
pub(crate) struct Methods(pub(crate) core::Methods);

#[uniffi::export]
impl Methods {
    /// How a method is set.
    fn get(&self, kind: MethodKind) -> Result<MethodSettings> {
        guarded(|| self.0.get(kind))
    }

    /// How every method is set.
    fn list(&self) -> Result<Vec<MethodSettings>> {
        guarded(|| self.0.list())
    }

    /// Enables a method for those in `include` (all users when not given), never for those in `exclude`.
    fn enable(
        &self,
        kind: MethodKind,
        include: Option<Vec<Target>>,
        exclude: Vec<Target>,
    ) -> Result<MethodSettings> {
        guarded(|| self.0.enable(kind, include, exclude))
    }

    /// Disables a method for everybody; its targets are kept.
    fn disable(&self, kind: MethodKind) -> Result<MethodSettings> {
        guarded(|| self.0.disable(kind))
    }

    /// The setting as Microsoft Graph's JSON (`emailAuthenticationMethodConfiguration`).
    fn to_graph(&self, kind: MethodKind) -> Result<String> {
        guarded(|| self.0.to_graph(kind))
    }

    /// Changes what a Microsoft Graph document names, as PATCH does.
    fn update_from_graph(&self, kind: MethodKind, document: String) -> Result<MethodSettings> {
        guarded(|| self.0.update_from_graph(kind, &document))
    }
}
