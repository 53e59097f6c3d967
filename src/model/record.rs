//! The tables of inputs: what their macros declare, and how a field is reached without its name.
//!
//! `numbers!` declares numbers that a person can put in and analyses can vary: the enum that names
//! them and the [`InputSpec`] of each. `record!` declares a record with all its fields, some of
//! them such numbers: the struct, its defaults, the enum of its numbers, and a [`FieldSpec`] for each.

use super::month::Month;
use super::spec::InputSpec;

/// A field of a record: what files, `--set`, schemas and messages know of it.
#[derive(Debug)]
pub struct FieldSpec<R> {
    /// Its key within the record: `growth_share`, `gdp.by` for a field of the group `gdp`.
    pub id: &'static str,
    /// Name on screen.
    pub label: &'static str,
    /// One sentence on what it is.
    pub meaning: &'static str,
    /// What it holds, and how to get and set it.
    pub access: Access<R>,
}

/// What a field holds and how it is reached. Values are set unchecked: `Inputs::violations` finds
/// what isn't valid.
#[derive(Debug)]
pub enum Access<R> {
    /// A number that analyses can vary.
    Number(&'static InputSpec, Lens<R, f64>),
    /// A number that can be set but not varied; the spec says its unit and what is valid.
    Setting(&'static InputSpec, Lens<R, f64>),
    /// A calendar month.
    Month(Lens<R, Month>),
    /// A calendar year.
    Year(Lens<R, i32>),
    /// A text without line breaks, such as a name.
    Text(Lens<R, String>),
    /// The programme's sites, records of their own.
    Sites,
}

impl<R> Access<R> {
    /// Whether it can be set but not varied: a month, a year or a setting.
    pub const fn is_set_only(&self) -> bool {
        matches!(self, Self::Month(_) | Self::Year(_) | Self::Setting(..))
    }
}

/// How a value within a record is got and set.
#[derive(Debug)]
pub struct Lens<R, T> {
    /// Reads the value off a record.
    pub get: fn(&R) -> T,
    /// Puts a value into a record, unchecked.
    pub set: fn(&mut R, T),
}

/// Declares numbers, a row each: `id: Variant(unit, valid, slider) = default, label, meaning;`.
/// Without a default a file must have the number.
macro_rules! numbers {
    ($(#[$attribute:meta])* $Number:ident {$(
        $id:expr => $Variant:ident($unit:ident, $valid:expr, $slider:expr) $(= $default:expr)?,
            $label:literal, $meaning:literal;
    )+}) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(clippy::doc_markdown, reason = "meanings are plain text")]
        pub enum $Number { $(#[doc = $meaning] $Variant),+ }

        impl $Number {
            /// All of them, in the order of files.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$Variant),+];

            /// How many there are.
            pub const COUNT: usize = [$($label),+].len();

            /// Its row of the table.
            pub const fn spec(self) -> &'static $crate::model::spec::InputSpec {
                use $crate::model::spec::{InputSpec, Slider, Unit};
                const SPECS: &[InputSpec] = &[$(InputSpec {
                    id: $id,
                    label: $label,
                    unit: Unit::$unit,
                    valid: $valid,
                    slider: Slider::new($slider),
                    default: numbers!(@default $($default)?),
                    meaning: $meaning,
                }),+];
                &SPECS[self as usize]
            }

            /// Its name in files, keys and JSON.
            pub const fn id(self) -> &'static str {
                self.spec().id
            }

            /// The one of that name.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|number| number.id() == id)
            }
        }
    };
    (@default) => { None };
    (@default $default:expr) => { Some($default) };
}

/// Declares a record, a row for each field: `field: Kind = default, label, meaning;`, with
/// `Number(Variant, unit, valid, slider)` for a number, `Setting[spec]` for one that isn't varied, and
/// `field as "group.field"` where its key isn't its name.
macro_rules! record {
    ($(#[$attribute:meta])* $Record:ident, $(#[$number_attribute:meta])* $Number:ident {$(
        $field:ident $(as $id:literal)?:
            $kind:ident $(($Variant:ident, $unit:ident, $valid:expr, $slider:expr))? $([$spec:expr])? = $default:expr,
            $label:literal, $meaning:literal;
    )+}) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $Record { $(#[doc = $meaning] pub $field: record!(@type $kind)),+ }

        impl Default for $Record {
            fn default() -> Self {
                Self { $($field: $default),+ }
            }
        }

        #[expect(non_upper_case_globals, reason = "each has the name of its field")]
        mod ids {
            $(pub const $field: &str = record!(@id $field $($id)?);)+
        }

        numbers! {
            $(#[$number_attribute])* $Number {
                $($(ids::$field => $Variant($unit, $valid, $slider) = $default, $label, $meaning;)?)+
            }
        }

        impl $Number {
            /// Its value in a record.
            pub const fn get(self, record: &$Record) -> f64 {
                match self { $($(Self::$Variant => record.$field,)?)+ }
            }

            /// Replaces its value in a record, unchecked.
            pub const fn set(self, record: &mut $Record, value: f64) {
                match self { $($(Self::$Variant => record.$field = value,)?)+ }
            }
        }

        impl $Record {
            /// Every field, in the order of files; each may be left out of a file.
            pub const FIELDS: &'static [$crate::model::record::FieldSpec<Self>] =
                &[$($crate::model::record::FieldSpec {
                    id: ids::$field,
                    label: $label,
                    meaning: $meaning,
                    access: record!(@access $Record, $field, $kind $(, $Number::$Variant)? $(, [$spec])?),
                }),+];

            /// The field of that key.
            pub fn field(id: &str) -> Option<&'static $crate::model::record::FieldSpec<Self>> {
                Self::FIELDS.iter().find(|field| field.id == id)
            }
        }
    };
    (@id $field:ident) => { stringify!($field) };
    (@id $field:ident $id:literal) => { $id };
    (@type Number) => { f64 };
    (@type Setting) => { f64 };
    (@type Month) => { $crate::model::month::Month };
    (@type Year) => { i32 };
    (@type Text) => { String };
    (@type Sites) => { Vec<Site> };
    (@access $Record:ident, $field:ident, Sites) => { $crate::model::record::Access::Sites };
    (@access $Record:ident, $field:ident, $kind:ident $(, $Number:ident::$Variant:ident)? $(, [$spec:expr])?) => {
        $crate::model::record::Access::$kind(
            $($Number::$Variant.spec(),)?
            $($spec,)?
            $crate::model::record::Lens {
                get: |record| Clone::clone(&record.$field),
                set: |record, value| record.$field = value,
            },
        )
    };
}
