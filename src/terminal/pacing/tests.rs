use super::*;

/// A terminal that replies after a while, fed by somebody who holds a key.
struct Link {
    start: Instant,
    pacing: Pacing,
    /// Milliseconds from a frame to its reply; `None` for one that never replies.
    reply_after: Option<u64>,
    replies: VecDeque<Instant>,
    frames: Vec<Instant>,
    questions: usize,
}

impl Link {
    fn new(remote: bool, reply_after: Option<u64>) -> Self {
        let start = Instant::now();
        Self {
            start,
            pacing: Pacing::new(if remote { 20 } else { 60 }),
            reply_after,
            replies: VecDeque::new(),
            frames: Vec::new(),
            questions: 0,
        }
    }

    fn at(&self, milliseconds: u64) -> Instant {
        self.start + Duration::from_millis(milliseconds)
    }

    /// Something new to show every `every` milliseconds, seen at each one.
    fn hold(&mut self, milliseconds: std::ops::Range<u64>, every: u64) -> &mut Self {
        for millisecond in milliseconds {
            let now = self.at(millisecond);
            while self.replies.front().is_some_and(|reply| *reply <= now) {
                self.replies.pop_front();
                self.pacing.replied(now);
            }
            if millisecond.is_multiple_of(every) {
                self.pacing.owe();
            }
            if self.pacing.due(now) != Some(now) {
                continue;
            }
            let asks = self.pacing.asks(now);
            self.pacing.drawn(now, true, asks);
            self.frames.push(now);
            if asks {
                self.questions += 1;
                self.replies
                    .extend(self.reply_after.map(|after| now + Duration::from_millis(after)));
            }
        }
        self
    }

    fn frames_within(&self, milliseconds: std::ops::Range<u64>) -> usize {
        let range = self.at(milliseconds.start)..self.at(milliseconds.end);
        self.frames.iter().filter(|frame| range.contains(frame)).count()
    }
}

#[test]
fn a_held_key_never_waits_for_the_frame_of_an_answer() {
    let mut link = Link::new(false, Some(1));
    let (mut next, mut answers, mut owes) = (0, 0, false);
    for millisecond in 0..10_000 {
        let now = link.at(millisecond);
        if millisecond == next {
            // Keys come a little sooner than two frames take.
            next += 33;
            link.pacing.owe();
            assert_eq!(link.pacing.due(now), Some(now), "the key at {millisecond} ms");
            owes = true;
        } else if owes && millisecond + 28 == next {
            link.pacing.owe_answer();
            owes = false;
        }
        if link.pacing.due(now) == Some(now) {
            link.pacing.drawn(now, true, false);
            link.frames.push(now);
            answers += u64::from(millisecond + 33 != next);
        }
    }
    assert!((270..303).contains(&answers), "{answers} answers of 303");
    assert!(link.frames.len() <= 600, "{} frames in ten seconds", link.frames.len());
}

#[test]
fn frames_are_sixty_a_second_here_and_twenty_over_a_network() {
    for (remote, most) in [(false, 60), (true, 20)] {
        let mut link = Link::new(remote, Some(1));
        link.hold(0..10_000, 1);
        let frames = link.frames.len() / 10;
        assert!((most - 2..=most).contains(&frames), "{frames} frames a second");
    }
}

#[test]
fn the_first_frame_after_a_pause_is_drawn_at_once_and_the_last_state_always() {
    let mut pacing = Pacing::new(20);
    let start = Instant::now();
    let at = |milliseconds| start + Duration::from_millis(milliseconds);
    pacing.drawn(at(0), true, false);
    assert_eq!(pacing.due(at(20)), None, "nothing is owed, so nothing wakes anybody");
    pacing.owe();
    assert_eq!(pacing.due(at(20)), Some(at(50)));
    pacing.drawn(at(50), true, false);
    pacing.owe();
    assert_eq!(pacing.due(at(500)), Some(at(500)));
    // A frame that sent nothing delays nobody.
    pacing.drawn(at(500), false, false);
    pacing.owe();
    assert_eq!(pacing.due(at(501)), Some(at(501)));
}

