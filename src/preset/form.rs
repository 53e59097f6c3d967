//! What a value of a RON file may be, for tables of the fields that a file holds.

#[derive(Clone, Copy)]
pub enum ValueForm {
    Number,
    /// A number without a fraction.
    Whole,
    Text,
    NumberOrText,
    /// A calendar month as text, `YYYY-MM`.
    Month,
    /// Named fields in parentheses.
    Record(&'static Record),
    /// Named fields in parentheses, from the tables of inputs.
    Derived(DerivedRecord),
    /// One of several words, some with values behind them.
    Choice(&'static [Variant]),
    /// Values without names in parentheses; the example shows how they are written.
    Tuple(&'static [ValueForm], &'static str),
    /// Any number of values in brackets.
    List(&'static ValueForm),
    /// A value that may also be `None`, or stand in `Some( … )`.
    Maybe(&'static ValueForm),
    /// Values by keys of the file's own choice.
    Map(&'static ValueForm),
}

/// Fields that follow from a table: all of it, or those of a group within.
#[derive(Clone, Copy)]
pub struct DerivedRecord {
    /// What people call it, with its article.
    pub name: &'static str,
    /// The group; empty for all.
    pub group: &'static str,
    /// Its fields in the order of files.
    pub fields: fn(&str) -> Vec<FieldForm>,
}

/// Named fields.
pub struct Record {
    /// What people call it, with its article.
    pub name: &'static str,
    /// Its fields in the order of files.
    pub fields: &'static [FieldForm],
}

pub struct FieldForm {
    pub name: &'static str,
    pub form: ValueForm,
    pub required: bool,
}

/// One of several words that a value may be.
#[derive(Clone, Copy)]
pub struct Variant {
    pub name: &'static str,
    pub holds: Holds,
}

/// What follows a variant's word.
#[derive(Clone, Copy)]
pub enum Holds {
    Nothing,
    /// One value in parentheses.
    One(ValueForm),
    /// Named fields in parentheses.
    Fields(&'static Record),
}

/// The fields of a table of ids: those at its top, or those of a group in it. An id with a dot is
/// one of the group before the dot, and each group one field.
pub fn fields_of(
    ids: impl Iterator<Item = (&'static str, ValueForm)>,
    group: &str,
    table: impl Fn(&'static str) -> DerivedRecord,
) -> Vec<FieldForm> {
    let mut fields: Vec<FieldForm> = Vec::new();
    for (id, form) in ids {
        let (within, name) = id.split_once('.').unwrap_or(("", id));
        let (name, form) = match within {
            _ if within == group => (name, form),
            _ if group.is_empty() => (within, ValueForm::Derived(table(within))),
            _ => continue,
        };
        if fields.last().is_none_or(|last| last.name != name) {
            fields.push(FieldForm { name, form, required: false });
        }
    }
    fields
}
