//! `apply(action) → effects`: each action's way to the part of the session that it concerns.

use super::action::{Action, Effect, Moment, Phase};
use super::command::Command;
use super::dialogs::exact::Exacted;
use super::entry::folded;
use super::{Context, Dialog, Filter, Message, Session, lookup};
use crate::key::{Key, KeyCode};
use crate::preset::Brief;

impl Session {
    /// What a key means now: its command, a character of the text being typed, or nothing.
    pub fn action_of(&self, key: Key) -> Action {
        let context = self.context();
        let meant = match key.code {
            KeyCode::Char(letter) => Key { code: KeyCode::Char(folded(letter)), ..key },
            _ => key,
        };
        // The screen may need to be repainted whatever is open, and the terminal to be given back.
        let acts_always =
            |command: &Command| matches!(command, Command::Repaint | Command::Suspend);
        // A filter is cleared before anything is left.
        if key == Key::plain(KeyCode::Esc) && self.filter().is_on() && context != Context::Filter {
            return Action::Do(Command::ClearFilter);
        }
        let always = || lookup(Context::Everywhere, meant).filter(acts_always);
        if let Some(command) = lookup(context, meant).or_else(always) {
            return Action::Do(command);
        }
        match key {
            Key { code: KeyCode::Char(letter), ctrl: false, alt: false, .. }
                if context.takes_text() =>
            {
                Action::Type(letter)
            }
            _ => Action::Unbound(key),
        }
    }

    /// Takes an action to a new state, and to what the app has to do.
    pub fn apply(&mut self, action: Action, now: Moment) -> Vec<Effect> {
        self.now = now;
        if matches!(self.message, Some(Message::Passing(_))) && action.is_persons() {
            self.message = None;
        }
        let open = self.dialog.as_ref().map(Dialog::context);
        self.take(action);
        self.show_offer();
        self.take_up_changed_file();
        if self.dialog.as_ref().map(Dialog::context) != open {
            self.filters.dialog = Filter::default();
        }
        self.refresh_screen();
        self.inquire();
        std::mem::take(&mut self.effects)
    }

    pub(super) fn take(&mut self, action: Action) {
        match action {
            Action::Do(Command::Repaint) => self.effects.push(Effect::Repaint),
            Action::Do(Command::Suspend) => self.effects.push(Effect::Suspend),
            Action::Unbound(key) => self.say_unbound(key),
            Action::Do(command) if self.filter().is_typing => self.in_filter(command),
            Action::Do(Command::Filter) => self.type_filter(),
            Action::Do(Command::ClearFilter) => self.clear_filter(),
            Action::Do(Command::Dialog(command)) => self.in_dialog(command),
            Action::Do(Command::Choose(lines)) if self.dialog.is_some() => self.scroll(lines),
            Action::Type(letter) => self.type_text(letter.encode_utf8(&mut [0; 4])),
            Action::Paste(text) => self.paste(&text),
            Action::ClickEntry(index) => self.click_entry(index),
            Action::HelpEnd(end) => self.set_help_end(end),
            Action::Room { track, grid } => {
                self.set_track_cells(track);
                self.make_room(grid);
            }
            Action::Answered(generation, answer) => self.answered(generation, answer),
            Action::LoadedToCompare(loaded) => self.loaded_to_compare(*loaded),
            Action::Listed { entries, problem, to_compare } => {
                self.listed(entries, problem, to_compare);
            }
            Action::Previewed(previewed) => self.previewed(*previewed),
            Action::Looked(previewed) => self.looked(*previewed),
            Action::Titled(titles) => self.titled(titles),
            Action::LibraryTouched => self.reread_league(),
            Action::LeagueListed { origins, problem } => self.league_listed(origins, problem),
            Action::LeagueRead(read) => self.league_read(read),
            Action::Completed { typed, found, extend } => self.completed(&typed, found, extend),
            Action::Located { typed, place } => self.located(&typed, place),
            Action::Managed(result) => self.managed(result),
            Action::Begun(result) => self.begun(result),
            Action::Loaded(loaded) => self.loaded(*loaded),
            Action::Saved(result) => self.saved(result),
            Action::CopyPreviewed(what, text) => self.copy_previewed(what, text),
            Action::CopyDone { what, beside, result } => {
                self.copied(what, beside.as_deref(), result);
            }
            Action::MouseSet(on) => self.mouse_set(on),
            Action::ThemeSet { name, kept: true } => self.say(format!("theme: {name}")),
            Action::ThemeSet { name, kept: false } => self.say(format!(
                "theme: {name} until you quit; theme: \"{name}\" in the settings file keeps it"
            )),
            Action::NotRemembered(why) => self.refuse(why),
            Action::Recoverable { first, offers, unread } => self.offer(first, offers, unread),
            Action::Resumed { found, others } => self.resumed(*found, others),
            Action::Discarded(result) => self.discarded(result),
            Action::SetAside(result) => self.set_aside(result),
            Action::KeptListed(entries) => self.kept_listed(entries),
            Action::TakenUp(work) => self.taken_up(*work),
            Action::JournalFailed(why) => self.journal_failed(&why),
            Action::Begin(opening) => self.begin_with(*opening),
            Action::FileChanged(found) => self.file_changed(*found),
            Action::PresentDeck(slides) => self.present_deck(slides),
            // A handle can be let go anywhere.
            Action::Track { phase: Phase::Up, .. } => self.let_go(),
            // What follows acts on what is in sight only.
            _ if self.dialog.is_some() => {}
            Action::Do(command) => self.on_screen(command),
            Action::Track { row, scenario, position, phase } => {
                self.track(row, scenario, position, phase);
            }
            Action::Wheel { at, track, steps } => self.wheel(at, track, steps),
            Action::ChooseRow(row) => self.click_row(row),
            Action::ChooseScenario(scenario) => self.choose_scenario(scenario),
            Action::ChooseFigure(scenario, metric) => self.choose_figure(scenario, metric),
            Action::ChooseCell(column, row) => self.choose_cell(column, row),
            Action::ChooseLine(line) => self.choose_line(line),
            Action::ClickHeading(scenario, metric) => self.click_heading(scenario, metric),
            Action::Go(screen) => self.go(screen),
        }
    }

