//! Reads a JSON text into a document. One routine reads the objects of all models.

use std::sync::Arc;

use super::field::TypedObject;
use super::key_case::{KeyCase, camel_case, snake_case};
use super::raw_json::RawJson;
use super::schema::{FieldType, Primitive, Schema, find, step};
use super::slot::Slot;
use super::storage::Document;
use super::value::Value;
use crate::json::{ReadError, Reader, ValueType};
use crate::util::compact::{WordList, concat, decimal};

type Result<T> = core::result::Result<T, Box<ReadError>>;

/// The errors of the values that a tolerant reader left out, with their paths.
pub(crate) type LeftOut = Vec<Box<ReadError>>;

/// A reader of a text's values into the slots of a document.
///
/// A strict reader refuses any value of the wrong type. A tolerant reader records the error: it
/// reads such a field as missing, and leaves such an item out of its list. If the field is required
/// or essential, it cannot. Then the object that holds the field cannot be read. That object is
/// itself left out, unless it is essential or the root.
pub(crate) struct ValueReader<'a> {
    json: Reader<'a>,
    key_case: KeyCase,
    document: Document,
    /// The path to the value that is being read. After an error, the path to its cause.
    path: Vec<Segment>,
    /// The errors of the values that were left out. `None` in a strict reader.
    left_out: Option<&'a mut LeftOut>,
}

/// One step of a path.
enum Segment {
    Field(&'static str),
    Index(u32),
}

impl<'a> ValueReader<'a> {
    /// Creates a strict reader that starts at an offset of a text.
    pub fn new(text: &'a Arc<String>, offset: usize, key_case: KeyCase) -> Self {
        ValueReader {
            json: Reader::starting_at(text, offset),
            key_case,
            document: Document::new(Arc::clone(text)),
            path: Vec::new(),
            left_out: None,
        }
    }

    /// Makes the reader tolerant if it is given a list for the errors.
    pub fn with_tolerance(self, left_out: Option<&'a mut LeftOut>) -> Self {
        ValueReader { left_out, ..self }
    }

    /// Reads a value by itself. If an object cannot be read, returns the fields before the error,
    /// and the error.
    pub fn read(
        mut self,
        field_type: FieldType,
        is_whole: bool,
    ) -> (Value, Option<Box<ReadError>>) {
        let result = self.root(field_type.essential(), is_whole);
        // If an object could not be read to its end, its fields have the first slots.
        self.document.root = result.as_ref().map_or(Slot(0), |slot| *slot);
        self.document.root_type = field_type;
        let error = result.err().map(|error| self.located(error));
        (Value(Arc::new(self.document)), error)
    }

    fn root(&mut self, field_type: FieldType, is_whole: bool) -> Result<Slot> {
        // Unlike the null of a field, a null that is not optional is an error here.
        let slot = if field_type.is_optional && self.json.null()? {
            Slot::NULL
        } else {
            self.present(&field_type)?
        };
        if is_whole {
            self.json.end()?;
        }
        Ok(slot)
    }

    /// Reads the value of a field. It may be null if the field has a default.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn field(&mut self, field_type: &FieldType) -> Result<Slot> {
        let is_tolerant = self.left_out.is_some();
        if field_type.is_required(is_tolerant) {
            return self.present(field_type);
        }
        let default = field_type.default_slot(is_tolerant);
        if self.json.null()? {
            return Ok(default);
        }
        let slot = self.present_or_null(field_type)?;
        Ok(if slot == Slot::NULL { default } else { slot })
    }

    /// Reads a value. Returns [`Slot::NULL`] if it cannot be read and may be left out.
    #[inline(always)]
    fn present_or_null(&mut self, field_type: &FieldType) -> Result<Slot> {
        let (start, depth) = (self.json.clone(), self.path.len());
        match self.present(field_type) {
            Err(error) => self.leave_out(error, field_type, start, depth),
            read => read,
        }
    }

    /// Skips a value that cannot be read, if it may be left out. Returns [`Slot::NULL`].
    #[cold]
    fn leave_out(
        &mut self,
        error: Box<ReadError>,
        field_type: &FieldType,
        start: Reader<'a>,
        depth: usize,
    ) -> Result<Slot> {
        // A page may have changed the ages of the factors to any value. Then they are unknown.
        let is_changed =
            matches!(field_type.primitive, Primitive::Pair) && self.key_case == KeyCase::Camel;
        if field_type.is_essential || self.left_out.is_none() && !is_changed {
            return Err(error);
        }
        self.json = start;
        if let Err(malformed) = self.json.skip() {
            if malformed.offset == error.offset {
                return Err(error);
            }
            self.path.truncate(depth);
            return Err(malformed);
        }
        let error = self.located(error);
        self.path.truncate(depth);
        if let Some(left_out) = &mut self.left_out {
            left_out.push(error);
        }
        Ok(Slot::NULL)
    }

    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn present(&mut self, field_type: &FieldType) -> Result<Slot> {
        if field_type.is_list {
            return self.list(&field_type.item());
        }
        let json = &mut self.json;
        Ok(match field_type.primitive {
            Primitive::Boolean => Slot(json.boolean()?.into()),
            Primitive::Integer => Slot(json.integer()?),
            Primitive::Text | Primitive::Secret => self.string()?,
            Primitive::StringEnum(known) => {
                let string = self.string()?;
                let index = WordList(known).index_of(self.document.str(string));
                Slot(index.map_or(-1, |index| index as i64))
            }
            Primitive::JsonObject => {
                json.expect(ValueType::Object)?;
                self.raw_json()?
            }
            Primitive::Json => self.raw_json()?,
            Primitive::Pair => {
                let pair = self.list(&field_type.item())?;
                if pair.bounds().len() != 2 {
                    return Err(self.json.error("expected two numbers"));
                }
                pair
            }
            Primitive::Object(schema) => self.object(schema)?,
        })
    }

