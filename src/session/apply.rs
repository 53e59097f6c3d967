//! `apply(action) → effects`: each action's way to the part of the session that it concerns.

use super::action::{Action, Command, Effect, Moment, Phase};
use super::dialog::{Dialog, Leave};
use super::fullwidth::folded;
use super::{Context, Row, Session, lookup};
use crate::key::{Key, KeyCode};

impl Session {
    /// What a key means now: its command, or a character of the text being typed.
    pub fn action_of(&self, key: Key) -> Option<Action> {
        let context = self.context();
        let meant = match key.code {
            KeyCode::Char(letter) => Key { code: KeyCode::Char(folded(letter)), ..key },
            _ => key,
        };
        // The screen may need to be repainted whatever is open.
        let repaints =
            || lookup(Context::Everywhere, meant).filter(|command| *command == Command::Repaint);
        if let Some(command) = lookup(context, meant).or_else(repaints) {
            return Some(Action::Do(command));
        }
        match key {
            Key { code: KeyCode::Char(letter), ctrl: false, alt: false, .. }
                if context.takes_text() =>
            {
                Some(Action::Type(letter))
            }
            _ => None,
        }
    }

    /// Takes an action to a new state, and to what the app has to do.
    pub fn apply(&mut self, action: Action, now: Moment) -> Vec<Effect> {
        let mut effects = self.take(action, now);
        self.refresh_screen();
        let inquiry = self.next_inquiry();
        effects.extend(inquiry.map(|(generation, inquiry)| Effect::Inquire(generation, inquiry)));
        effects
    }

    fn take(&mut self, action: Action, now: Moment) -> Vec<Effect> {
        match action {
            Action::Do(Command::Repaint) => return vec![Effect::Repaint],
            Action::Do(command) if self.dialog.is_some() => return self.in_dialog(command, now),
            Action::Do(command) => return self.on_screen(command, now),
            Action::Type(letter) => return self.type_text(letter.encode_utf8(&mut [0; 4])),
            Action::Paste(text) => return self.paste(&text),
            Action::ChooseEntry(index) => return self.choose_entry(index, now),
            Action::Room { track, grid, help_end } => {
                self.set_track_cells(track);
                self.make_room(grid);
                self.help_end = help_end;
                self.scroll(0);
            }
            Action::Answered(generation, answer) => self.answered(generation, answer),
            Action::LoadedToCompare(loaded) => self.loaded_to_compare(*loaded),
            Action::Listed { entries, problem } => return self.listed(entries, problem),
            Action::Previewed(previewed) => self.previewed(*previewed),
            Action::Completed { typed, found, extend } => {
                return self.completed(&typed, found, extend);
            }
            Action::Located { typed, place } => self.located(&typed, place),
            Action::Managed(result) => return self.managed(result),
            Action::Loaded(loaded) => self.loaded(*loaded),
            Action::Saved(result) => return self.saved_as(result),
            Action::CopyDone(what, result) => self.copied(what, result),
            Action::MouseSet(on) => self.mouse_set(on),
            Action::Recoverable(offers) => self.offer(offers),
            Action::Discarded(result) => self.discarded(result),
            Action::SetAside(result) => self.set_aside(result),
            Action::Unkept(why) => self.unkept(&why),
            // A handle can be let go anywhere.
            Action::Track { phase: Phase::Up, .. } => self.let_go(),
            // The mouse acts on what is in sight only.
            Action::Track { .. }
            | Action::Wheel { .. }
            | Action::ChooseRow(_)
            | Action::ChooseCell(..)
            | Action::ChooseLine(_)
            | Action::ChooseFigure(..)
            | Action::Go(_)
            | Action::ChooseScenario(_)
                if self.dialog.is_some() => {}
            Action::Track { row, scenario, position, phase } => {
                self.track(row, scenario, position, phase, now);
            }
            Action::Wheel { at, track, steps } => self.wheel(at, track, steps, now),
            Action::ChooseRow(row) if !self.is_in_sight(row) => {
                if let Some(input) = row.input() {
                    self.show_slider(input);
                }
            }
            Action::ChooseRow(row) => {
                let again = self.row == row;
                self.point_at_row(row);
                if again || row == Row::Stresses {
                    self.toggle_drawer();
                }
            }
            Action::ChooseScenario(scenario) => self.choose_scenario(scenario),
            Action::ChooseFigure(scenario, metric) => {
                self.choose_scenario(scenario);
                self.set_metric(metric);
            }
            Action::ChooseCell(column, row) => {
                self.grid.cursor = Some((column, row));
                self.move_cursor(0, 0);
            }
            Action::ChooseLine(line) => self.choose_line(line),
            Action::Go(screen) => self.go(screen),
        }
        Vec::new()
    }

    fn on_screen(&mut self, command: Command, now: Moment) -> Vec<Effect> {
        match command {
            Command::Step(steps) => self.step(steps, now),
            Command::ToEnd(side) => self.step_to_end(side, now),
            Command::MoveRow(by) => self.move_row(by),
            Command::NextScenario => self.turn_scenario(1),
            Command::PreviousScenario => self.turn_scenario(2),
            Command::ToggleLink => self.toggle_link(),
            Command::EnterExact => self.ask_exact(),
            Command::ResetValue => self.reset(false, now),
            Command::ResetRow => self.reset(true, now),
            Command::ToggleDrawer => self.toggle_drawer(),
            Command::Go(screen) => self.go(screen),
            Command::Back => self.back(),
            Command::ClearChange => self.clear_change(),
            Command::PickMetric => self.pick_metric(),
            Command::PickAcross => self.pick_axis(true),
            Command::PickUp => self.pick_axis(false),
            Command::NextView => self.next_view(),
            Command::Choose(by) => self.choose(by),
            Command::Move(across, up) => self.move_cursor(across, up),
            Command::MoveThere => self.move_there(now),
            Command::OpenPart => self.open_part(true),
            Command::ClosePart => self.open_part(false),
            Command::GoToSlider => self.go_to_slider(),
            Command::EnterTarget => self.enter_target(),
            Command::SolveClaim => self.solve_claim(),
            Command::ApplySolution => self.apply_solution(now),
            Command::NextAgainst => self.next_against(),
            Command::Adjust(by) => self.adjust_risk(by, now),
            Command::ResetSetting => self.reset_risk(now),
            Command::DeleteTarget => self.delete_risk_target(),
            Command::CompareWithPreset => return self.compare_with_preset(),
            Command::StepLast(steps) => self.step_last(steps, now),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Pin => self.toggle_pin(now),
            Command::ListPins => self.list_pins(),
            Command::ListHistory => self.list_history(),
            Command::EditTexts => self.edit_texts(),
            Command::EditSource => self.edit_source(),
            Command::EditClaim => self.edit_claim(),
            Command::NewClaim => self.new_claim(),
            Command::DeleteClaim => self.delete_claim(now),
            Command::Save => return self.save(),
            Command::SaveAs => return self.ask_name(),
            Command::Open => return vec![Effect::List],
            Command::Copy => self.ask_what_to_copy(),
            Command::ToggleMouse => return vec![Effect::ToggleMouse],
            Command::Help => self.dialog = Some(Dialog::Help(0)),
            Command::Quit => return self.leave(Leave::Quit),
            _ => {}
        }
        Vec::new()
    }
}
