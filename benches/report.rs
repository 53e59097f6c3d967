//! What a report and a chart cost beside one `payback eval`, measured in turns in one run: HTML
//! without odds at most 40 times as much, a chart less than 10 times.
#![allow(missing_docs)]

use payback::model::Series;
use payback::preset::Library;
use payback::report::chart::{ChartLook, Subject, svg};
use payback::report::evaluation::Evaluation;
use payback::report::memo::{ChartForm, HtmlGround, MemoOrigin, MemoQuestion, html, memo};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Turns; the quickest of each counts.
const TURNS: usize = 200;

fn main() {
    let preset = Library::bundled_only().find("apec-40b").expect("bundled").0;
    let origin = MemoOrigin {
        name: "apec-40b",
        state: "as bundled",
        digest: None,
        command: Some(""),
        date: "",
    };
    let question = MemoQuestion {
        preset: &preset,
        saved: &preset,
        origin,
        risk: None,
        actuals: &[],
        views: &[],
        charts: ChartForm::Page,
    };
    let evaluated = || Evaluation::new(&preset).text().len();
    let reported = || html(&memo(&question).expect("gathered"), HtmlGround::Readers).len();
    let drawn = || {
        let cash = Subject::Years(Series::CumulativeFcf);
        svg(&preset, cash, ChartLook::default()).len()
    };
    let mut quickest = [Duration::MAX; 3];
    for _ in 0..TURNS {
        let turn = [&evaluated as &dyn Fn() -> usize, &reported, &drawn].map(took);
        quickest = [0, 1, 2].map(|of| quickest[of].min(turn[of]));
    }
    let [eval, report, chart] = quickest;
    let times = |cost: Duration| cost.as_secs_f64() / eval.as_secs_f64();
    println!("eval    {eval:>10.1?}");
    println!("report  {report:>10.1?}  {:.1} times, at most 40", times(report));
    println!("chart   {chart:>10.1?}  {:.1} times, under 10", times(chart));
    assert!(times(report) <= 40.0 && times(chart) < 10.0, "too dear");
}

fn took(what: &dyn Fn() -> usize) -> Duration {
    let started = Instant::now();
    black_box(what());
    started.elapsed()
}
