//! The parameters of a touch.

use crate::api::factors::FormFields;

/// The changes that a touch makes, besides the time of the last activity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touch {
    /// The organization (`org_…`) to make active. If empty, the personal account. If `None`, no
    /// change.
    pub organization_id: Option<String>,
    /// The reason for the touch.
    pub intent: Option<Intent>,
}

/// The reason for touching a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Intent {
    /// The page came into view.
    Focus,
    /// The user chose another session.
    SelectSession,
    /// The user chose another organization.
    SelectOrganization,
}

impl Intent {
    #[cfg(feature = "npm")]
    pub(crate) const ALL: [Intent; 3] =
        [Intent::Focus, Intent::SelectSession, Intent::SelectOrganization];

    /// Returns the word on the wire and in JavaScript.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Intent::Focus => "focus",
            Intent::SelectSession => "select_session",
            Intent::SelectOrganization => "select_org",
        }
    }
}

impl Touch {
    pub(crate) fn into_fields(self) -> FormFields {
        let mut form = FormFields::new();
        if let Some(organization) = self.organization_id {
            form.push(("active_organization_id", organization.into()));
        }
        if let Some(intent) = self.intent {
            form.push(("intent", intent.as_str().into()));
        }
        form
    }
}
