/// A generator of random numbers (xorshift64*), determined by its seed.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Mixes the seed, so that similar seeds begin far apart.
        Random((seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        (((self.next() >> 32) * u64::from(end)) >> 32) as u32
    }

    /// Returns true with a probability of `percent` percent.
    pub fn is_in(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// Returns one of the items.
    pub fn pick<'items, T>(&mut self, items: &'items [T]) -> &'items T {
        &items[self.below(items.len() as u32) as usize]
    }

    /// Returns one of the items, each in proportion to its weight.
    pub fn weighted<'items, T>(&mut self, items: &'items [(u32, T)]) -> &'items T {
        let total = items.iter().map(|(weight, _)| weight).sum();
        let mut at = self.below(total);
        for (weight, item) in items {
            if at < *weight {
                return item;
            }
            at -= weight;
        }
        unreachable!("a number below the sum of the weights falls into one of them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_from_the_seed_and_are_spread() {
        let numbers = |seed| {
            let mut random = Random::new(seed);
            (0..1_000).map(|_| random.below(10)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        for seed in 0..20 {
            let numbers = numbers(seed);
            for digit in 0..10 {
                let count = numbers.iter().filter(|number| **number == digit).count();
                assert!((50..=160).contains(&count), "{digit}: {count}");
            }
        }
    }

    #[test]
    fn weights_say_how_often() {
        let mut random = Random::new(3);
        let picked = (0..1_000).filter(|_| *random.weighted(&[(9, true), (1, false)])).count();
        assert!((850..=950).contains(&picked), "{picked}");
    }
}
