//! SHA-1 (RFC 3174). Use it only where security does not depend on it: it names a cookie.
//!
//! The crate `sha1_smol` would add 1.5 KB to the download. The browser's own SHA-1 is missing on
//! insecure pages, and is asynchronous.

const BLOCK: usize = 64;

/// Returns the digest of a short text.
pub(crate) fn sha1(text: &str) -> [u8; 20] {
    let mut message = Vec::from(text);
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(BLOCK) - 8, 0);
    message.extend((text.len() as u64 * 8).to_be_bytes());

    let mut state: [u32; 5] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
    for block in message.chunks_exact(BLOCK) {
        let mut words = [0_u32; 80];
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for at in 0..words.len() {
            let word = match block.get(4 * at..4 * at + 4) {
                Some(bytes) => bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte)),
                None => {
                    (words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]).rotate_left(1)
                }
            };
            words[at] = word;
            let (mixed, constant) = match at / 20 {
                0 => (b & c | !b & d, 0x5a827999),
                1 => (b ^ c ^ d, 0x6ed9eba1),
                2 => (b & c | b & d | c & d, 0x8f1bbcdc),
                _ => (b ^ c ^ d, 0xca62c1d6_u32),
            };
            let terms = [mixed, e, constant, word];
            let next = terms.into_iter().fold(a.rotate_left(5), u32::wrapping_add);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (sum, word) in state.iter_mut().zip([a, b, c, d, e]) {
            *sum = sum.wrapping_add(word);
        }
    }
    let mut digest = [0; 20];
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = (state[at / 4] >> (24 - at % 4 * 8)) as u8;
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> String {
        sha1(text).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn digests_are_those_of_rfc_3174() {
        assert_eq!(hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        );
        assert_eq!(hex(&"01234567".repeat(80)), "dea356a2cddd90c7a7ecedc5ebb563934f460452");
        assert_eq!(hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    }

    #[test]
    fn lengths_around_a_block_are_padded_correctly() {
        // The digest of 55 bytes takes one block, that of 56 takes two.
        assert_eq!(hex(&"a".repeat(55)), "c1c8bbdc22796e28c0e15163d20899b65621d65a");
        assert_eq!(hex(&"a".repeat(56)), "c2db330f6083854c99d4b5bfb6e8f29f201be699");
        assert_eq!(hex(&"a".repeat(64)), "0098ba824b5c16427bd7a1122a5a442a25ec644d");
    }
}
