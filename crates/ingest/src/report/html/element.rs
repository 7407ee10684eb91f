//! Elements, by what the reader does with them.

/// Elements without content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that begin on a line of their own, and end an open paragraph.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Elements of which nothing is shown, or nothing that is the report's.
pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "aside"
            | "audio"
            | "button"
            | "canvas"
            | "colgroup"
            | "datalist"
            | "dialog"
            | "footer"
            | "head"
            | "iframe"
            | "input"
            | "label"
            | "nav"
            | "noembed"
            | "noframes"
            | "noscript"
            | "object"
            | "option"
            | "rp"
            | "rt"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

/// Level of a heading.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

/// Elements set in italics.
pub(super) fn is_italic(name: &str) -> bool {
    matches!(name, "em" | "i" | "cite" | "dfn" | "var")
}

/// Roles of which nothing is the report's.
pub(super) fn is_skipped_role(role: &str) -> bool {
    matches!(
        role,
        "alert"
            | "banner"
            | "complementary"
            | "contentinfo"
            | "dialog"
            | "doc-toc"
            | "doc-pagelist"
            | "menu"
            | "menubar"
            | "navigation"
            | "search"
            | "toolbar"
    )
}

/// Classes and ids, common to many publishing systems, of what is not the report's.
pub(super) fn is_skipped_class(class: &str) -> bool {
    matches!(
        class,
        "breadcrumb"
            | "breadcrumbs"
            | "headerlink"
            | "mw-editsection"
            | "mw-cite-backlink"
            | "noprint"
            | "table-of-contents"
            | "toc"
    )
}

/// Elements that an opening tag `name` closes, where they are open, and the elements that it does not look
/// beyond.
pub(super) fn closes(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const LISTS: &[&str] = &["ul", "ol", "menu", "dir", "table", "td", "th"];
    const TABLES: &[&str] = &["table"];
    Some(match name {
        "li" => (&["li"], LISTS),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "table", "td", "th"]),
        "td" | "th" => (&["td", "th", "caption"], TABLES),
        "tr" => (&["tr", "caption", "colgroup"], TABLES),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "caption", "colgroup"], TABLES),
        "option" => (&["option"], &["select", "datalist"]),
        "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
        _ => return None,
    })
}
