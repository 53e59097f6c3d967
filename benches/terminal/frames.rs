//! What frames cost on the wire: both backends on the same buffers in one process.

use super::Row;
use super::wire::Wire;
use payback::preset::Library;
use payback::session::{Action, Command, Moment, Session};
use payback::terminal::{ColorDepth, Display};
use payback::view::{self, Look};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::LineWriter;

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

    fn draw(&mut self) -> Cost {
        let Self { session, look, .. } = self;
        self.ours.draw(|buffer| drop(view::draw(session, look, buffer)), &[]).expect("it writes");
        self.stock
            .draw(|frame| drop(view::draw(session, look, frame.buffer_mut())))
            .expect("it writes");
        Cost { ours: self.our_wire.take(), stock: self.stock_wire.take() }
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
