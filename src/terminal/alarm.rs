//! A timer that one thread sets and another sleeps on.

use std::io;
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
    pub struct Alarm {
        timer: OwnedFd,
        after: Timespec,
    }

    impl Alarm {
        /// One that goes off so long after it is set.
        ///
        /// # Errors
        ///
        /// When the system refuses a descriptor.
        pub fn new(after: Duration) -> io::Result<Self> {
            let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
            let timer = timerfd_create(TimerfdClockId::Monotonic, flags)?;
            let after = Timespec::try_from(after).map_err(|_| io::ErrorKind::InvalidInput)?;
            Ok(Self { timer, after })
        }

        /// Has it go off after its time, anew if it was set.
        pub fn set(&self) {
            self.change(self.after);
        }

        /// Has it not go off.
        pub fn clear(&self) {
            self.change(Timespec::default());
        }

        fn change(&self, it_value: Timespec) {
            let value = Itimerspec { it_interval: Timespec::default(), it_value };
            // It can only fail on what is no timer.
            let _ = timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &value);
        }

        /// Sleeps until it goes off or `other` has something to read; says whether it went off.
        pub fn sleep(&self, other: &UnixStream) -> bool {
            sleep_on(&self.timer, other)
        }
    }
}

/// For systems without such timers: the sleeper is woken when it is set.
#[cfg(any(test, not(target_os = "linux")))]
mod portable {
    use super::{Duration, PollFd, PollFlags, UnixStream, io, poll, sleep_on};
    use rustix::event::Timespec;
    use std::io::{Read, Write};
    use std::thread;

    #[derive(Debug)]
    pub struct Alarm {
        sets: UnixStream,
        is_set: UnixStream,
        after: Duration,
    }

    impl Alarm {
        pub fn new(after: Duration) -> io::Result<Self> {
            let (sets, is_set) = UnixStream::pair()?;
            sets.set_nonblocking(true)?;
            is_set.set_nonblocking(true)?;
            Ok(Self { sets, is_set, after })
        }

        pub fn set(&self) {
            self.clear();
            // It was emptied.
            let _ = (&self.sets).write(b"!");
        }

        pub fn clear(&self) {
            let mut bytes = [0; 8];
            while matches!((&self.is_set).read(&mut bytes), Ok(count) if count > 0) {}
        }

        pub fn sleep(&self, other: &UnixStream) -> bool {
            if !sleep_on(&self.is_set, other) {
                return false;
            }
            thread::sleep(self.after);
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
                let alarm = <$alarm>::new(AFTER).unwrap();
                let (mut calls, called) = UnixStream::pair().unwrap();
                thread::scope(|scope| {
                    let sleeper = scope.spawn(|| alarm.sleep(&called));
                    alarm.set();
                    let set = Instant::now();
                    assert!(sleeper.join().unwrap());
                    assert!(set.elapsed() >= AFTER / 2);
                    // Cleared, it leaves whoever sleeps to be called.
                    alarm.clear();
                    alarm.set();
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
