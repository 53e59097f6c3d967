//! A presentation: one message a slide, made for the back of a room.
//!
//! Either what is open is presented, the screen that one came from first and then the preset's views;
//! or a deck is, whose slides each stand on a preset of their own: what is played there is nobody's
//! work, and gone with the slide.

use super::dialogs::unsaved::EndPresentation;
use super::edit::By;
use super::exchange::Slide;
use super::{Dialog, Screen, Session};
use crate::model::Inputs;
use crate::preset::{Preset, PresetView};
use std::rc::Rc;

/// What is presented beside the session's own state: the chosen scenario, figure, screen and slider.
#[derive(Debug, Clone, Default)]
pub struct Presentation {
    /// What stands above the slide, with figures in braces; empty where the slide is what was on
    /// screen and says itself what it shows.
    pub title: String,
    /// What is said of it, likewise.
    pub note: String,
    /// Which slide of how many, from 1; `None` where there is but one.
    pub place: Option<(usize, usize)>,
    /// Whether the screen is blanked.
    pub is_blank: bool,
    /// The number of a slide, as far as it is typed.
    pub number: String,
    /// The slides of a deck; `None` where what is open is presented.
    deck: Option<Rc<[Slide]>>,
    /// The screen that one came from.
    from: Option<Screen>,
    /// What the inputs were before a view of the preset was shown.
    kept: Option<Inputs>,
}

/// Most digits of a slide's number.
const DIGITS: usize = 3;

impl Presentation {
    /// Whether slides of a deck are shown: nothing of it is anybody's work.
    pub const fn is_of_deck(&self) -> bool {
        self.deck.is_some()
    }

    /// The title of a slide, from 0, and the preset with what its view sets; `open` is the preset
    /// whose views are shown where there is no deck.
    pub fn next<'a>(&'a self, slide: usize, open: &'a Preset) -> Option<(&'a str, Preset)> {
        let (view, on) = match &self.deck {
            Some(deck) => {
                let slide = deck.get(slide)?;
                (slide.preset.views.first()?, &slide.preset)
            }
            None => (open.views.get(slide.checked_sub(1)?)?, open),
        };
        let inputs = view.inputs_on(on).ok()?;
        Some((title_of(view), Preset { inputs, ..on.clone() }))
    }
}

/// What stands above a view's slide: its name where it has no title.
const fn title_of(view: &PresetView) -> &String {
    if view.title.is_empty() { &view.name } else { &view.title }
}

impl Session {
    /// Presents what is open.
    pub(super) fn present(&mut self) {
        if self.presentation.is_some() {
            return self.end_presentation();
        }
        let count = self.preset.views.len() + 1;
        self.presentation = Some(Presentation {
            place: (count > 1).then_some((1, count)),
            from: Some(self.screen),
            ..Presentation::default()
        });
    }

    /// Presents a deck from its first slide on.
    pub(super) fn present_deck(&mut self, slides: Rc<[Slide]>) {
        let presentation = Presentation { deck: Some(slides), ..Presentation::default() };
        self.presentation = Some(presentation);
        self.show_slide(0);
    }

    /// How many slides there are.
    fn slides(&self) -> usize {
        let deck = self.presentation.as_ref().and_then(|presentation| presentation.deck.as_ref());
        deck.map_or(self.preset.views.len() + 1, |slides| slides.len())
    }

    /// Shows a slide, from 0, as it is written.
    fn show_slide(&mut self, slide: usize) {
        let count = self.slides();
        let Some(mut shown) = self.presentation.take() else { return };
        shown.place = (count > 1).then_some((slide + 1, count));
        shown.number.clear();
        shown.is_blank = false;
        (shown.title, shown.note) = (String::new(), String::new());
        if let Some(deck) = &shown.deck {
            let Some(Slide { preset, origin }) = deck.get(slide).cloned() else { return };
            if let Some(view) = preset.views.first() {
                shown.title.clone_from(title_of(view));
                shown.note.clone_from(&view.note);
            }
            self.reopen(preset, origin);
            self.show_view(0);
        } else if let Some(place) = slide.checked_sub(1) {
            shown.kept.get_or_insert_with(|| self.preset.inputs.clone());
            if let Some(view) = self.preset.views.get(place) {
                shown.title.clone_from(title_of(view));
                shown.note.clone_from(&view.note);
            }
            self.show_view(place);
        } else {
            self.give_back(&mut shown);
        }
        // The slide says itself what it is, and what moved is what moves from here on.
        if !matches!(self.message, Some(super::Message::Error(_))) {
            self.message = None;
        }
        self.clear_change();
        self.presentation = Some(shown);
    }

    /// The inputs and the screen as they were before views were shown.
    fn give_back(&mut self, shown: &mut Presentation) {
        if let Some(inputs) = shown.kept.take() {
            self.edit(By::Once, |preset| preset.inputs = inputs);
        }
        if let Some(screen) = shown.from {
            self.go(screen);
        }
    }

    /// Goes on by a slide, or back.
    pub(super) fn turn_slide(&mut self, by: i32) {
        let (at, count) = (self.slide(), self.slides());
        let next = if by < 0 { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < count) };
        match next {
            Some(next) => self.show_slide(next),
            None if by < 0 => self.say("this is the first slide".to_owned()),
            None => self.say("this is the last slide; q ends the presentation".to_owned()),
        }
    }

    /// The slide that is shown, from 0.
    fn slide(&self) -> usize {
        let place = self.presentation.as_ref().and_then(|presentation| presentation.place);
        place.map_or(0, |(place, _)| place - 1)
    }

    /// Goes to the slide whose number was typed; where none was, on by one.
    pub(super) fn go_to_slide(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        let typed = std::mem::take(&mut presentation.number);
        if typed.is_empty() {
            return self.turn_slide(1);
        }
        let count = self.slides();
        match typed.parse::<usize>().ok().filter(|number| (1..=count).contains(number)) {
            Some(number) => self.show_slide(number - 1),
            None => self.say(format!("there is no slide {typed}; there are {count}")),
        }
    }

    /// A digit of a slide's number.
    pub(super) fn type_slide(&mut self, digit: u8) {
        if let Some(presentation) = &mut self.presentation
            && presentation.number.len() < DIGITS
        {
            presentation.number.push(char::from(b'0' + digit.min(9)));
        }
    }

    /// Takes the last digit back; where none was typed, goes back by a slide.
    pub(super) fn slide_back(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        if presentation.number.pop().is_none() {
            self.turn_slide(-1);
        }
    }

    /// Blanks the screen, or shows it again.
    pub(super) fn blank_slide(&mut self) {
        if let Some(presentation) = &mut self.presentation {
            presentation.is_blank = !presentation.is_blank;
        }
    }

    /// The slide as it is written; where what is open is presented, back to its screen.
    pub(super) fn slide_as_written(&mut self) {
        let Some(presentation) = &mut self.presentation else { return };
        if !presentation.number.is_empty() {
            presentation.number.clear();
        } else if presentation.is_blank {
            presentation.is_blank = false;
        } else if presentation.deck.is_some() || self.slide() > 0 {
            self.show_slide(self.slide());
        } else {
            self.end_presentation();
        }
    }

    /// Ends the presentation of what is open; before a deck is left, asks.
    pub(super) fn end_presentation(&mut self) {
        let Some(mut shown) = self.presentation.take() else { return };
        if shown.deck.is_some() {
            self.presentation = Some(shown);
            self.dialog = Some(Dialog::EndPresentation(EndPresentation));
            return;
        }
        self.give_back(&mut shown);
    }
}
