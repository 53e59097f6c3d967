//! Where things stand in the text of a preset: an outline of its values with their places,
//! made without recursion, so that no file can exhaust the stack.

mod cursor;
mod scan;

pub use scan::ScanError;
use std::fmt;

/// A stretch of a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Its part of the text; empty where it doesn't fit.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What kind of value stands somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number, also `NaN` or `inf`.
    Number,
    /// Text in quotation marks.
    Text,
    /// A bare word, such as a variant's name.
    Word,
    /// `( … )`, with a word before it or without.
    Record,
    /// `[ … ]`
    List,
    /// `{ … }`
    Map,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Text => "text",
            Self::Word => "a word",
            Self::Record => "a group in ( )",
            Self::List => "a list in [ ]",
            Self::Map => "a map in { }",
        })
    }
}

/// One value of the text.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it is; a record's word included.
    pub span: Span,
    /// The field's name or the map's key before it.
    pub key: Option<Span>,
    /// The word before a record's parenthesis.
    pub tag: Option<Span>,
    /// The values inside, as indices of the outline.
    pub children: Vec<usize>,
}

/// The values of a text with their places; the first is the outermost.
#[derive(Debug)]
pub struct Outline<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    comments: Vec<Span>,
}

impl<'t> Outline<'t> {
    /// Outlines a text.
    ///
    /// # Errors
    /// When brackets, quotation marks, commas or comments don't add up.
    pub fn of(text: &'t str) -> Result<Self, ScanError> {
        let (nodes, comments) = scan::scan(text)?;
        Ok(Self { text, nodes, comments })
    }

    /// The comments, in the order of the text.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// The outermost value.
    pub fn root(&self) -> &Node {
        &self.nodes[0]
    }

    /// The values inside another.
    pub fn children<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Node> {
        node.children.iter().filter_map(|index| self.nodes.get(*index))
    }

    /// The text of a place.
    pub fn text(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    /// The name or key before a value, without quotation marks.
    pub fn key(&self, node: &Node) -> &'t str {
        let key = node.key.map_or("", |key| self.text(key));
        let bare = key.strip_prefix("r#").unwrap_or(key);
        bare.strip_prefix('"').and_then(|bare| bare.strip_suffix('"')).unwrap_or(bare)
    }

    /// The value of a field, or of a list's entry where `name` is its number.
    pub fn child<'a>(&'a self, node: &'a Node, name: &str) -> Option<&'a Node> {
        let node = self.unwrapped(node);
        match node.kind {
            Kind::Record | Kind::Map => self
                .children(node)
                .find(|child| self.key(child) == name)
                .or_else(|| self.entry(node, name).filter(|entry| entry.key.is_none())),
            _ => self.entry(node, name),
        }
    }

    /// The value that a path of names leads to, or the innermost one on the way that is there.
    pub fn find(&self, path: &str) -> &Node {
        let mut at = self.root();
        for name in path.split('.') {
            match self.child(at, name) {
                Some(inside) => at = inside,
                None => break,
            }
        }
        at
    }

    /// What `Some( … )` holds; any other value itself.
    pub fn unwrapped<'a>(&'a self, node: &'a Node) -> &'a Node {
        match (node.tag, node.children.as_slice()) {
            (Some(tag), [only]) if self.text(tag) == "Some" => {
                self.nodes.get(*only).unwrap_or(node)
            }
            _ => node,
        }
    }

    fn entry<'a>(&'a self, node: &'a Node, number: &str) -> Option<&'a Node> {
        let index: usize = number.parse().ok()?;
        self.nodes.get(*node.children.get(index)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r###"( // a comment, with ) and "
        name: "a \" ) b", programme: (sites: [(pledge: 40.0), (pledge: -1.5)]),
        raw: r##"x " # y"##, within: Some((2.5, NaN)),
        delay: Months(3.0), /* /* ( */ */ sources: {"bear.margin": (note: "n")}, kind: Tested, )"###;

    #[test]
    fn paths_lead_to_values() {
        let outline = Outline::of(TEXT).unwrap();
        let value = |path| outline.text(outline.find(path).span);
        assert_eq!(value("name"), r#""a \" ) b""#);
        assert_eq!(value("programme.sites.1.pledge"), "-1.5");
        assert_eq!(value("raw"), r###"r##"x " # y"##"###);
        assert_eq!(value("within.1"), "NaN");
        assert_eq!(value("delay"), "Months(3.0)");
        assert_eq!(value("delay.0"), "3.0");
        assert_eq!(value("kind"), "Tested");
        assert_eq!(outline.find("within.1").kind, Kind::Number);
        let sources = outline.find("sources");
        assert_eq!(outline.key(outline.children(sources).next().unwrap()), "bear.margin");
    }

    #[test]
    fn a_path_that_ends_early_stays_at_the_innermost_value() {
        let outline = Outline::of(TEXT).unwrap();
        assert_eq!(outline.text(outline.find("programme.sites.0.months").span), "(pledge: 40.0)");
    }
}
