//! What two presets differ in: everything that a file holds, inputs, texts, risk, claims, sources.

use super::encode::view;
use super::value::RonLayout;
use super::{Preset, PresetView, Source};
use crate::analysis::{Bound, Claim, InputValue, RiskSettings, compare_inputs};
use crate::model::{Site, Unit};

/// The part of a preset that a difference is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PresetPart {
    /// Name and summary.
    Texts,
    /// Drivers, weights, and the programme with its sites.
    Inputs,
    /// How the drivers vary.
    Risk,
    /// What was said of the figures.
    Claims,
    /// Where the numbers come from.
    Sources,
    /// What a person wants to come back to.
    Views,
}

impl PresetPart {
    /// Its name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Texts => "texts",
            Self::Inputs => "inputs",
            Self::Risk => "risk",
            Self::Claims => "claims",
            Self::Sources => "sources",
            Self::Views => "views",
        }
    }
}

/// What one of the two presets holds in a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// What an input is set to, a site's name and a month included.
    Setting(InputValue),
    /// A plain number: a comovement or a correlation.
    Number(f64),
    /// A claim's bound, in the unit of what it is about.
    Bound(Bound, Unit),
    /// A word of the format, such as a claim's kind.
    Word(&'static str),
    /// Text of a person's own. It is made harmless before it is shown.
    Text(String),
    /// The names or ids of a list, of which another order differs.
    Names(Vec<String>),
    /// The values that a source speaks of, in their unit.
    Values(Vec<f64>, Option<Unit>),
}

/// A claim's word for a field of it.
type ClaimWord = fn(&Claim) -> &'static str;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The part that it is in.
    pub part: PresetPart,
    /// Its path: `bull.attach`, `programme.sites.0.pledge`, `risk.comovement`,
    /// `claims.base-income.bound`, `sources.bull.margin.note`, `summary`.
    pub path: String,
    /// An input's name on screen, behind its site's or scenario's; `None` for what is no input.
    pub input: Option<String>,
    /// What the first holds; `None` where it holds nothing of the kind.
    pub a: Option<Held>,
    /// What the second holds; `None` likewise.
    pub b: Option<Held>,
}

/// Everything that two presets differ in; nothing where the program would write the same file for
/// both. Sites are matched by name, claims by id, so that an entry more in between makes no other
/// one differ; another order is a difference of its own.
pub fn differences(a: &Preset, b: &Preset) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.texts(PresetPart::Texts, "name", &a.name, &b.name);
    found.texts(PresetPart::Texts, "summary", &a.summary, &b.summary);
    found.texts(PresetPart::Texts, "currency", &a.currency, &b.currency);
    found.inputs(a, b);
    found.risk(&a.risk, &b.risk);
    found.claims(&a.claims, &b.claims);
    found.sources(a, b);
    found.views(&a.views, &b.views);
    found.0
}

struct Found(Vec<Difference>);

impl Found {
    fn held(
        &mut self,
        part: PresetPart,
        path: impl Into<String>,
        a: Option<Held>,
        b: Option<Held>,
    ) {
        if a != b {
            self.0.push(Difference { part, path: path.into(), input: None, a, b });
        }
    }

    fn texts(&mut self, part: PresetPart, path: impl Into<String>, a: &str, b: &str) {
        let text = |text: &str| (!text.is_empty()).then(|| Held::Text(text.to_owned()));
        self.held(part, path, text(a), text(b));
    }

    /// Another order of names that both have.
    fn order(&mut self, part: PresetPart, path: &str, a: Vec<String>, b: Vec<String>) {
        let common = |of: &[String], other: &[String]| -> Vec<String> {
            of.iter().filter(|name| other.contains(name)).cloned().collect()
        };
        if common(&a, &b) != common(&b, &a) {
            self.held(part, path, Some(Held::Names(a)), Some(Held::Names(b)));
        }
    }

    fn inputs(&mut self, a: &Preset, b: &Preset) {
        let (a, b) = (&a.inputs, &b.inputs);
        self.0.extend(compare_inputs(a, b).into_iter().map(|row| Difference {
            part: PresetPart::Inputs,
            input: Some(row.name()),
            path: row.input,
            a: row.a.map(Held::Setting),
            b: row.b.map(Held::Setting),
        }));
        let names = |sites: &[Site]| sites.iter().map(|site| site.name.clone()).collect();
        let (a, b) = (names(&a.programme.sites), names(&b.programme.sites));
        self.order(PresetPart::Inputs, "programme.sites", a, b);
    }

