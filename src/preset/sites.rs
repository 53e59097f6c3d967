//! A programme's sites added, removed and moved, with everything that names them by their numbers:
//! sources, and what views set and put on their axes.

use super::Preset;
use crate::model::Site;
use crate::model::programme::SITES;
use crate::text::quoted;

/// Why a programme's sites can't be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    /// There are so many sites, and none of that number.
    #[error("{}", no_such_site(*.0))]
    NoSuch(usize),
    /// There are as many as there may be.
    #[error("a programme has {} sites at most", SITES.end())]
    Full,
    /// The only one is to go.
    #[error("it is the programme's only site, and a programme needs one")]
    Last,
    /// A site without a name.
    #[error("a site needs a name")]
    NoName,
    /// A view depends on the site that is to go.
    #[error("the view {} uses {key}; change or remove the view first", quoted(.view))]
    InView {
        /// The view's name.
        view: String,
        /// The key of the site that it uses.
        key: String,
    },
}

/// That a programme of so many sites has none of a number.
pub(crate) fn no_such_site(sites: usize) -> String {
    format!("there is no such site; they are numbered from 0 to {}", sites.saturating_sub(1))
}

/// A key with its site at another number: `programme.sites.2.pledge` as `programme.sites.1.pledge`.
/// A key of no site stays as it is; `None` where `to` says that the site is gone.
pub fn renumbered(key: &str, to: impl Fn(usize) -> Option<usize>) -> Option<String> {
    match site_of(key) {
        Some((site, field)) => Some(format!("programme.sites.{}.{field}", to(site)?)),
        None => Some(key.to_owned()),
    }
}

/// The site that a key names by its number, and the field of it.
fn site_of(key: &str) -> Option<(usize, &str)> {
    let (site, field) = key.strip_prefix("programme.sites.")?.split_once('.')?;
    Some((site.parse().ok()?, field))
}

impl Preset {
    /// Adds a site of that name behind the last, which it is a copy of but for its sources.
    ///
    /// # Errors
    /// When the name is empty, or there are as many sites as there may be.
    pub fn add_site(&mut self, name: &str) -> Result<(), SiteError> {
        if name.trim().is_empty() {
            return Err(SiteError::NoName);
        }
        let sites = &mut self.inputs.programme.sites;
        if sites.len() >= *SITES.end() {
            return Err(SiteError::Full);
        }
        let mut site = sites.last().cloned().unwrap_or_default();
        name.clone_into(&mut site.name);
        sites.push(site);
        Ok(())
    }

    /// Puts a copy of a site, counted from 0, behind it, under that name and without its sources. Keys
    /// of those behind it follow.
    ///
    /// # Errors
    /// When there is no such site, the name is empty, or there are as many sites as there may be.
    pub fn duplicate_site(&mut self, site: usize, name: &str) -> Result<(), SiteError> {
        self.check_site(site)?;
        if name.trim().is_empty() {
            return Err(SiteError::NoName);
        }
        let sites = &mut self.inputs.programme.sites;
        if sites.len() >= *SITES.end() {
            return Err(SiteError::Full);
        }
        let copy = Site { name: name.to_owned(), ..sites[site].clone() };
        sites.insert(site + 1, copy);
        self.renumber(|number| Some(if number > site { number + 1 } else { number }));
        Ok(())
    }

    /// Removes a site, counted from 0, with its sources. Keys of those behind it follow.
    ///
    /// # Errors
    /// When there is no such site, it is the only one, or a view uses it.
    pub fn remove_site(&mut self, site: usize) -> Result<(), SiteError> {
        self.check_site(site)?;
        if self.inputs.programme.sites.len() <= *SITES.start() {
            return Err(SiteError::Last);
        }
        if let Some((view, key)) = self.use_in_view(site) {
            return Err(SiteError::InView { view, key });
        }
        self.inputs.programme.sites.remove(site);
        self.renumber(|number| match number.cmp(&site) {
            std::cmp::Ordering::Less => Some(number),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(number - 1),
        });
        Ok(())
    }

    /// Moves a site to another place, both counted from 0; those between make room. Keys follow.
    ///
    /// # Errors
    /// When there is no such site or place.
    pub fn move_site(&mut self, from: usize, to: usize) -> Result<(), SiteError> {
        self.check_site(from)?;
        self.check_site(to)?;
        let sites = &mut self.inputs.programme.sites;
        let moved = sites.remove(from);
        sites.insert(to, moved);
        self.renumber(|number| {
            Some(match number {
                _ if number == from => to,
                _ if from < number && number <= to => number - 1,
                _ if to <= number && number < from => number + 1,
                _ => number,
            })
        });
        Ok(())
    }

    fn check_site(&self, site: usize) -> Result<(), SiteError> {
        let sites = self.inputs.programme.sites.len();
        if site < sites { Ok(()) } else { Err(SiteError::NoSuch(sites)) }
    }

    /// The first view that uses a site, and the key of its use.
    fn use_in_view(&self, site: usize) -> Option<(String, String)> {
        let own = self.views.iter().filter(|view| view.preset.is_none());
        own.into_iter().find_map(|view| {
            let set = view.set.iter().map(|(key, _)| key);
            let mut keys = set.chain(view.axes.iter().flatten());
            let used = keys.find(|key| site_of(key).is_some_and(|(number, _)| number == site))?;
            Some((view.name.clone(), used.clone()))
        })
    }

