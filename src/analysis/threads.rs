//! Many answers worked out on several threads.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// As many threads as the machine offers.
pub(super) fn all_threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Each of so many answers, made on so many threads, each with a workspace of its own; `None` as
/// soon as it is cancelled.
pub(super) fn on_threads<W, T: Send>(
    count: usize,
    threads: usize,
    cancelled: &AtomicBool,
    workspace: impl Fn() -> W + Sync,
    answer: impl Fn(&mut W, usize) -> T + Sync,
) -> Option<Vec<T>> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::with_capacity(count));
    let work = || {
        let mut workspace = workspace();
        while !cancelled.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let answer = answer(&mut workspace, index);
            if let Ok(mut made) = made.lock() {
                made.push((index, answer));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(count) {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_default();
    made.sort_unstable_by_key(|(index, _)| *index);
    let finished = made.len() == count && !cancelled.load(Ordering::Relaxed);
    finished.then(|| made.into_iter().map(|(_, answer)| answer).collect())
}