    fn risk(&mut self, a: &RiskSettings, b: &RiskSettings) {
        let word = |risk: &RiskSettings| Some(Held::Word(risk.shape.id()));
        self.held(PresetPart::Risk, "risk.shape", word(a), word(b));
        let number = |risk: &RiskSettings| Some(Held::Number(risk.comovement));
        self.held(PresetPart::Risk, "risk.comovement", number(a), number(b));
        let pairs = |risk: &RiskSettings| -> Vec<(String, f64)> {
            let pair = |(one, other, value): &(_, _, f64)| (pair_name(*one, *other), *value);
            risk.correlations.iter().map(pair).collect()
        };
        let (a, b) = (pairs(a), pairs(b));
        let only_b = b.iter().filter(|(name, _)| a.iter().all(|(one, _)| one != name));
        for (name, _) in a.iter().chain(only_b) {
            let held = |pairs: &[(String, f64)]| {
                let found = pairs.iter().find(|(other, _)| other == name);
                found.map(|(_, value)| Held::Number(*value))
            };
            self.held(PresetPart::Risk, format!("risk.correlations.{name}"), held(&a), held(&b));
        }
        let names = |pairs: &[(String, f64)]| pairs.iter().map(|(name, _)| name.clone()).collect();
        self.order(PresetPart::Risk, "risk.correlations", names(&a), names(&b));
    }

    fn claims<'a>(&mut self, a: &'a [Claim], b: &'a [Claim]) {
        let find = |claims: &'a [Claim], id: &str| claims.iter().find(|claim| claim.id == id);
        let only_b = b.iter().filter(|claim| find(a, &claim.id).is_none());
        for Claim { id, .. } in a.iter().chain(only_b) {
            match (find(a, id), find(b, id)) {
                (Some(one), Some(other)) => self.claim(one, other),
                (one, other) => {
                    let says = |claim: &Claim| Held::Text(claim.says.clone());
                    let path = format!("claims.{id}");
                    self.held(PresetPart::Claims, path, one.map(says), other.map(says));
                }
            }
        }
        let ids = |claims: &[Claim]| claims.iter().map(|claim| claim.id.clone()).collect();
        self.order(PresetPart::Claims, "claims", ids(a), ids(b));
    }

    fn claim(&mut self, a: &Claim, b: &Claim) {
        let part = PresetPart::Claims;
        let path = |field: &str| format!("claims.{}.{field}", a.id);
        self.texts(part, path("says"), &a.says, &b.says);
        let words: [(&str, ClaimWord); 2] =
            [("kind", |claim| claim.kind.id()), ("scenario", |claim| claim.scenario.id())];
        for (field, word) in words {
            self.held(part, path(field), Some(Held::Word(word(a))), Some(Held::Word(word(b))));
        }
        self.texts(part, path("measure"), &a.measure.to_string(), &b.measure.to_string());
        if a.bound != b.bound {
            let bound = |claim: &Claim| Some(Held::Bound(claim.bound, claim.measure.unit()));
            self.held(part, path("bound"), bound(a), bound(b));
        }
        self.texts(part, path("source"), &a.source, &b.source);
    }

    /// Views by their names; the second of one name is held against the second one there.
    fn views(&mut self, a: &[PresetView], b: &[PresetView]) {
        let numbered = |views: &[PresetView]| -> Vec<(String, String)> {
            let layout = RonLayout { newline: "\n", indent: "" };
            let named = views.iter().enumerate().map(|(index, of)| {
                let before = views[..index].iter().filter(|other| other.name == of.name).count();
                let number = if before == 0 { String::new() } else { format!(" ({})", before + 1) };
                (format!("{}{number}", of.name), layout.write(&view(of), "", true))
            });
            named.collect()
        };
        let (a, b) = (numbered(a), numbered(b));
        let only_b = b.iter().filter(|(name, _)| a.iter().all(|(one, _)| one != name));
        for (name, _) in a.iter().chain(only_b) {
            let held = |views: &[(String, String)]| {
                let found = views.iter().find(|(other, _)| other == name);
                found.map(|(_, text)| Held::Text(text.clone()))
            };
            self.held(PresetPart::Views, format!("views.{name}"), held(&a), held(&b));
        }
        let names =
            |views: Vec<(String, String)>| views.into_iter().map(|(name, _)| name).collect();
        self.order(PresetPart::Views, "views", names(a), names(b));
    }

    fn sources(&mut self, a: &Preset, b: &Preset) {
        let mut keys: Vec<&String> = a.sources.keys().chain(b.sources.keys()).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            match (a.sources.get(key), b.sources.get(key)) {
                (Some(one), Some(other)) => {
                    let path = |field: &str| format!("sources.{key}.{field}");
                    self.texts(PresetPart::Sources, path("note"), &one.note, &other.note);
                    self.texts(PresetPart::Sources, path("cite"), &one.cite, &other.cite);
                    self.texts(PresetPart::Sources, path("as_of"), &one.as_of, &other.as_of);
                    // Sources that speak of the values of their presets differ with these alone.
                    if one.of != other.of {
                        let [a, b] = [a, b].map(|preset| {
                            let values = preset.written_values(key)?;
                            Some(Held::Values(values, super::sources::unit_of(key)))
                        });
                        self.held(PresetPart::Sources, path("of"), a, b);
                    }
                }
                (a, b) => {
                    let note = |source: &Source| Held::Text(source.note.clone());
                    let path = format!("sources.{key}");
                    self.held(PresetPart::Sources, path, a.map(note), b.map(note));
                }
            }
        }
    }
}

