//! JSON values of any type.

use proptest::prelude::*;
use serde_json::Value as Wire;

/// Returns a strategy for JSON values of any type.
pub fn any_json() -> BoxedStrategy<Wire> {
    let leaf = prop_oneof![
        Just(Wire::Null),
        any::<bool>().prop_map(Wire::from),
        any::<i64>().prop_map(Wire::from),
        any::<f64>().prop_map(Wire::from),
        any::<String>().prop_map(Wire::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Wire::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| Wire::Object(members.into_iter().collect())),
        ]
    })
    .boxed()
}
