//! Memory for many numbers, straight from the system and back to it.
//!
//! An allocator keeps what was freed, for later; a session that has answered one large question
//! would be large from then on. What is large and short-lived therefore lies in pages of its own,
//! which go back to the system when they are dropped. And the system may refuse them: an allocator
//! would end the program.

use bytemuck::Pod;
use memmap2::MmapMut;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// What is left for the rest of the program when memory is short.
const SPARE: usize = 24 << 20;

/// So many numbers, zeros at first.
#[derive(Debug)]
pub struct Pages<T> {
    /// None for no numbers: a map of nothing is refused.
    map: Option<MmapMut>,
    length: usize,
    numbers: PhantomData<T>,
}

impl<T: Pod> Pages<T> {
    /// `None` where the system has no room for them.
    pub fn zeros(length: usize) -> Option<Self> {
        let bytes = length.checked_mul(size_of::<T>())?;
        let map = if bytes == 0 { None } else { Some(MmapMut::map_anon(bytes).ok()?) };
        Some(Self { map, length, numbers: PhantomData })
    }

    /// No numbers, which take no memory.
    pub const fn none() -> Self {
        Self { map: None, length: 0, numbers: PhantomData }
    }
}

impl<T: Pod> Deref for Pages<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // Pages begin where any number may.
        let map = self.map.as_ref();
        map.map_or(&[], |map| bytemuck::cast_slice(&map[..self.length * size_of::<T>()]))
    }
}

impl<T: Pod> DerefMut for Pages<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        let bytes = self.length * size_of::<T>();
        let map = self.map.as_mut();
        map.map_or(&mut [], |map| bytemuck::cast_slice_mut(&mut map[..bytes]))
    }
}

/// Whether so many bytes could be had now, and enough for everything else besides.
pub fn can_have(bytes: usize) -> bool {
    bytes.checked_add(SPARE).is_some_and(|bytes| Pages::<u8>::zeros(bytes).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_zero_and_keep_what_is_put_there() {
        let mut pages = Pages::<f64>::zeros(100_000).expect("a megabyte");
        assert_eq!(pages.len(), 100_000);
        assert!(pages.iter().all(|number| *number == 0.0));
        pages[99_999] = 1.5;
        assert_eq!(pages.last(), Some(&1.5));
        assert_eq!(Pages::<u32>::zeros(0).map(|none| none.len()), Some(0));
    }

    #[test]
    fn what_the_system_does_not_have_is_refused() {
        assert!(can_have(1 << 20));
        assert!(!can_have(1 << 60) && !can_have(usize::MAX));
        assert!(Pages::<f64>::zeros(usize::MAX / 2).is_none());
    }
}