fn pair_name(one: crate::model::Driver, other: crate::model::Driver) -> String {
    format!("{}–{}", one.id(), other.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Driver, Month, Scenario};
    use crate::preset::library::{BUNDLED, DEFAULT};
    use crate::preset::{Library, to_ron};

    /// What is done to a preset.
    type Change = fn(&mut Preset);

    fn announced() -> Preset {
        Library::bundled_only().find(DEFAULT).unwrap().0
    }

    fn paths(a: &Preset, b: &Preset) -> Vec<String> {
        differences(a, b).into_iter().map(|difference| difference.path).collect()
    }

    #[test]
    fn presets_differ_just_where_their_files_do() {
        let library = Library::bundled_only();
        for (one, _) in BUNDLED {
            for (other, _) in BUNDLED {
                let [one, other] = [one, other].map(|id| library.find(id).unwrap().0);
                let same = to_ron(&one) == to_ron(&other);
                assert_eq!(differences(&one, &other).is_empty(), same);
            }
        }
    }

    #[test]
    fn every_part_of_a_file_is_compared() {
        let a = announced();
        let changes: [(&str, Change); 18] = [
            ("name", |preset| preset.name.push('!')),
            ("summary", |preset| preset.summary.clear()),
            ("currency", |preset| preset.currency = "€".to_owned()),
            ("views.cash", |preset| {
                let name = "cash".to_owned();
                preset.views.push(PresetView { name, ..PresetView::default() });
            }),
            ("bull.attach", |preset| {
                preset.inputs.scenarios[Scenario::Bull].set_driver(Driver::Attach, 0.5);
            }),
            ("base.weight", |preset| preset.inputs.scenarios[Scenario::Base].weight = 1.0),
            ("programme.horizon", |preset| {
                preset.inputs.programme.horizon = Month::new(2041, 12);
            }),
            ("programme.gdp.multiplier", |preset| preset.inputs.programme.gdp_multiplier = 2.0),
            ("programme.sites.0.pledge", |preset| preset.inputs.programme.sites[0].pledge = 1.0),
            ("risk.shape", |preset| preset.risk.shape = crate::analysis::Shape::Pert),
            ("risk.comovement", |preset| preset.risk.comovement = 0.9),
            ("risk.correlations.margin–attach", |preset| {
                preset.risk.correlations.push((Driver::Margin, Driver::Attach, 0.1));
            }),
            ("claims.ID.says", |preset| preset.claims[0].says.push('!')),
            ("claims.ID.bound", |preset| preset.claims[0].bound = Bound::AtLeast(77.0)),
            ("claims.ID", |preset| {
                preset.claims.remove(0);
            }),
            ("claims", |preset| preset.claims.swap(0, 1)),
            ("sources.bull.margin.note", |preset| {
                preset.sources.get_mut("bull.margin").unwrap().note.clear();
            }),
            ("sources.bull.margin", |preset| {
                preset.sources.remove("bull.margin");
            }),
        ];
        for (path, change) in changes {
            let mut b = a.clone();
            change(&mut b);
            let path = path.replace("ID", &a.claims[0].id);
            assert_eq!(paths(&a, &b), [path.as_str()]);
            assert_eq!(paths(&b, &a), [path.as_str()]);
            assert_ne!(to_ron(&a), to_ron(&b));
        }
    }
}
