//! What every command is given: where to show things, which database, and whether questions are answered already.

use doorstep_core::{Engine, Tenant};

use crate::failure::{Failure, Result};
use crate::open::Place;
use crate::output::Output;

pub(crate) struct Context {
    pub(crate) out: Output,
    pub(crate) place: Place,
    pub(crate) yes: bool,
}

impl Context {
    /// The tenant that the command is about, in the name of whom it is made.
    pub(crate) fn tenant(&self) -> Result<Tenant> {
        self.place.tenant(&self.place.engine(None)?)
    }

    /// The engine, for what only the host may do.
    pub(crate) fn host_engine(&self) -> Result<Engine> {
        self.host_only()?;
        self.place.engine(None)
    }

    /// Refuses `--as` for what no user's role covers: it would be done all the same.
    pub(crate) fn host_only(&self) -> Result<()> {
        match self.place.acting_as {
            Some(_) => Err(Failure::Usage("this is for the host alone: leave out --as".into())),
            None => Ok(()),
        }
    }
}
