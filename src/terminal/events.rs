//! What wakes a loop: input, which it reads itself, and what other threads send it.
//!
//! Bytes that arrive apart mean something else than the same bytes at once: Esc and a key aren't Alt
//! with that key, and typing is no paste. So when the loop is at work for long, a stand-in reads in
//! its place; a key that the loop reads itself needs no hop from thread to thread.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, SendError, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::alarm::{Alarm, drain};
use super::event::TerminalEvent;
use super::input::InputSource;

/// How long the loop may be at work before the stand-in reads: longer than most frames take, and
/// less than a person takes between two keys.
const GRACE: Duration = Duration::from_millis(20);

/// Sends events to a loop, and wakes it.
#[derive(Debug)]
pub struct EventSender<T> {
    events: Sender<T>,
    bell: Arc<UnixStream>,
}

impl<T> Clone for EventSender<T> {
    fn clone(&self) -> Self {
        Self { events: self.events.clone(), bell: Arc::clone(&self.bell) }
    }
}

impl<T> EventSender<T> {
    /// Sends an event.
    ///
    /// # Errors
    ///
    /// When the loop is gone; with the event.
    pub fn send(&self, event: T) -> Result<(), SendError<T>> {
        self.events.send(event)?;
        // A bell that takes no more rings already.
        let _ = (&*self.bell).write(b"!");
        Ok(())
    }
}

/// A channel into a loop, and what is readable when something was sent.
///
/// # Errors
///
/// When the system refuses a descriptor.
pub fn channel<T>() -> io::Result<(EventSender<T>, Receiver<T>, UnixStream)> {
    let (bell, rings) = UnixStream::pair()?;
    bell.set_nonblocking(true)?;
    rings.set_nonblocking(true)?;
    let (events, sent) = mpsc::channel();
    Ok((EventSender { events, bell: Arc::new(bell) }, sent, rings))
}

/// What wakes a loop. A process can have one in its life.
#[derive(Debug)]
pub struct Events<T> {
    sender: EventSender<T>,
    sent: Receiver<T>,
    rings: UnixStream,
    /// What was read and not taken yet.
    read: VecDeque<T>,
    message: fn(TerminalEvent) -> T,
    endings: UnixStream,
    stand_in: StandIn,
}

impl<T: Send + 'static> Events<T> {
    /// Begins to read standard input and signals; `message` makes an event of what comes in.
    ///
    /// # Errors
    ///
    /// When the system refuses a descriptor, a signal handler or a thread.
    pub fn start(message: fn(TerminalEvent) -> T) -> io::Result<Self> {
        Self::of(io::stdin().as_fd().try_clone_to_owned()?.into(), message)
    }

    fn of(terminal: File, message: fn(TerminalEvent) -> T) -> io::Result<Self> {
        let (sender, sent, rings) = channel()?;
        let (source, endings) = InputSource::new(terminal)?;
        let events = sender.clone();
        let stand_in = StandIn::start(source, move |input| {
            // Who is gone needs no input.
            let _ = events.send(message(input));
        })?;
        Ok(Self { sender, sent, rings, read: VecDeque::new(), message, endings, stand_in })
    }

    /// What sends the loop events from elsewhere.
    pub fn sender(&self) -> &EventSender<T> {
        &self.sender
    }

    /// What is readable once the system has asked the process to end, for a
    /// [`Guard`](super::Guard) to heed.
    ///
    /// # Errors
    ///
    /// When the system refuses a descriptor.
    pub fn endings(&self) -> io::Result<UnixStream> {
        self.endings.try_clone()
    }

    /// The next event, which is waited for; `None` when none has come in until then.
    ///
    /// # Errors
    ///
    /// When nothing is read any more, because the thread that read panicked.
    pub fn wait(&mut self, until: Option<Instant>) -> io::Result<Option<T>> {
        if let Some(event) = self.read.pop_front() {
            return Ok(Some(event));
        }
        // However much is sent, the stand-in reads in time.
        if let Ok(event) = self.sent.try_recv() {
            return Ok(Some(event));
        }
        let Some(mut source) = self.stand_in.recall() else {
            let nothing = "nothing is read from it any more";
            let nothing = || io::Error::new(io::ErrorKind::BrokenPipe, nothing);
            return self.sent.try_recv().map(Some).map_err(|_| nothing());
        };
        let event = loop {
            // What the stand-in read came first.
            if let Ok(event) = self.sent.try_recv() {
                break Some(event);
            }
            let (read, message) = (&mut self.read, self.message);
            if source.wait(&self.rings, until, &mut |input| read.push_back(message(input))) {
                drain(&self.rings);
            }
            if let Some(event) = self.read.pop_front() {
                break Some(event);
            }
            if until.is_some_and(|until| until <= Instant::now()) {
                break self.sent.try_recv().ok();
            }
        };
        self.stand_in.hand_over(source);
        Ok(event)
    }
}

/// The thread that reads while the loop is at work; dropping this ends it.
#[derive(Debug)]
struct StandIn {
    handover: Arc<Handover>,
    calls: UnixStream,
    thread: Option<JoinHandle<()>>,
}

/// Where loop and stand-in leave the input to each other.
#[derive(Debug)]
struct Handover {
    state: Mutex<HandoverState>,
    changed: Condvar,
    /// Goes off when the loop has been at work for a while.
    alarm: Alarm,
}

