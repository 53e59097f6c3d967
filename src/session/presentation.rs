//! A presentation: one message a slide, made for the back of a room.

/// What is presented beside the session's own state: the chosen scenario, figure, screen and slider.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Presentation {
    /// What stands above the slide, its figures filled in; empty where the slide is what was on
    /// screen and says itself what it shows.
    pub title: String,
    /// Which slide of how many, from 1; `None` where there is but one.
    pub place: Option<(usize, usize)>,
    /// Whether the screen is blanked.
    pub is_blank: bool,
    /// The number of a slide, as far as it is typed.
    pub number: String,
}