    fn raw_json(&mut self) -> Result<Slot> {
        self.json.skip().map(|range| Slot::range(range.start, range.end))
    }

    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn string(&mut self) -> Result<Slot> {
        let (range, escaped) = self.json.string()?;
        if !escaped {
            return Ok(Slot::range(range.start, range.end));
        }
        let text = self.json.unescaped(range)?;
        Ok(self.document.append(&text))
    }

    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn list(&mut self, item: &FieldType) -> Result<Slot> {
        let mut items = Vec::new();
        let mut index = 0;
        self.json.enter(ValueType::Array)?;
        while self.json.next(b']')? {
            self.path.push(Segment::Index(index));
            let slot = self.present_or_null(item)?;
            self.path.pop();
            if slot != Slot::NULL {
                items.push(slot);
            }
            index += 1;
        }
        Ok(self.document.append_items(&mut items))
    }

    /// Reads an object. Skips a key that is not in the schema. If a key occurs twice, the last one
    /// counts.
    #[cfg_attr(optimize_attribute, optimize(speed))]
    fn object(&mut self, schema: &'static Schema) -> Result<Slot> {
        let is_tolerant = self.left_out.is_some();
        let defaults = schema.types.iter().map(|field_type| field_type.default_slot(is_tolerant));
        let object = self.document.append_fields(defaults);
        let names = schema.names();
        let mut next = 0;
        self.json.enter(ValueType::Object)?;
        while self.json.next(b'}')? {
            let index = self.key(names, &mut next)?;
            let Some((index, field_type)) =
                index.and_then(|index| Some((index, schema.types.get(index)?)))
            else {
                self.json.skip()?;
                continue;
            };
            self.path.push(Segment::Field(names[index]));
            let slot = self.field(field_type)?;
            self.path.pop();
            self.document.set_field(object, index, slot);
        }
        for (index, field_type) in schema.types.iter().enumerate() {
            let is_missing = self.document.field(object, index) == Slot::NULL;
            if is_missing && field_type.is_required(is_tolerant) {
                self.path.push(Segment::Field(names[index]));
                return Err(self.json.error("required, but missing"));
            }
        }
        Ok(object)
    }

    /// Reads a key. Returns the index of its field. `None` if there is no such field.
    #[inline(always)]
    fn key(&mut self, names: &[&str], next: &mut usize) -> Result<Option<usize>> {
        if self.key_case == KeyCase::Camel {
            return Ok(snake_case(&self.json.key()?).and_then(|key| find(names, &key, next)));
        }
        // The key is most often the next one in the table.
        let (index, mut after) = (*next, *next);
        if let Some(name) = step(names, &mut after)
            && self.json.key_if(name)
        {
            *next = after;
            return Ok(Some(index));
        }
        Ok(find(names, &self.json.key()?, next))
    }

    /// Returns the error with the path to the reader's position.
    #[cold]
    fn located(&self, mut error: Box<ReadError>) -> Box<ReadError> {
        for segment in self.path.iter().rev() {
            error = error.under(&match segment {
                Segment::Field(name) if self.key_case == KeyCase::Camel => camel_case(name),
                Segment::Field(name) => String::from(*name),
                Segment::Index(index) => concat(&["[", &decimal(*index), "]"]),
            });
        }
        error
    }
}

impl RawJson<'_> {
    /// Reads it as a model, strictly. `None` if it cannot be read.
    pub(crate) fn read<M: TypedObject>(self) -> Option<M> {
        self.read_value(M::TYPE, None).ok().map(|value| value.get::<M>())
    }

    /// Reads it as a model, tolerantly.
    pub(crate) fn read_tolerant<M: TypedObject>(self, left_out: &mut LeftOut) -> Result<M> {
        self.read_value(M::TYPE, Some(left_out)).map(|value| value.get::<M>())
    }

    fn read_value(self, field_type: FieldType, left_out: Option<&mut LeftOut>) -> Result<Value> {
        let start = self.slot.bounds().start;
        let reader = ValueReader::new(&self.document.text, start, KeyCase::Snake);
        let (value, error) = reader.with_tolerance(left_out).read(field_type, false);
        error.map_or(Ok(value), Err)
    }
}
