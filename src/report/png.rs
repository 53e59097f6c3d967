//! A drawing as a picture of dots, for slides that take no vectors. The font comes along, so that it
//! looks the same everywhere: a part of `DejaVu Sans`, under the licence in `assets/fonts`.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

const FONT: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans-subset.ttf");
const FAMILY: &str = "DejaVu Sans";

/// Dots across and down for each pixel of the drawing: as sharp as a projector shows.
const SCALE: f32 = 2.0;

/// An SVG of our own as PNG, twice as many dots across and down as it has pixels.
///
/// # Errors
/// When it is no SVG, or there is no memory for it.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let mut options = Options { font_family: FAMILY.to_owned(), ..Options::default() };
    let fonts = Arc::make_mut(&mut options.fontdb);
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let made = size.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut pixmap = made.ok_or("there is no memory for a picture of that size")?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| error.to_string())
}
