/// Returns the shortest list that still fails, by removing ever smaller parts.
pub(crate) fn shrink<T: Clone>(mut items: Vec<T>, fails: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut size = items.len().div_ceil(2);
    while size > 0 {
        let mut start = 0;
        let mut has_shrunk = false;
        while start < items.len() {
            let end = (start + size).min(items.len());
            let rest: Vec<T> = [&items[..start], &items[end..]].concat();
            if fails(&rest) {
                items = rest;
                has_shrunk = true;
            } else {
                start = end;
            }
        }
        if !has_shrunk {
            size /= 2;
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irrelevant_items_are_removed() {
        let matters = |items: &[u32]| items.contains(&17) && items.contains(&80);
        assert_eq!(shrink((0..100).collect(), matters), [17, 80]);
        assert_eq!(shrink(vec![1, 2, 3], |_| true), [0; 0]);
        let in_order = |items: &[u32]| items.iter().filter(|item| **item % 3 == 0).count() >= 4;
        assert_eq!(shrink((1..50).collect(), in_order).len(), 4);
    }
}
