//! Texts in Markdown, as HTML that is safe to put in a page.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Options, Parser, html};

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener nofollow"))
        // An image would tell its host who reads the page.
        .rm_tags(["img", "map", "area"]);
    cleaner
});

/// The HTML of a text in Markdown (CommonMark, with tables and strikethrough).
///
/// It holds no script, style, form, image or frame. Links lead to `http`, `https`, `mailto` and `tel` addresses only,
/// and have `rel="noopener nofollow"`.
///
/// ```
/// let html = grc_core::routing::markdown::html("**Tarif** <script>alert(1)</script>");
/// assert_eq!(html, "<p><strong>Tarif</strong> </p>\n");
/// ```
pub fn html(markdown: &str) -> String {
    let mut raw = String::new();
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    html::push_html(&mut raw, Parser::new_ext(markdown, extensions));
    CLEANER.clean(&raw).to_string()
}
