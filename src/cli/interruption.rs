//! Ctrl-C as a request to come to an end.

use super::CommandError;
use signal_hook::{consts::SIGINT, flag};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Set by the first Ctrl-C; the next one ends the process on the spot, as the first does where it
/// is set already.
pub(super) fn interruption() -> Result<Arc<AtomicBool>, CommandError> {
    let interrupted = Arc::<AtomicBool>::default();
    flag::register_conditional_default(SIGINT, Arc::clone(&interrupted))
        .and_then(|_| flag::register(SIGINT, Arc::clone(&interrupted)))
        .map_err(|error| CommandError(format!("Ctrl-C can't be watched for: {error}")))?;
    Ok(interrupted)
}
