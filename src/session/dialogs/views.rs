//! The list of the preset's views: to show one, to add, rename, move and delete them.

use super::form::{FormDialog, FormSubject};
use super::{Acts, Dialog, Fate};
use crate::session::edit::By;
use crate::session::{Context, Session};

/// The views to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewList {
    /// The chosen one.
    pub selected: usize,
}

impl Acts for ViewList {
    fn context(&self) -> Context {
        Context::Views
    }

    fn list(&mut self, session: &Session) -> Option<(&mut usize, usize)> {
        Some((&mut self.selected, session.preset.views.len()))
    }

    fn texts(&self, session: &Session) -> Option<Vec<String>> {
        let views = session.preset.views.iter();
        Some(views.map(|view| format!("{} {} {}", view.name, view.title, view.note)).collect())
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        session.show_view(self.selected);
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn list_views(&mut self) {
        self.show_views(0);
    }

    fn show_views(&mut self, selected: usize) {
        let selected = selected.min(self.preset.views.len().saturating_sub(1));
        self.dialog = Some(Dialog::Views(ViewList { selected }));
    }

    /// Asks for the name, the title and the note of what is on screen as a view.
    pub(in crate::session) fn add_view(&mut self) {
        self.ask_view(None);
    }

    pub(super) fn edit_view(&mut self) {
        if let Some(Dialog::Views(list)) = &self.dialog
            && list.selected < self.preset.views.len()
        {
            self.ask_view(Some(list.selected));
        }
    }

    fn ask_view(&mut self, place: Option<usize>) {
        let view =
            place.and_then(|place| self.preset.views.get(place)).cloned().unwrap_or_default();
        let form = FormDialog::new(FormSubject::View(place))
            .with_text("name", &view.name, "what it is chosen by, such as what must be true")
            .with_text(
                "title",
                &view.title,
                "what stands above it; figures in braces come from the model: {base.payback_years}",
            )
            .with_text("note", &view.note, "what is said of it; figures in braces likewise");
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes the form of the view at a place, or of what is on screen as a new one.
    pub(super) fn take_view(&mut self, form: &mut FormDialog, place: Option<usize>) -> Fate {
        let [name, title, note] = [0, 1, 2].map(|field| form.text(field).trim().to_owned());
        if name.is_empty() {
            return form.refuse(0, "type a name to find it by");
        }
        let mut others = self.preset.views.iter().enumerate();
        if others.any(|(other, view)| view.name == name && place != Some(other)) {
            return form.refuse(0, "another view has that name");
        }
        let known = place.and_then(|place| self.preset.views.get(place)).cloned();
        let view = known.map_or_else(|| self.view_of_screen(name.clone()), Ok);
        let mut view = match view {
            Ok(view) => view,
            Err(why) => {
                form.error = Some(why);
                return Fate::Stays;
            }
        };
        (view.name, view.title, view.note) = (name.clone(), title, note);
        let fate = self.fill_in(form, |preset| {
            match place.and_then(|place| preset.views.get_mut(place)) {
                Some(known) => *known = view,
                None => preset.views.push(view),
            }
        });
        if fate == Fate::Closes {
            match place {
                Some(place) => self.show_views(place),
                None => self.say(format!("added the view {name}: V lists them")),
            }
        }
        fate
    }

    /// Deletes the chosen view.
    pub(super) fn delete_view(&mut self) {
        let Some(Dialog::Views(list)) = &self.dialog else { return };
        let selected = list.selected;
        let Some(name) = self.preset.views.get(selected).map(|view| view.name.clone()) else {
            return;
        };
        self.edit(By::Once, |preset| {
            preset.views.remove(selected);
        });
        self.show_views(selected);
        self.say(format!("deleted the view {name}; u brings it back"));
    }

    /// Moves the chosen view down or up.
    pub(super) fn move_view(&mut self, by: isize) {
        let Some(Dialog::Views(list)) = &self.dialog else { return };
        let from = list.selected;
        let to = from.checked_add_signed(by).filter(|to| *to < self.preset.views.len());
        let Some(to) = to else { return };
        self.edit(By::Once, |preset| preset.views.swap(from, to));
        self.show_views(to);
    }
}
