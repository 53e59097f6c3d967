//! `payback mcp` where it isn't built in, and where nobody asks anything.

use crate::evaluation::Home;

#[test]
fn a_server_for_assistants_needs_the_feature_and_says_so() {
    let home = Home::new();
    if cfg!(feature = "mcp") {
        assert_eq!(home.done(&["mcp"]), "");
    } else {
        home.refused(&["mcp"], &["cargo install --path . --features mcp"]);
    }
}
