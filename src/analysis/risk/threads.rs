//! Many answers worked out on several threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// Each of so many answers, made on so many threads; `None` as soon as it is cancelled.
pub(super) fn on_threads<T: Send>(
    count: usize,
    threads: usize,
    cancelled: &AtomicBool,
    answer: impl Fn(usize) -> T + Sync,
) -> Option<Vec<T>> {
    let next = AtomicUsize::new(0);
    let made = Mutex::new(Vec::with_capacity(count));
    let work = || {
        while !cancelled.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                break;
            }
            let answer = answer(index);
            if let Ok(mut made) = made.lock() {
                made.push((index, answer));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.max(1).min(count) {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_default();
    made.sort_unstable_by_key(|(index, _)| *index);
    (made.len() == count).then(|| made.into_iter().map(|(_, answer)| answer).collect())
}
