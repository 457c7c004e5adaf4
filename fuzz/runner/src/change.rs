//! Random changes of seeds, the same for the same number to begin with.

/// Inputs grow no longer than that.
const LENGTH_MAX: usize = 64 * 1024;

/// The syntax of text formats: changes find the most there.
const TOKENS: &[&str] = &[
    "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "\n", "\r\n", "- ", "  ", "\t", "&a", "*a",
    "<<: ", "|", ">", "#", "!!str ", "$ref: ", "null", "-0", "1e999", "\u{feff}", "\u{0}",
    "\u{2028}", "<", ">", "&amp;", "]]>", "--", "%", "..", "~1", "\\u0000", "\\ud800", "---\n",
];

/// An endless row of inputs.
pub(crate) struct Changes {
    seeds: Vec<Vec<u8>>,
    state: u64,
}

impl Changes {
    pub(crate) fn new(seeds: Vec<Vec<u8>>, seed: u64) -> Changes {
        Changes {
            seeds,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// A seed with up to eight changes.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let index = self.below(self.seeds.len());
        let mut input = self.seeds[index].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut input);
        }
        input.truncate(LENGTH_MAX);
        // What was made of a seed may be changed further.
        if self.below(8) == 0 && self.seeds.len() < 256 {
            self.seeds.push(input.clone());
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let length = self.below(16).min(input.len() - at);
        match self.below(7) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 => input.insert(at, u8::try_from(self.below(256)).unwrap_or_default()),
            2 => drop(input.drain(at..at + length)),
            3 => {
                let token = TOKENS[self.below(TOKENS.len())];
                input.splice(at..at, token.bytes());
            }
            4 => {
                let copy = input[at..at + length].to_vec();
                let times = 1 + self.below(8);
                let to = self.below(input.len() + 1);
                input.splice(to..to, copy.repeat(times));
            }
            5 => {
                let other = self.below(self.seeds.len());
                let other = &self.seeds[other];
                let from = other.len() / 2;
                let piece = other[from..(from + 256).min(other.len())].to_vec();
                input.splice(at..at, piece);
            }
            _ => input.truncate(at),
        }
    }

    /// Below a number, by xorshift.
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        let end = end.max(1) as u64;
        usize::try_from(self.state % end).unwrap_or_default()
    }
}
