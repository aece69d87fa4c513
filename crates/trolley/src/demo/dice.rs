//! Choices that look like chance and fall the same way every time.

/// Dice that always fall in the same order: `SplitMix64` of Steele, Lea and Flood (2014).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall by this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to below `sides`; 0 where there are no sides.
    pub fn below(&mut self, sides: u32) -> u32 {
        let sides = u64::from(sides.max(1));
        u32::try_from(self.next() % sides).unwrap_or(0)
    }

    /// Whether something with so many chances in a hundred happens.
    pub fn falls(&mut self, in_a_hundred: u32) -> bool {
        self.below(100) < in_a_hundred
    }

    /// One of several.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let place = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.get(usize::try_from(place).ok()?)
    }

    /// The list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let sides = u32::try_from(last + 1).unwrap_or(u32::MAX);
            let other = usize::try_from(self.below(sides)).unwrap_or(0);
            list.swap(last, other);
        }
    }
}