#[test]
fn while_replies_are_quick_questions_are_few_and_nobody_waits() {
    let mut link = Link::new(false, Some(5));
    link.hold(0..10_000, 30);
    assert_eq!(link.frames.len(), 334, "a frame for every repetition of the key");
    assert!((20..=41).contains(&link.questions), "{}", link.questions);
    // Keys now and then carry none.
    let asked = link.questions;
    link.hold(10_000..60_000, 1000);
    assert_eq!(link.questions, asked);
}

#[test]
fn at_most_two_frames_are_on_their_way_once_replies_are_slow() {
    let mut link = Link::new(true, Some(400));
    link.hold(0..10_000, 30);
    // Two for each round trip.
    let frames = link.frames_within(2_000..10_000);
    assert!((36..=42).contains(&frames), "{frames}");
    // A link that has become quick again is used in full after a while.
    link.reply_after = Some(5);
    link.hold(10_000..20_000, 30);
    assert!(link.frames_within(12_000..20_000) > 130);
    let questions = link.questions;
    link.hold(20_000..30_000, 30);
    assert!(link.questions - questions <= 41, "few questions again");
}

#[test]
fn a_terminal_that_never_replies_is_asked_twice_and_never_waited_for() {
    let mut link = Link::new(true, None);
    link.hold(0..20_000, 30);
    assert_eq!(link.questions, 2);
    assert!(link.frames.len() >= 330, "{}", link.frames.len());
    assert_eq!(link.pacing.reply_expected(link.at(20_000)), None);
}

#[test]
fn a_terminal_that_falls_silent_costs_a_second_or_two() {
    let mut link = Link::new(true, Some(200));
    link.hold(0..3_000, 30);
    link.reply_after = None;
    link.hold(3_000..20_000, 30);
    assert!(link.frames_within(6_000..20_000) > 230, "{}", link.frames_within(6_000..20_000));
    let asked = link.questions;
    link.hold(20_000..40_000, 30);
    assert_eq!(link.questions, asked);
}

#[test]
fn a_reply_that_nobody_asked_for_means_nothing() {
    let mut pacing = Pacing::new(60);
    let now = Instant::now();
    pacing.replied(now);
    pacing.owe();
    assert_eq!(pacing.due(now), Some(now));
    assert!(pacing.asks(now), "the first frame asks");
    pacing.drawn(now, true, true);
    assert_eq!(pacing.reply_expected(now), Some(now + PATIENCE));
    pacing.replied(now);
    assert_eq!(pacing.reply_expected(now), None);
}

#[test]
fn eight_quick_replies_in_a_row_end_slowness_and_no_fewer() {
    let start = Instant::now();
    let mut pacing = Pacing::new(20);
    let mut now = 0;
    let mut reply_after = |pacing: &mut Pacing, took: u64| {
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        pacing.drawn(at(now), true, true);
        pacing.replied(at(now + took));
        // Soon after a question only a slow link is asked again.
        let is_slow = pacing.asks(at(now + took + 10));
        now += 1000;
        is_slow
    };
    assert!(!reply_after(&mut pacing, 99), "not slow yet");
    assert!(reply_after(&mut pacing, 101), "slow");
    for count in 1..8 {
        assert!(reply_after(&mut pacing, 49), "{count} quick replies");
    }
    // One that is neither quick nor slow, and they are counted anew.
    assert!(reply_after(&mut pacing, 50));
    for count in 1..8 {
        assert!(reply_after(&mut pacing, 49), "{count} quick replies after that");
    }
    assert!(!reply_after(&mut pacing, 49));
    assert!(!reply_after(&mut pacing, 60), "and one of them doesn't bring slowness back");
}
