//! Figures as a sheet: columns and rows, and the same as CSV.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Figures, column by column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statistics {
    /// What the cells of a row are, in order.
    pub columns: Vec<StatisticsColumn>,
    /// The rows: as many cells as columns.
    pub rows: Vec<Vec<Cell>>,
    /// The same as CSV (RFC 4180: commas, CRLF, a first line of labels), if it was asked. No cell is read as a formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatisticsColumn {
    /// Its name, which never changes.
    pub id: String,
    /// What it is called.
    pub label: String,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    /// A number: of requests, of milliseconds, a percentage.
    Number(u64),
    /// A text.
    Text(String),
    /// Nothing.
    Absent(()),
}

impl Cell {
    /// A text, or nothing.
    pub(super) fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Absent(()), |text| Self::Text(text.into()))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl Statistics {
    /// The sheet as CSV.
    pub fn to_csv(&self) -> String {
        let labels = self.columns.iter().map(|column| quoted(&column.label)).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(written).collect());
        std::iter::once(labels).chain(rows).fold(String::new(), |mut csv, row: Vec<String>| {
            csv.push_str(&row.join(","));
            csv.push_str("\r\n");
            csv
        })
    }
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => quoted(text),
        Cell::Absent(()) => String::new(),
    }
}

/// A text that a spreadsheet shows as it is. One that begins as a formula is preceded by an apostrophe: names and
/// options are other people's words, and a formula may send a sheet away.
fn quoted(text: &str) -> String {
    let is_formula = text
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', ';', '"', '\r', '\n', '\t', '\'']) || text.starts_with(' ') || text.ends_with(' ')
    {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
