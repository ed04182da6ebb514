use std::collections::BTreeMap;

use crate::browser::SentRequest;

/// A parsed request.
pub(crate) struct Wire {
    /// The effective method: the `_method` of the query, if a POST has one.
    pub method: String,
    /// The segments of the path below `/v1`.
    pub path: Vec<String>,
    pub query: BTreeMap<String, String>,
    pub form: BTreeMap<String, String>,
    pub authorization: Option<String>,
}

impl Wire {
    pub fn read(request: &SentRequest) -> Self {
        let (url, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        let path = url.split_once("/v1/").map(|(_, path)| path).unwrap_or_default();
        let query = pairs(query);
        Wire {
            method: query.get("_method").cloned().unwrap_or_else(|| request.method.into()),
            path: path.split('/').map(decoded).collect(),
            query,
            form: pairs(&request.body),
            authorization: request.authorization.clone(),
        }
    }

    /// Returns a GET /client with a token.
    pub fn get_client(token: Option<&str>) -> Self {
        let query = token.map(|token| ("__clerk_db_jwt".into(), token.into()));
        Wire {
            method: "GET".into(),
            path: vec!["client".into()],
            query: query.into_iter().collect(),
            form: BTreeMap::new(),
            authorization: token.map(String::from),
        }
    }

    pub fn is(&self, method: &str, path: &[&str]) -> bool {
        self.method == method && self.path == path
    }

    /// Returns whether this is the same request, retried or not.
    pub fn is_same(&self, other: &Wire) -> bool {
        self.method == other.method && self.path == other.path && self.form == other.form
    }

    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub fn form(&self, name: &str) -> Option<&str> {
        self.form.get(name).map(String::as_str)
    }
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// Decodes percent encoding (RFC 3986, 2.1).
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let (code, others) = after.split_at_checked(2).unwrap_or(("", after));
        bytes.extend(u8::from_str_radix(code, 16));
        rest = others;
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