    pub(super) fn on_screen(&mut self, command: Command) {
        match command {
            Command::Step(steps) => self.step(steps),
            Command::ToEnd(side) => self.step_to_end(side),
            Command::TurnScenario(by) => self.turn_scenario(by),
            Command::ToggleLink => self.toggle_link(),
            Command::EnterExact => self.ask_exact(),
            Command::Reset { whole_row } => self.reset(whole_row),
            Command::ToggleDrawer => self.toggle_drawer(),
            Command::Go(screen) => self.go(screen),
            Command::Back => self.back(),
            Command::ClearChange => {
                if !self.put_off_offer() {
                    self.clear_change();
                }
            }
            Command::PickMetric => self.pick_metric(),
            Command::PickAxis { across } => self.pick_axis(across),
            Command::NextDriversView => self.next_drivers_view(),
            Command::NextRiskView => self.next_risk_view(),
            Command::ToggleGridNumbers => self.toggle_grid_numbers(),
            Command::ToggleSideBySide => self.toggle_side_by_side(),
            Command::ToggleQuarters => self.toggle_quarters(),
            Command::Choose(by) => self.choose(by),
            Command::ChooseColumn(by) => self.choose_column(by),
            Command::MoveColumn(by) => self.move_column(by),
            Command::RemoveColumn => self.remove_column(),
            Command::ReverseOrder => self.reverse_league(),
            Command::OpenRanked => self.open_ranked(),
            Command::CompareRanked => self.compare_ranked(),
            Command::Move(across, up) => self.move_cursor(across, up),
            Command::MoveThere => self.move_there(),
            Command::OpenPart(open) => self.open_part(open),
            Command::DriverSlider => self.show_driver(),
            Command::OpenOrSlider => self.open_or_show(),
            Command::EnterSolveTarget => self.ask_exactly(Exacted::SolveTarget(self.metric)),
            Command::EnterContour => self.ask_exactly(Exacted::GridTarget(self.metric)),
            Command::EnterRisk => self.enter_risk(),
            Command::SolveClaim => self.solve_claim(),
            Command::ShowClaim => self.show_claim(),
            Command::ApplySolution => self.apply_solution(),
            Command::NextAgainst => self.next_against(),
            Command::CompareWithPreset => self.compare_with_preset(),
            Command::OpenCompared => self.open_compared(),
            Command::Adjust(by) => self.adjust_risk(by),
            Command::ResetSetting => self.reset_risk(),
            Command::DeleteTarget => self.delete_target(),
            Command::StepLast(steps) => self.step_last(steps),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Pin => self.toggle_pin(),
            Command::ListPins => self.list_pins(),
            Command::Present => self.present(),
            Command::TurnSlide(by) => self.turn_slide(by),
            Command::SlideBack => self.slide_back(),
            Command::TypeSlide(digit) => self.type_slide(digit),
            Command::GoToSlide => self.go_to_slide(),
            Command::BlankSlide => self.blank_slide(),
            Command::SlideAsWritten => self.slide_as_written(),
            Command::EndPresentation => self.end_presentation(),
            Command::AddView => self.add_view(),
            Command::ListViews => self.list_views(),
            Command::ListHistory => self.list_edits(),
            Command::EditTexts => self.edit_texts(),
            Command::NewSite => self.new_site(),
            Command::CopySite => self.copy_site(),
            Command::DeleteSite => self.delete_site(),
            Command::MoveSite(by) => self.move_site(by),
            Command::NewProgramme => self.begin_programme(&Brief::default()),
            Command::EditSource => self.edit_source(),
            Command::EditClaim => self.edit_claim(),
            Command::NewClaim => self.new_claim(),
            Command::MarkClaim => self.mark_claim(),
            Command::MarkAllClaims => self.mark_all_claims(),
            Command::CopyClaims => self.copy_claims(),
            Command::DeleteClaims => self.delete_claims(),
            Command::ConfirmSource => self.confirm_source(),
            Command::Calibrate => self.ask_calibration(),
            Command::Save => self.save(),
            Command::SaveAs => self.ask_name(),
            Command::Open => self.effects.push(Effect::List { to_compare: false }),
            Command::Copy => self.list_copies(),
            Command::NextTheme => self.effects.push(Effect::NextTheme),
            Command::ToggleMouse => self.effects.push(Effect::ToggleMouse),
            Command::Repaint => self.effects.push(Effect::Repaint),
            Command::Suspend => self.effects.push(Effect::Suspend),
            Command::Restore => self.restore(),
            Command::Help => self.show_help(),
            Command::Palette => self.open_palette(),
            Command::Quit => self.quit(),
            Command::Filter => self.type_filter(),
            Command::ClearFilter => self.clear_filter(),
            Command::Dialog(command) => self.in_dialog(command),
        }
    }
}
