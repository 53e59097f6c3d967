//! The cost of a slider step and of drawing Explore.
#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use payback::preset::Library;
use payback::session::{Action, Command, Moment, Session};
use payback::terminal::{ColorDepth, Display};
use payback::view::{self, Look};
use ratatui::layout::Size;
use std::hint::black_box;

fn session(columns: u16, rows: u16) -> Session {
    let (preset, origin) = Library::bundled_only().find("apec-40b").expect("bundled");
    let mut session = Session::new(preset, origin);
    session.apply(view::room(columns, rows), Moment::default());
    session
}

/// There and back, so that the slider stays within its track.
fn step(session: &mut Session, forth: &mut bool) {
    *forth = !*forth;
    let by = if *forth { 1 } else { -1 };
    session.apply(Action::Do(Command::Step(by)), Moment::default());
}

fn explore(criterion: &mut Criterion) {
    let look = Look::new(true, true);
    let mut group = criterion.benchmark_group("explore");
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut moved = session(columns, rows);
        let mut forth = false;
        group.bench_function(format!("step {columns}x{rows}"), |bencher| {
            bencher.iter(|| step(&mut moved, &mut forth));
        });
        let still = session(columns, rows);
        let mut screen =
            Display::new(std::io::sink(), Size::new(columns, rows), ColorDepth::Sixteen);
        group.bench_function(format!("draw {columns}x{rows}"), |bencher| {
            bencher.iter(|| {
                screen.draw(|frame| drop(black_box(view::draw(&still, &look, frame))), &[])
            });
        });
        group.bench_function(format!("step, draw and encode {columns}x{rows}"), |bencher| {
            bencher.iter(|| {
                step(&mut moved, &mut forth);
                screen.draw(|frame| drop(view::draw(&moved, &look, frame)), &[])
            });
        });
    }
    group.finish();
}

criterion_group!(benches, explore);
criterion_main!(benches);
