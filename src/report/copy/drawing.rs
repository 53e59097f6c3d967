//! The chart of what is on screen as a drawing for documents, of the answers that the screen shows.

use crate::analysis::risk::RiskAnswer;
use crate::model::Series;
use crate::report::chart::{ChartLook, Subject, svg};
use crate::session::{ScreenChart, Session};

const AWAITED: &str = "it is still being worked out; try again in a moment";

/// The screen's chart.
///
/// # Errors
/// When it has none, or waits for an answer.
pub(super) fn chart(session: &Session) -> Result<String, String> {
    let Some(chart) = session.screen_chart() else {
        return Err(format!("{} has no chart for documents", session.screen.label()));
    };
    let answers = &session.answers;
    let known = !answers.is_awaited();
    let drivers = || answers.drivers.as_deref().filter(|_| known).ok_or_else(|| awaited(session));
    let grid = || answers.grid.as_deref().filter(|_| known).ok_or_else(|| awaited(session));
    let (ranked, own) = (session.screens.league.entries(), session.file.origin.id());
    let subject = match chart {
        ScreenChart::Income => Subject::Years(Series::OperatingIncome),
        ScreenChart::Cash => Subject::Years(Series::CumulativeFcf),
        ScreenChart::Paybacks => Subject::Paybacks,
        ScreenChart::Tornado => Subject::Tornado(drivers()?),
        ScreenChart::Spider => Subject::Spider(drivers()?),
        ScreenChart::Grid => Subject::Grid(grid()?),
        ScreenChart::Histogram => Subject::Histogram(&draws(session)?.result),
        ScreenChart::League => {
            Subject::League { entries: &ranked, order: session.league_order(), own: &own }
        }
        ScreenChart::Backtest => {
            let answer = session.screens.backtest.answer.as_ref();
            let answer = answer.filter(|answer| !answer.lines.is_empty());
            Subject::Backtest(answer.ok_or("the preset has no claim as of a year")?)
        }
    };
    Ok(svg(&session.preset, subject, ChartLook::default()))
}

/// The fan of cash of the Risk screen.
///
/// # Errors
/// When there are no draws yet.
pub(super) fn fan(session: &Session) -> Result<String, String> {
    let subject = Subject::Fan(&draws(session)?.result);
    Ok(svg(&session.preset, subject, ChartLook::default()))
}

fn draws(session: &Session) -> Result<&RiskAnswer, String> {
    let answer = session.answers.risk.as_deref().filter(|_| !session.answers.is_awaited());
    answer.ok_or_else(|| awaited(session))
}

/// Why there is no answer: it can't be had, or not yet.
fn awaited(session: &Session) -> String {
    session.answers.refused.clone().unwrap_or_else(|| AWAITED.to_owned())
}
