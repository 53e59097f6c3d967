//! The values of a text with their places.

use super::literal;
use super::node::{Extent, ScanError, SyntaxKind, SyntaxNode};
use super::scan::scan;

/// The values of a text with their places; the first is the outermost.
#[derive(Debug)]
pub struct Outline<'t> {
    text: &'t str,
    nodes: Vec<SyntaxNode>,
    comments: Vec<Extent>,
}

impl<'t> Outline<'t> {
    /// # Errors
    /// When brackets, quotation marks, commas or comments don't add up.
    pub fn of(text: &'t str) -> Result<Self, ScanError> {
        let (nodes, comments) = scan(text)?;
        Ok(Self { text, nodes, comments })
    }

    /// The whole text.
    pub const fn whole(&self) -> &'t str {
        self.text
    }

    /// The comments, in the order of the text.
    pub fn comments(&self) -> &[Extent] {
        &self.comments
    }

    /// The outermost value.
    pub fn root(&self) -> &SyntaxNode {
        &self.nodes[0]
    }

    /// The outermost value, to go on from.
    pub fn start(&self) -> At<'_, 't> {
        At { outline: self, node: Some(self.root()) }
    }

    /// The values inside another.
    pub fn children<'a>(
        &'a self,
        node: &'a SyntaxNode,
    ) -> impl DoubleEndedIterator<Item = &'a SyntaxNode> {
        node.children.iter().filter_map(|index| self.nodes.get(*index))
    }

    /// The text of a place.
    pub fn text(&self, span: Extent) -> &'t str {
        span.of(self.text)
    }

    /// The name or key before a value, without quotation marks.
    pub fn key(&self, node: &SyntaxNode) -> &'t str {
        let key = node.key.map_or("", |key| self.text(key));
        let bare = key.strip_prefix("r#").unwrap_or(key);
        bare.strip_prefix('"').and_then(|bare| bare.strip_suffix('"')).unwrap_or(bare)
    }

    /// The same as the text that it stands for.
    pub fn name(&self, node: &SyntaxNode) -> String {
        let key = node.key.map_or("", |key| self.text(key));
        match literal::text(key) {
            Ok(name) if key.ends_with(['"', '#']) => name,
            _ => self.key(node).to_owned(),
        }
    }

    /// The value of a field, or of a list's entry where `name` is its number.
    pub fn child<'a>(&'a self, node: &'a SyntaxNode, name: &str) -> Option<&'a SyntaxNode> {
        let node = self.unwrapped(node);
        match node.kind {
            SyntaxKind::Record | SyntaxKind::Map => self
                .children(node)
                .find(|child| self.key(child) == name)
                .or_else(|| self.entry(node, name).filter(|entry| entry.key.is_none())),
            _ => self.entry(node, name),
        }
    }

    /// The value that a path of names leads to, or the innermost one on the way that is there.
    pub fn find(&self, path: &str) -> &SyntaxNode {
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
    pub fn unwrapped<'a>(&'a self, node: &'a SyntaxNode) -> &'a SyntaxNode {
        match (node.tag, node.children.as_slice()) {
            (Some(tag), [only]) if self.text(tag) == "Some" => {
                self.nodes.get(*only).unwrap_or(node)
            }
            _ => node,
        }
    }

    fn entry<'a>(&'a self, node: &'a SyntaxNode, number: &str) -> Option<&'a SyntaxNode> {
        let index: usize = number.parse().ok()?;
        self.nodes.get(*node.children.get(index)?)
    }
}

/// A place in an outline. Where nothing is, there is nothing further in, and no value.
#[derive(Debug, Clone, Copy)]
pub struct At<'o, 't> {
    outline: &'o Outline<'t>,
    node: Option<&'o SyntaxNode>,
}

impl<'o, 't> At<'o, 't> {
    /// What stands there.
    pub const fn node(self) -> Option<&'o SyntaxNode> {
        self.node
    }

    /// What a path of names and numbers leads to from here.
    pub fn at(self, path: &str) -> Self {
        let inside = |at: Self, name| at.node.and_then(|node| at.outline.child(node, name));
        path.split('.').fold(self, |at, name| Self { node: inside(at, name), ..at })
    }

    /// The values of a group; none where something else stands.
    pub fn entries(self) -> impl Iterator<Item = Self> {
        let node = self.node.map(|node| self.outline.unwrapped(node));
        let children = node.into_iter().flat_map(|node| self.outline.children(node));
        children.map(move |node| Self { node: Some(node), ..self })
    }

    /// Whether a value of that kind stands there.
    pub fn is(self, kind: SyntaxKind) -> bool {
        self.node.is_some_and(|node| self.outline.unwrapped(node).kind == kind)
    }

    /// The name or key before the value.
    pub fn key(self) -> String {
        self.node.map_or_else(String::new, |node| self.outline.name(node))
    }

    /// A number.
    pub fn number(self) -> Option<f64> {
        literal::number(self.literal(SyntaxKind::Number)?)
    }

    /// A number without a fraction, no larger than fits.
    pub fn whole(self) -> Option<i32> {
        literal::whole(self.number()?)
    }

    /// A text.
    pub fn text(self) -> Option<String> {
        literal::text(self.literal(SyntaxKind::Text)?).ok()
    }

    /// A bare word, or the one before a bracket.
    pub fn word(self) -> Option<&'t str> {
        let tag = self.node?.tag.map(|tag| self.outline.text(tag));
        tag.or_else(|| self.literal(SyntaxKind::Word))
    }

    fn literal(self, kind: SyntaxKind) -> Option<&'t str> {
        let node = self.outline.unwrapped(self.node?);
        (node.kind == kind).then(|| self.outline.text(node.span))
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
        assert_eq!(value("programme.sites.0.months"), "(pledge: 40.0)");
        assert_eq!(value("kind"), "Tested");
        assert_eq!(outline.find("within.1").kind, SyntaxKind::Number);
        assert_eq!(outline.comments().len(), 2);
        let start = outline.start();
        assert_eq!(start.at("programme.sites.1.pledge").number(), Some(-1.5));
        assert_eq!(start.at("within.0").number(), Some(2.5));
        assert_eq!(start.at("raw").text().as_deref(), Some("x \" # y"));
        assert_eq!(
            (start.at("kind").word(), start.at("delay").word()),
            (Some("Tested"), Some("Months"))
        );
        assert_eq!(start.at("sources").entries().next().unwrap().key(), "bear.margin");
        assert!(start.at("programme.gdp.multiplier").number().is_none());
    }
}
