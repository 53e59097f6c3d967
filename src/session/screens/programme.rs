//! Programme: the whole file in rows. Sites are added, copied, deleted and moved; fields that no
//! analysis varies are stepped, reset, or typed.

use crate::model::{Input, SiteNumber};
use crate::preset::{Preset, SiteError};
use crate::session::dialogs::exact::Exacted;
use crate::session::edit::{By, Edited, Moved, why_refused};
use crate::session::field::{Field, FieldValue};
use crate::session::sections::{Section, sections};
use crate::session::{Row, Session};

impl Session {
    /// Programme's rows under their headings.
    pub fn sections(&self) -> Vec<Section> {
        sections(&self.preset.inputs.programme)
    }

    /// Asks for the name of a new site.
    pub(in crate::session) fn new_site(&mut self) {
        self.ask_exactly(Exacted::NewSite);
    }

    /// Asks for the name of the chosen site's copy.
    pub(in crate::session) fn copy_site(&mut self) {
        if let Some(site) = self.chosen_site() {
            self.ask_exactly(Exacted::SiteCopy(site));
        }
    }

    /// Adds the site that was asked about, and chooses it; what is wrong, if it can't be added.
    pub(in crate::session) fn add_site(
        &mut self,
        copied: Option<usize>,
        name: &str,
    ) -> Result<(), String> {
        let sites = &self.preset.inputs.programme.sites;
        if sites.iter().any(|site| site.name == name) {
            return Err("a site has that name already; sites are told apart by their names".into());
        }
        let place = copied.map_or(sites.len(), |site| site + 1);
        self.edit_sites(|preset| match copied {
            Some(site) => preset.duplicate_site(site, name),
            None => preset.add_site(name),
        })?;
        // What was done is still told of.
        let told = self.message.take();
        self.choose_row(Row::Slider(Input::Site(place, SiteNumber::Pledge)));
        self.message = told;
        Ok(())
    }

    /// Deletes the chosen site.
    pub(in crate::session) fn delete_site(&mut self) {
        let Some(site) = self.chosen_site() else { return };
        if let Err(why) = self.edit_sites(|preset| preset.remove_site(site)) {
            self.refuse(why);
        }
    }

    /// Moves the chosen site so many places down, or up where it is less than 0.
    pub(in crate::session) fn move_site(&mut self, by: isize) {
        let Some(site) = self.chosen_site() else { return };
        let last = self.preset.inputs.programme.sites.len() - 1;
        let Some(to) = site.checked_add_signed(by).filter(|to| *to <= last) else {
            let end = if by < 0 { "first" } else { "last" };
            return self.say(format!("it is the {end} site already"));
        };
        if let Err(why) = self.edit_sites(|preset| preset.move_site(site, to)) {
            self.refuse(why);
        }
    }

    fn chosen_site(&mut self) -> Option<usize> {
        let site = self.row.site();
        if site.is_none() {
            self.say("choose a row of a site first");
        }
        site
    }

    fn edit_sites(
        &mut self,
        change: impl FnOnce(&mut Preset) -> Result<(), SiteError>,
    ) -> Result<(), String> {
        let mut edited = self.preset.clone();
        change(&mut edited).map_err(|error| error.to_string())?;
        self.take_edited(edited)
    }

    /// Makes a preset the open one, as one edit; what is wrong, if a file may not hold it.
    pub(in crate::session) fn take_edited(&mut self, edited: Preset) -> Result<(), String> {
        if let Some(why) = why_refused(&edited) {
            return Err(why);
        }
        if self.edit(By::Once, |preset| *preset = edited) == Edited::Same {
            self.say("it is already there");
        }
        Ok(())
    }

    /// Moves the chosen field by so many of its steps: months, years, a setting's own.
    pub(super) fn step_field(&mut self, field: Field, steps: i32) {
        self.move_field(field, |value| value.stepped(steps));
    }

    /// Moves it to an end of what a slider would have.
    pub(super) fn field_to_end(&mut self, field: Field, side: i32) {
        self.move_field(field, |value| value.at_end(side));
    }

    fn move_field(&mut self, field: Field, moved: impl FnOnce(&FieldValue) -> Option<FieldValue>) {
        let Some(value) = field.value(&self.preset) else { return };
        match moved(&value) {
            Some(value) => {
                self.edit(By::Step(Moved::Field(field)), |preset| field.set(preset, value));
            }
            None => self.say("Enter types it"),
        }
    }

    /// What was saved in a field; `None` for a new site's.
    fn saved_field(&self, field: Field) -> Option<FieldValue> {
        self.saved_row(Row::Field(field))?.field()?.value(&self.file.saved)
    }

    /// Whether a field holds what was saved.
    pub fn is_field_saved(&self, field: Field) -> bool {
        self.saved_field(field) == field.value(&self.preset)
    }

    /// Takes a field back to what was saved.
    pub(super) fn reset_field(&mut self, field: Field) {
        let Some(value) = self.saved_field(field) else {
            return self.say("the site is new; no value of it was saved");
        };
        let edited = self.edit(By::Once, |preset| field.set(preset, value));
        if edited == Edited::Same {
            self.say("this is the saved value");
        }
    }
}
