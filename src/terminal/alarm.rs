//! A timer that one thread sets and another sleeps on.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

#[cfg(target_os = "linux")]
pub(super) use of_linux::Alarm;
#[cfg(not(target_os = "linux"))]
pub(super) use portable::Alarm;

/// Sleeps until one of these has something to read; says whether the first has.
fn sleep_on(first: impl AsFd, other: &UnixStream) -> bool {
    let first = first.as_fd();
    let mut watched = [PollFd::new(&first, PollFlags::IN), PollFd::new(other, PollFlags::IN)];
    poll(&mut watched, None).is_ok() && !watched[0].revents().is_empty()
}

/// Takes what there is to read from a stream that doesn't block.
pub(super) fn drain(mut stream: &UnixStream) {
    let mut bytes = [0; 64];
    while matches!(stream.read(&mut bytes), Ok(count) if count == bytes.len()) {}
}

/// A timer of the system: setting it wakes nobody.
#[cfg(target_os = "linux")]
mod of_linux {
    use super::{Duration, UnixStream, io, sleep_on};
    use rustix::fd::OwnedFd;
    use rustix::time::{
        Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
        timerfd_settime,
    };

    #[derive(Debug)]
    pub struct Alarm(OwnedFd);

    impl Alarm {
        /// # Errors
        ///
        /// When the system refuses a descriptor.
        pub fn new() -> io::Result<Self> {
            let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
            Ok(Self(timerfd_create(TimerfdClockId::Monotonic, flags)?))
        }

        /// Has it go off after that time, anew if it was set.
        pub fn set(&self, after: Duration) {
            let it_value = Timespec::try_from(after).unwrap_or_default();
            let value = Itimerspec { it_interval: Timespec::default(), it_value };
            // It can only fail on what is no timer.
            let _ = timerfd_settime(&self.0, TimerfdTimerFlags::empty(), &value);
        }

        /// Has it not go off.
        pub fn clear(&self) {
            self.set(Duration::ZERO);
        }

        /// Sleeps until it goes off or `other` has something to read; says whether it went off.
        pub fn sleep(&self, other: &UnixStream) -> bool {
            sleep_on(&self.0, other)
        }
    }
}

/// For systems without such timers: the sleeper is woken when it is set.
#[cfg(any(test, not(target_os = "linux")))]
mod portable {
    use super::{Duration, PollFd, PollFlags, UnixStream, drain, io, poll, sleep_on};
    use rustix::event::Timespec;
    use std::io::Write;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    #[derive(Debug)]
    pub struct Alarm {
        sets: UnixStream,
        is_set: UnixStream,
        /// Nanoseconds.
        after: AtomicU64,
    }

    impl Alarm {
        pub fn new() -> io::Result<Self> {
            let (sets, is_set) = UnixStream::pair()?;
            sets.set_nonblocking(true)?;
            is_set.set_nonblocking(true)?;
            Ok(Self { sets, is_set, after: AtomicU64::new(0) })
        }

        pub fn set(&self, after: Duration) {
            self.clear();
            let after = u64::try_from(after.as_nanos()).unwrap_or(u64::MAX);
            self.after.store(after, Ordering::SeqCst);
            // It was emptied.
            let _ = (&self.sets).write(b"!");
        }

        pub fn clear(&self) {
            drain(&self.is_set);
        }

        pub fn sleep(&self, other: &UnixStream) -> bool {
            if !sleep_on(&self.is_set, other) {
                return false;
            }
            thread::sleep(Duration::from_nanos(self.after.load(Ordering::SeqCst)));
            // It may have been cleared meanwhile.
            let mut watched = [PollFd::new(&self.is_set, PollFlags::IN)];
            poll(&mut watched, Some(&Timespec::default())).is_ok_and(|count| count > 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::thread;
    use std::time::Instant;

    const AFTER: Duration = Duration::from_millis(40);

    macro_rules! goes_off_once_it_is_set {
        ($($name:ident: $alarm:ty;)*) => {$(
            #[test]
            fn $name() {
                let alarm = <$alarm>::new().unwrap();
                let (mut calls, called) = UnixStream::pair().unwrap();
                thread::scope(|scope| {
                    let sleeper = scope.spawn(|| alarm.sleep(&called));
                    alarm.set(AFTER);
                    let set = Instant::now();
                    assert!(sleeper.join().unwrap());
                    assert!(set.elapsed() >= AFTER / 2);
                    // Set anew, it forgets the time from before.
                    alarm.set(Duration::from_secs(3600));
                    alarm.set(Duration::from_nanos(1));
                    assert!(alarm.sleep(&called));
                    // Cleared, it leaves whoever sleeps to be called.
                    alarm.clear();
                    alarm.set(AFTER);
                    alarm.clear();
                    let sleeper = scope.spawn(|| alarm.sleep(&called));
                    thread::sleep(AFTER * 2);
                    assert!(!sleeper.is_finished());
                    calls.write_all(b"!").unwrap();
                    assert!(!sleeper.join().unwrap());
                });
            }
        )*};
    }

    goes_off_once_it_is_set! {
        a_timer_of_the_system_goes_off_once_it_is_set: Alarm;
        a_portable_one_goes_off_once_it_is_set: portable::Alarm;
    }
}