    /// Names sites by other numbers wherever they are named. Views of other presets name others'.
    fn renumber(&mut self, to: impl Fn(usize) -> Option<usize>) {
        let sources = std::mem::take(&mut self.sources).into_iter();
        self.sources =
            sources.filter_map(|(key, source)| Some((renumbered(&key, &to)?, source))).collect();
        for view in self.views.iter_mut().filter(|view| view.preset.is_none()) {
            let keys = view.set.iter_mut().map(|(key, _)| key);
            for key in keys.chain(view.axes.iter_mut().flatten()) {
                if let Some(renumbered) = renumbered(key, &to) {
                    *key = renumbered;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{Library, PresetView, SetTo, Source, read, refusals, rewritten, to_ron};

    /// Sites `a`, `b` and `c`, each with a source, a place in a view and a pledge of its own.
    fn three() -> Preset {
        let (mut preset, _) = Library::bundled_only().find("apec-40b").expect("bundled");
        preset.inputs.programme.sites.truncate(1);
        preset.inputs.programme.sites[0].name = "a".to_owned();
        preset.sources.retain(|key, _| !key.starts_with("programme.sites."));
        preset.views.clear();
        for name in ["b", "c"] {
            preset.add_site(name).unwrap();
        }
        for site in 0..3 {
            let key = format!("programme.sites.{site}.pledge");
            let name = preset.inputs.programme.sites[site].name.clone();
            preset.inputs.programme.sites[site].pledge += f64::from(u32::try_from(site).unwrap());
            preset.sources.insert(key.clone(), Source { note: name.clone(), ..Source::default() });
            preset.views.push(PresetView {
                name,
                set: vec![(key, SetTo::Number(1.0))],
                axes: Some([
                    "utilization".to_owned(),
                    format!("programme.sites.{site}.extra_delay"),
                ]),
                ..PresetView::default()
            });
        }
        read(to_ron(&preset).as_bytes(), "").unwrap()
    }

    /// Every site's name, with the note of its source, and the view that sets its pledge.
    fn order(preset: &Preset) -> Vec<String> {
        let named = |(site, of): (usize, &crate::model::Site)| {
            let key = format!("programme.sites.{site}.pledge");
            let axis = format!("programme.sites.{site}.extra_delay");
            let note = preset.sources.get(&key).map_or("-", |source| source.note.as_str());
            let sets = |view: &&PresetView| {
                view.set[0].0 == key && view.axes.as_ref().is_some_and(|axes| axes[1] == axis)
            };
            let view = preset.views.iter().find(sets).map_or("-", |view| view.name.as_str());
            format!("{}{note}{view}", of.name)
        };
        preset.inputs.programme.sites.iter().enumerate().map(named).collect()
    }

    #[test]
    fn what_names_a_site_follows_it_wherever_it_goes() {
        let preset = three();
        assert_eq!(order(&preset), ["aaa", "bbb", "ccc"]);
        for from in 0..3 {
            for to in 0..3 {
                let mut moved = preset.clone();
                moved.move_site(from, to).unwrap();
                let mut expected = vec!["aaa", "bbb", "ccc"];
                let name = expected.remove(from);
                expected.insert(to, name);
                assert_eq!(order(&moved), expected, "{from} to {to}");
                assert_eq!(moved.stale_sources(), []);
                assert_eq!(refusals(&moved), []);
                let text = rewritten(to_ron(&preset).as_bytes(), &moved);
                assert_eq!(read(text.as_bytes(), "").unwrap(), moved);
                moved.move_site(to, from).unwrap();
                assert_eq!(moved, preset);
            }
        }
        let mut copied = preset.clone();
        copied.duplicate_site(0, "d").unwrap();
        assert_eq!(order(&copied), ["aaa", "d--", "bbb", "ccc"]);
        assert_eq!(refusals(&copied), []);
        copied.remove_site(1).unwrap();
        assert_eq!(copied, preset);
        let mut removed = preset.clone();
        removed.views.remove(1);
        removed.remove_site(1).unwrap();
        assert_eq!(order(&removed), ["aaa", "ccc"]);
        assert_eq!(refusals(&removed), []);
        // What speaks of another preset's sites is left alone.
        let mut elsewhere = preset;
        elsewhere.views.iter_mut().for_each(|view| view.preset = Some("other".to_owned()));
        elsewhere.remove_site(0).unwrap();
        assert_eq!(elsewhere.views[2].set[0].0, "programme.sites.2.pledge");
    }

    #[test]
    fn what_a_programme_cannot_do_without_stays() {
        let mut preset = three();
        let before = preset.clone();
        let view = SiteError::InView { view: "b".into(), key: "programme.sites.1.pledge".into() };
        assert_eq!(preset.remove_site(1), Err(view));
        assert_eq!(preset.remove_site(3), Err(SiteError::NoSuch(3)));
        assert_eq!(preset.move_site(0, 3), Err(SiteError::NoSuch(3)));
        assert_eq!(preset.move_site(3, 0), Err(SiteError::NoSuch(3)));
        assert_eq!(preset.add_site(" "), Err(SiteError::NoName));
        assert_eq!(preset.duplicate_site(3, "d"), Err(SiteError::NoSuch(3)));
        assert_eq!(preset.duplicate_site(0, " "), Err(SiteError::NoName));
        assert_eq!(preset, before);
        preset.views.clear();
        preset.remove_site(2).unwrap();
        preset.remove_site(0).unwrap();
        assert_eq!(preset.remove_site(0), Err(SiteError::Last));
        for number in 1..*SITES.end() {
            preset.add_site(&number.to_string()).unwrap();
        }
        assert_eq!(preset.add_site("more"), Err(SiteError::Full));
        assert_eq!(preset.duplicate_site(0, "more"), Err(SiteError::Full));
        assert_eq!(refusals(&preset), []);
    }
}
