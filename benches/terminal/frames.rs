//! What frames cost on the wire: both backends on the same buffers in one process.

use super::probe::Which;
use super::wire::Wire;
use super::{Row, milliseconds, percentile};
use payback::key::{Key, KeyCode};
use payback::preset::Library;
use payback::session::{Action, Command, Moment, Session};
use payback::terminal::{ColorDepth, Display};
use payback::view::{self, Look};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::io::LineWriter;
use std::time::{Duration, Instant};

/// Explore, drawn through both at once.
struct Both {
    session: Session,
    look: Look,
    ours: Display<Wire>,
    our_wire: Wire,
    /// Buffered as standard output is.
    stock: Terminal<CrosstermBackend<LineWriter<Wire>>>,
    stock_wire: Wire,
}

/// The sizes of the writes of one frame.
struct Cost {
    ours: Vec<usize>,
    stock: Vec<usize>,
}

impl Both {
    fn new(columns: u16, rows: u16) -> Self {
        let (preset, origin) = Library::bundled_only().find("apec-40b").expect("bundled");
        let mut session = Session::new(preset, origin);
        session.apply(view::room(columns, rows), Moment::default());
        let (our_wire, stock_wire) = (Wire::default(), Wire::default());
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let backend = CrosstermBackend::new(LineWriter::new(stock_wire.clone()));
        Self {
            session,
            look: Look::new(true, true),
            ours: Display::new(our_wire.clone(), Size::new(columns, rows), ColorDepth::Sixteen),
            our_wire,
            stock: Terminal::with_options(backend, TerminalOptions { viewport }).expect("fixed"),
            stock_wire,
        }
    }

    fn draw_on(&mut self, which: Which) {
        let Self { session, look, .. } = self;
        match which {
            Which::Ours => {
                let draw = |buffer: &mut Buffer| drop(view::draw(session, look, buffer));
                self.ours.draw(draw, &[]).expect("it writes");
            }
            Which::Stock => {
                let draw = |frame: &mut Frame| drop(view::draw(session, look, frame.buffer_mut()));
                self.stock.draw(draw).expect("it writes");
            }
        }
    }

    fn draw(&mut self) -> Cost {
        self.draw_on(Which::Ours);
        self.draw_on(Which::Stock);
        Cost { ours: self.our_wire.take(), stock: self.stock_wire.take() }
    }

    /// From an arrow key to the last byte of its frame.
    fn key(&mut self, which: Which, step: usize) -> Duration {
        let pressed = Instant::now();
        let back = (step / 25).is_multiple_of(2);
        let action =
            self.session.action_of(Key::plain(if back { KeyCode::Left } else { KeyCode::Right }));
        self.session.apply(action, Moment::default());
        self.draw_on(which);
        let taken = pressed.elapsed();
        self.our_wire.take();
        self.stock_wire.take();
        taken
    }

    fn step(&mut self) -> Cost {
        self.session.apply(Action::Do(Command::Step(1)), Moment::default());
        self.draw()
    }
}

/// Steps of which the mean is told.
const STEPS: usize = 20;

pub fn rows() -> Vec<Row> {
    let sizes = [(80, 24), (120, 40), (200, 60)];
    let row = |(columns, rows)| {
        let mut both = Both::new(columns, rows);
        both.draw();
        both.step();
        let costs: Vec<Cost> = (0..STEPS).map(|_| both.step()).collect();
        let mean = |side: fn(&Cost) -> &Vec<usize>| {
            costs.iter().flat_map(|cost| side(cost).iter()).sum::<usize>() / STEPS
        };
        let (ours, stock) = (mean(|cost| &cost.ours), mean(|cost| &cost.stock));
        let share = ours * 100 / stock;
        Row::new(
            format!("bytes of a slider step, {columns}×{rows}"),
            &format!("{ours} ({share} %)"),
            &stock.to_string(),
            "55 %",
            share <= 55,
        )
    };
    sizes.into_iter().map(row).collect()
}

/// Keys that are pressed on each.
const KEYS: usize = 5000;

/// Key to frame without a terminal: each backend with a session of its own, in turns.
pub fn times() -> Vec<Row> {
    let mut ours = Both::new(120, 40);
    let mut stock = Both::new(120, 40);
    ours.draw();
    stock.draw();
    let (mut our_times, mut stock_times) = (Vec::new(), Vec::new());
    for step in 0..KEYS {
        our_times.push(ours.key(Which::Ours, step));
        stock_times.push(stock.key(Which::Stock, step));
    }
    let text = |times: &mut [Duration]| {
        let [median, late] = [50, 99].map(|percent| milliseconds(percentile(times, percent)));
        format!("{median:.3} / {late:.3} ms")
    };
    let (our_text, stock_text) = (text(&mut our_times), text(&mut stock_times));
    let [our_median, stock_median] =
        [&mut our_times, &mut stock_times].map(|times| percentile(times, 50).as_secs_f64());
    let ratio = our_median / stock_median;
    let met = ratio <= 1.2 && percentile(&mut our_times, 99) <= Duration::from_millis(3);
    vec![Row::new(
        format!(
            "step to frame at a sink in turns, 120×40, p50 / p99; p50 is {ratio:.2} of stock's"
        ),
        &our_text,
        &stock_text,
        "1.2 of stock / 3 ms",
        met,
    )]
}

pub fn unchanged() -> Vec<Row> {
    let mut both = Both::new(200, 60);
    let first = both.draw();
    let step = both.step();
    let same = both.draw();
    let bytes = |writes: &[usize]| writes.iter().sum::<usize>();
    let (ours, stock) = (bytes(&same.ours), bytes(&same.stock));
    let writes = |first: &[usize], step: &[usize]| format!("{} / {}", first.len(), step.len());
    vec![
        Row::new(
            "bytes of an unchanged frame",
            &ours.to_string(),
            &stock.to_string(),
            "0",
            ours == 0,
        ),
        Row::new(
            "writes of a first frame / a step, 200×60",
            &writes(&first.ours, &step.ours),
            &writes(&first.stock, &step.stock),
            "1 / 1",
            first.ours.len() == 1 && step.ours.len() == 1,
        ),
    ]
}