#[derive(Debug)]
struct HandoverState {
    /// The input, while neither has taken it.
    source: Option<InputSource>,
    is_over: bool,
}

impl StandIn {
    fn start(
        source: InputSource,
        mut emit: impl FnMut(TerminalEvent) + Send + 'static,
    ) -> io::Result<Self> {
        let (calls, called) = UnixStream::pair()?;
        called.set_nonblocking(true)?;
        let handover = Arc::new(Handover::of(source)?);
        let shared = Arc::clone(&handover);
        let thread = thread::Builder::new().name("input".into()).spawn(move || {
            // A panic must not leave the loop waiting for the input.
            let _over = Over(&shared);
            while let Some(mut source) = shared.stand_in(&called) {
                while !source.wait(&called, None, &mut emit) {}
                shared.put(source);
                shared.changed.notify_all();
            }
        })?;
        handover.alarm.set(GRACE);
        Ok(Self { handover, calls, thread: Some(thread) })
    }

    /// Takes the input for the loop; `None` when the thread panicked with it.
    fn recall(&self) -> Option<InputSource> {
        let handover = &self.handover;
        handover.alarm.clear();
        let mut state = handover.lock();
        if state.source.is_none() && !state.is_over {
            // The stand-in has it, and looks at this.
            let _ = (&self.calls).write_all(b"!");
            let waits = |state: &mut HandoverState| state.source.is_none() && !state.is_over;
            let changed = handover.changed.wait_while(state, waits);
            state = changed.unwrap_or_else(PoisonError::into_inner);
        }
        state.source.take()
    }

    /// Leaves the input while the loop is at work; at once to the stand-in where a key may be torn,
    /// whose rest has to come in time.
    fn hand_over(&self, source: InputSource) {
        let grace = if source.awaits_rest() { Duration::from_nanos(1) } else { GRACE };
        self.handover.put(source);
        self.handover.alarm.set(grace);
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.handover.end();
        // The thread may have ended by itself.
        let _ = (&self.calls).write_all(b"!");
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Handover {
    fn of(source: InputSource) -> io::Result<Self> {
        let state = HandoverState { source: Some(source), is_over: false };
        Ok(Self { state: Mutex::new(state), changed: Condvar::new(), alarm: Alarm::new()? })
    }

    fn lock(&self) -> MutexGuard<'_, HandoverState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, source: InputSource) {
        self.lock().source = Some(source);
    }

    /// The input, for the stand-in, once the loop has been at work for a while; `None` in the end.
    fn stand_in(&self, called: &UnixStream) -> Option<InputSource> {
        loop {
            drain(called);
            if self.lock().is_over {
                return None;
            }
            if self.alarm.sleep(called) {
                let mut state = self.lock();
                if !state.is_over && state.source.is_some() {
                    return state.source.take();
                }
            }
        }
    }

    fn end(&self) {
        self.lock().is_over = true;
        self.changed.notify_all();
    }
}

/// Says in the end that there is no stand-in any more.
struct Over<'a>(&'a Handover);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::KeyCode;
    use std::os::fd::OwnedFd;

    const MILLISECOND: Duration = Duration::from_millis(1);

    /// What comes in of `[C` sent 45 ms after an ESC, where the loop is at work from then until the
    /// time of a lone ESC is over; `None` where the machine was too busy to send it so.
    fn torn(events: &mut Events<TerminalEvent>, keys: &mut UnixStream) -> Option<Vec<KeyCode>> {
        keys.write_all(b"\x1b").unwrap();
        let start = Instant::now();
        let mut came: Vec<TerminalEvent> =
            events.wait(Some(start + 44 * MILLISECOND)).unwrap().into_iter().collect();
        keys.write_all(b"[C").unwrap();
        let is_in_time = start.elapsed() < 46 * MILLISECOND;
        thread::sleep(15 * MILLISECOND);
        let is_brief = start.elapsed() < 62 * MILLISECOND;
        while let Some(event) = events.wait(Some(start + 200 * MILLISECOND)).unwrap() {
            came.push(event);
        }
        let code = |event| match event {
            TerminalEvent::Key(key) => key.code,
            other => panic!("{other:?}"),
        };
        (is_in_time && is_brief).then(|| came.into_iter().map(code).collect())
    }

    #[test]
    fn a_torn_key_is_whole_though_the_loop_is_at_work_at_the_end_of_its_time() {
        let (terminal, mut keys) = UnixStream::pair().unwrap();
        let mut events = Events::of(File::from(OwnedFd::from(terminal)), |input| input).unwrap();
        let came = (0..50).find_map(|_| torn(&mut events, &mut keys));
        assert_eq!(came, Some(vec![KeyCode::Right]));
    }

    #[test]
    fn input_is_read_in_time_however_much_is_sent() {
        let (terminal, mut keys) = UnixStream::pair().unwrap();
        let message = |_| "input";
        let mut events = Events::of(File::from(OwnedFd::from(terminal)), message).unwrap();
        let sender = events.sender().clone();
        keys.write_all(b"a").unwrap();
        let heard = (0..10_000).any(|_| {
            sender.send("sent").unwrap();
            thread::sleep(MILLISECOND);
            events.wait(None).unwrap() == Some("input")
        });
        assert!(heard);
    }
}
