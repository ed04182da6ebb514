//! The state of the page that a client runs in.

/// The state of a page. Without a page, nothing of it holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Page {
    pub is_visible: bool,
    pub is_hidden: bool,
    pub has_focus: bool,
    /// Whether the page is in a frame, and the top page has another origin.
    pub is_foreign_frame: bool,
}
