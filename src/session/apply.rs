//! `apply(action) → effects`: each action's way to the part of the session that it concerns.

use super::action::{Action, Command, Effect, Moment, Phase, SaveResult, SaveTarget};
use super::dialog::{Dialog, ExactEntry, Exacted, Leave, OpenList, SaveAs};
use super::entry::{Typed, parse_entry};
use super::key::{Key, KeyCode};
use super::message::Message;
use super::{Context, Row, Screen, Session, TextField, lookup};
use crate::model::Scenario;
use crate::preset::{Origin, Preset};

impl Session {
    /// What a key means now: its command, or a character of the text being typed.
    pub fn action_of(&self, key: Key) -> Option<Action> {
        let context = self.context();
        if let Some(command) = lookup(context, key) {
            return Some(Action::Do(command));
        }
        match key {
            Key { code: KeyCode::Char(letter), ctrl: false, alt: false, .. }
                if context == Context::Text =>
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
            Action::Do(command) if self.dialog.is_some() => return self.in_dialog(command, now),
            Action::Do(command) => return self.on_screen(command, now),
            Action::Type(letter) => self.type_text(letter.encode_utf8(&mut [0; 4])),
            Action::Paste(text) => self.type_text(&text),
            Action::ChooseEntry(index) => self.choose_entry(index),
            Action::Room { track, grid, help_end } => {
                self.set_track_cells(track);
                self.make_room(grid);
                if let Some(Dialog::Help(lines)) = &mut self.dialog {
                    *lines = help_end.min(*lines);
                }
            }
            Action::Answered(generation, answer) => self.answered(generation, answer),
            Action::LoadedToCompare(loaded) => self.loaded_to_compare(*loaded),
            Action::Listed(entries) => {
                let to_compare = std::mem::take(&mut self.listing_to_compare);
                self.dialog = Some(Dialog::Open(OpenList { entries, selected: 0, to_compare }));
            }
            Action::Loaded(loaded) => self.loaded(*loaded),
            Action::Saved(result) => return self.saved_as(result),
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
            Action::Wheel { row, steps } => {
                self.choose_row(row);
                self.step(steps, now);
            }
            Action::ChooseRow(row) => {
                let again = self.row == row;
                self.choose_row(row);
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
            Command::PickMetric => self.pick_metric(),
            Command::PickAcross => self.pick_axis(true),
            Command::PickUp => self.pick_axis(false),
            Command::NextView => self.next_view(),
            Command::Choose(by) => self.choose(by),
            Command::Move(across, up) => self.move_cursor(across, up),
            Command::MoveThere => self.move_there(),
            Command::OpenPart => self.open_part(true),
            Command::ClosePart => self.open_part(false),
            Command::GoToSlider => self.go_to_slider(),
            Command::EnterTarget => self.enter_target(),
            Command::SolveClaim => self.solve_claim(),
            Command::ApplySolution => self.apply_solution(),
            Command::NextAgainst => self.next_against(),
            Command::CompareWithPreset => return self.compare_with_preset(),
            Command::StepLast(steps) => self.step_last(steps, now),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Pin => self.toggle_pin(now),
            Command::Save => return self.save(),
            Command::SaveAs => self.ask_name(),
            Command::Open => return vec![Effect::List],
            Command::Help => self.dialog = Some(Dialog::Help(0)),
            Command::Quit => return self.leave(Leave::Quit),
            _ => {}
        }
        Vec::new()
    }

    fn in_dialog(&mut self, command: Command, now: Moment) -> Vec<Effect> {
        match command {
            Command::Cancel => self.cancel(),
            Command::Accept => return self.accept(now),
            Command::Answer(answer) => return self.answer(answer, now),
            Command::Scroll(by) => self.scroll(by),
            _ => {
                if let Some(field) = self.dialog.as_mut().and_then(Dialog::field) {
                    match command {
                        Command::Cursor(by) => field.step(by),
                        Command::CursorHome => field.home(),
                        Command::CursorEnd => field.end(),
                        Command::EraseBefore => field.backspace(),
                        Command::EraseBehind => field.delete(),
                        _ => {}
                    }
                }
            }
        }
        Vec::new()
    }

    pub(super) fn choose_row(&mut self, row: Row) {
        if row != self.row {
            self.let_go();
            self.settle();
            self.link = None;
            self.message = None;
            self.row = row;
            if row.is_number() {
                self.number_row = Some(row);
            } else {
                self.explore_row = row;
            }
            self.refresh_strip();
        }
    }

    pub(super) fn choose_scenario(&mut self, scenario: Scenario) {
        if scenario != self.scenario {
            self.let_go();
            self.settle();
            self.message = None;
            self.scenario = scenario;
            self.refresh_strip();
        }
    }

    fn move_row(&mut self, by: i32) {
        let rows = match self.screen {
            Screen::Numbers => Row::numbers(self.preset.inputs.programme.sites.len()),
            _ => Row::all(self.drawer),
        };
        let present = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        let by = isize::try_from(by).unwrap_or(0);
        let next = present.saturating_add_signed(by).min(rows.len() - 1);
        self.choose_row(rows[next]);
    }

    fn toggle_drawer(&mut self) {
        let Some(drawer) = self.row.drawer() else {
            self.message = Some(Message::Note("nothing is behind this slider".to_owned()));
            return;
        };
        self.settle();
        if self.drawer == Some(drawer) {
            self.drawer = None;
            self.choose_row(drawer.face());
        } else {
            self.drawer = Some(drawer);
            if let (Row::Stresses, Some(first)) = (self.row, drawer.rows().first()) {
                self.choose_row(*first);
            }
        }
    }

    fn type_text(&mut self, text: &str) {
        if self.context() != Context::Text {
            return;
        }
        if let Some(dialog) = &mut self.dialog {
            dialog.set_error(None);
            if let Some(field) = dialog.field() {
                field.insert(text);
            }
        }
    }

    fn ask_exact(&mut self) {
        match self.row.input() {
            Some(input) => {
                self.dialog = Some(Dialog::Exact(ExactEntry {
                    exacted: Exacted::Input(input, self.scenario),
                    field: TextField::default(),
                    error: None,
                    question: None,
                }));
            }
            None => self.toggle_drawer(),
        }
    }

    /// Saves where it came from; a bundled preset asks for a name.
    fn save(&mut self) -> Vec<Effect> {
        let target = match &self.origin {
            Origin::Bundled(_) => {
                self.ask_name();
                return Vec::new();
            }
            Origin::Saved { name, .. } => SaveTarget::Name(name.clone()),
            Origin::File(path) => SaveTarget::Path(path.clone()),
        };
        if !self.is_unsaved() && self.after_save.is_none() {
            self.message = Some(Message::Note("nothing has changed since it was saved".to_owned()));
            return Vec::new();
        }
        vec![self.save_effect(target, true)]
    }

    fn save_effect(&self, target: SaveTarget, replace: bool) -> Effect {
        Effect::Save { target, preset: Box::new(self.preset.clone()), replace }
    }

    fn ask_name(&mut self) {
        let suggestion = match &self.origin {
            Origin::Bundled(id) => format!("{id}-mine"),
            Origin::Saved { name, .. } => name.clone(),
            Origin::File(path) => {
                path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
            }
        };
        let field = TextField::new(&suggestion);
        self.dialog = Some(Dialog::SaveAs(SaveAs { field, error: None }));
    }

    fn saved_as(&mut self, result: SaveResult) -> Vec<Effect> {
        match result {
            SaveResult::Done(origin) => {
                self.dialog = None;
                self.saved = self.preset.clone();
                self.settle();
                self.message = Some(Message::Note(match &origin {
                    Origin::Bundled(id) => format!("saved as {id}"),
                    Origin::Saved { name, path } => {
                        format!("saved as {name}, in {}", path.display())
                    }
                    Origin::File(path) => format!("saved in {}", path.display()),
                }));
                self.origin = origin;
                match self.after_save.take() {
                    Some(leave) => self.leave(leave),
                    None => Vec::new(),
                }
            }
            SaveResult::Exists(target) => {
                self.dialog = Some(Dialog::Replace(target));
                Vec::new()
            }
            SaveResult::Failed(why) => {
                self.after_save = None;
                if let Some(dialog @ Dialog::SaveAs(_)) = &mut self.dialog {
                    dialog.set_error(Some(why));
                } else {
                    self.dialog = None;
                    self.message = Some(Message::Error(why));
                }
                Vec::new()
            }
        }
    }

    fn loaded(&mut self, loaded: Result<(Preset, Origin), String>) {
        match loaded {
            Ok((preset, origin)) => {
                let (metric, cells, room) = (self.metric, self.strip.cells, self.grid.room);
                let generation = self.generation;
                *self = Self::new(preset, origin);
                self.metric = metric;
                self.strip.cells = cells;
                self.grid.room = room;
                // An answer that is still under way belongs to what was open before.
                self.generation = generation;
                self.refresh_strip();
                self.message = Some(Message::Note(format!("opened {}", self.preset.name)));
            }
            Err(why) => {
                self.dialog = None;
                self.message = Some(Message::Error(why));
            }
        }
    }

    /// Leaves what is open, unless something is unsaved: then it asks.
    fn leave(&mut self, leave: Leave) -> Vec<Effect> {
        if self.is_unsaved() {
            self.dialog = Some(Dialog::Unsaved(leave));
            return Vec::new();
        }
        self.dialog = None;
        match leave {
            Leave::Quit => vec![Effect::Quit],
            Leave::Open(origin) => vec![Effect::Load(origin)],
        }
    }

    fn cancel(&mut self) {
        self.dialog = match self.dialog.take() {
            Some(Dialog::Exact(entry @ ExactEntry { question: Some(_), .. })) => {
                Some(Dialog::Exact(ExactEntry { error: None, question: None, ..entry }))
            }
            Some(Dialog::Replace(SaveTarget::Name(name))) => {
                Some(Dialog::SaveAs(SaveAs { field: TextField::new(&name), error: None }))
            }
            _ => None,
        };
        if self.dialog.is_none() {
            self.after_save = None;
        }
    }

    fn accept(&mut self, now: Moment) -> Vec<Effect> {
        match self.dialog.clone() {
            Some(Dialog::Exact(entry)) => self.accept_exact(entry, now),
            Some(Dialog::SaveAs(entry)) => {
                let name = entry.field.text().trim().to_owned();
                return vec![self.save_effect(SaveTarget::Name(name), false)];
            }
            Some(Dialog::Pick(list)) => self.picked(&list),
            Some(Dialog::Open(list)) => {
                if let Some(entry) = list.entries.get(list.selected) {
                    let origin = entry.origin.clone();
                    if list.to_compare {
                        return vec![Effect::LoadToCompare(origin)];
                    }
                    return self.leave(Leave::Open(origin));
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn accept_exact(&mut self, mut entry: ExactEntry, now: Moment) {
        if let Some((fraction, _)) = entry.question {
            return self.take_exact(entry, fraction, now);
        }
        match parse_entry(entry.field.text(), entry.exacted.unit()) {
            Ok(Typed::Value(value)) => return self.take_exact(entry, value, now),
            Ok(Typed::Either { fraction, percentage }) => {
                entry.error = None;
                entry.question = Some((fraction, percentage));
            }
            Err(error) => entry.error = Some(error.to_string()),
        }
        self.dialog = Some(Dialog::Exact(entry));
    }

    fn take_exact(&mut self, mut entry: ExactEntry, value: f64, now: Moment) {
        entry.question = None;
        let Exacted::Input(input, _) = entry.exacted else {
            return self.take_target(entry.exacted, value);
        };
        match self.set_exact(input, value, now) {
            Ok(()) => self.dialog = None,
            Err(why) => {
                entry.error = Some(why);
                self.dialog = Some(Dialog::Exact(entry));
            }
        }
    }

    fn answer(&mut self, answer: char, now: Moment) -> Vec<Effect> {
        match (self.dialog.clone(), answer) {
            (Some(Dialog::Exact(entry)), 'y') => self.accept_exact(entry, now),
            (Some(Dialog::Exact(entry)), _) => {
                if let Some((_, percentage)) = entry.question {
                    self.take_exact(entry, percentage, now);
                }
            }
            (Some(Dialog::Replace(target)), 'r') => return vec![self.save_effect(target, true)],
            (Some(Dialog::Unsaved(leave)), 's') => {
                self.dialog = None;
                self.after_save = Some(leave);
                return self.save();
            }
            (Some(Dialog::Unsaved(leave)), 'd') => {
                self.dialog = None;
                return match leave {
                    Leave::Quit => vec![Effect::Quit],
                    Leave::Open(origin) => vec![Effect::Load(origin)],
                };
            }
            _ => {}
        }
        Vec::new()
    }

    fn scroll(&mut self, by: i32) {
        let by = isize::try_from(by).unwrap_or(0);
        match &mut self.dialog {
            Some(Dialog::Help(lines)) => *lines = lines.saturating_add_signed(by),
            Some(Dialog::Pick(list)) => {
                let last = list.len().saturating_sub(1);
                let selected = list.selected_mut();
                *selected = selected.saturating_add_signed(by).min(last);
            }
            Some(Dialog::Open(list)) => {
                let last = list.entries.len().saturating_sub(1);
                list.selected = list.selected.saturating_add_signed(by).min(last);
            }
            _ => {}
        }
    }

    fn choose_entry(&mut self, index: usize) {
        match &mut self.dialog {
            Some(Dialog::Open(list)) => {
                list.selected = index.min(list.entries.len().saturating_sub(1));
            }
            Some(Dialog::Pick(list)) => {
                let last = list.len().saturating_sub(1);
                *list.selected_mut() = index.min(last);
            }
            _ => {}
        }
    }
}
