//! How an icon writes itself into a page.

use std::fmt;

use askama::filters::HtmlSafe;
use askama::{FastWritable, Values};

use crate::assets::Icon;

impl HtmlSafe for Icon {}

impl FastWritable for Icon {
    fn write_into(&self, dest: &mut dyn fmt::Write, _values: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(self.markup())?)
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.markup())
    }
}
