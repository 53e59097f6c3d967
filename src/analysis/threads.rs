//! Many answers worked out on several threads.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// What a thread's stack may take.
const STACK: usize = 1 << 20;

/// As many threads as the machine offers.
pub(super) fn all_threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Each of so many answers, made on so many threads, each with a workspace of its own; `None` as
/// soon as it is cancelled.
pub(super) fn on_threads<W: Send, T: Send>(
    count: usize,
    threads: usize,
    cancelled: &AtomicBool,
    workspace: impl Fn() -> W + Sync,
    answer: impl Fn(&mut W, usize) -> T + Sync,
) -> Option<Vec<T>> {
    let (made, _) = until_cancelled(count, threads, cancelled, workspace, answer);
    (made.len() == count && !cancelled.load(Ordering::Relaxed)).then_some(made)
}

/// The first of so many answers, as far as they were begun before it was cancelled, and the
/// workspaces that threads made them in.
pub(super) fn until_cancelled<W: Send, T: Send>(
    count: usize,
    threads: usize,
    cancelled: &AtomicBool,
    workspace: impl Fn() -> W + Sync,
    answer: impl Fn(&mut W, usize) -> T + Sync,
) -> (Vec<T>, Vec<W>) {
    let next = AtomicUsize::new(0);
    let made = Mutex::new((Vec::new(), Vec::new()));
    let work = || {
        let (mut own, mut workspace) = (Vec::new(), workspace());
        while !cancelled.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            own.push((index, answer(&mut workspace, index)));
        }
        // A thread that panicked has ended the scope already.
        if let Ok(mut made) = made.lock() {
            made.0.append(&mut own);
            made.1.push(workspace);
        }
    };
    // The caller's own thread works too: one thread costs no spawning, and where the system
    // refuses more there are fewer.
    thread::scope(|scope| {
        for _ in 1..threads.min(count) {
            let thread = thread::Builder::new().stack_size(STACK);
            if thread.spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let (mut made, workspaces) = made.into_inner().unwrap_or_default();
    // Every one that was begun was finished, so they have no gap.
    made.sort_unstable_by_key(|(index, _)| *index);
    (made.into_iter().map(|(_, answer)| answer).collect(), workspaces)
}
