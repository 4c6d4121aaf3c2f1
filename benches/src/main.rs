//! Prints the comparison: times of ours in nanoseconds, and their ratios to those of the contenders, all
//! from one run in which they took turns. With `--write` it also goes into `benches/README.md`, with a
//! drawing of how the times grow.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use dcr_check_benches::growth::{self, Line};
use dcr_check_benches::{Contender, building, challenges, documents, interleaved, suite};

/// The lines of the README that the tables stand between.
const BEGIN: &str = "<!-- the comparison: written by a command -->\n";
const END: &str = "<!-- end of the comparison -->";

/// Scenarios whose time is taken apart.
const SCENARIOS: u32 = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut page = String::new();
    let (table, lines) = building_table();
    section(
        &mut page,
        "Building and serialising",
        "scopes, repeats",
        table,
    )?;
    let documents = documents::rows();
    let rows = documents.iter().map(|(name, document)| {
        let name = format!("{name}, {} octets", document.len());
        Row::measure(name, documents::contenders(document))
    });
    section(&mut page, "Metadata", "document", rows.collect())?;
    let rows = challenges::ROWS
        .iter()
        .map(|(name, field)| Row::measure((*name).to_owned(), challenges::contenders(field)));
    section(&mut page, "Challenges", "field", rows.collect())?;
    let row = Row::measure(
        format!("{} lists of scopes", suite::CASES),
        suite::contenders(),
    );
    section(&mut page, "Cases", "cases", vec![row])?;
    scenarios(&mut page)?;
    print!("{page}");
    if std::env::args().any(|word| word == "--write") {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::write(folder.join("growth.svg"), growth::drawing(&lines))?;
        write_between(&folder.join("README.md"), &page)?;
    }
    Ok(())
}

/// One row: its name, the contenders, and their times.
struct Row {
    name: String,
    contenders: Vec<&'static str>,
    times: Vec<f64>,
}

impl Row {
    fn measure(name: String, mut contenders: Vec<Contender<'_>>) -> Self {
        let times = interleaved::shortest(&mut contenders);
        let contenders = contenders.iter().map(|one| one.name).collect();
        Row {
            name,
            contenders,
            times,
        }
    }
}

fn building_table() -> (Vec<Row>, Vec<Line>) {
    let mut rows = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for (count, repeated) in building::ROWS {
        let scopes = building::scopes(count, repeated);
        let row = Row::measure(
            format!("{count}, {repeated} %"),
            building::contenders(&scopes),
        );
        if repeated == 0 {
            for (name, time) in row.contenders.iter().zip(&row.times) {
                let point = (count as f64, *time);
                match lines.iter_mut().find(|line| line.name == *name) {
                    Some(line) => line.points.push(point),
                    None => lines.push(Line {
                        name,
                        points: vec![point],
                    }),
                }
            }
        }
        rows.push(row);
    }
    (rows, lines)
}

/// A heading and a table: our time, then its ratio to each contender's.
fn section(page: &mut String, title: &str, first: &str, rows: Vec<Row>) -> std::fmt::Result {
    writeln!(page, "\n### {title}\n")?;
    let others = rows
        .first()
        .map(|row| row.contenders.get(1..).unwrap_or_default());
    let others: Vec<String> = others
        .unwrap_or_default()
        .iter()
        .map(|name| format!("to {name}"))
        .collect();
    writeln!(page, "| {first} | dcr-check, ns | {} |", others.join(" | "))?;
    writeln!(page, "|---|{}", "---:|".repeat(others.len() + 1))?;
    for row in &rows {
        let ours = row.times.first().copied().unwrap_or_default();
        write!(page, "| {} | {ours:.0} |", row.name)?;
        for time in row.times.iter().skip(1) {
            write!(page, " {:.3} |", ours / time)?;
        }
        writeln!(page)?;
    }
    Ok(())
}

fn scenarios(page: &mut String) -> std::fmt::Result {
    let shares = suite::shares(SCENARIOS);
    let all = shares.all.as_secs_f64();
    let percent = |part: std::time::Duration| 100.0 * part.as_secs_f64() / all;
    let one = shares.generate + shares.render + shares.build;
    writeln!(page, "\n### Scenarios\n")?;
    writeln!(
        page,
        "A scenario of all layers, every property and every variation: {:.0} verdicts in {:.0} µs, that is \
         {:.0} verdicts a second.\nDrawing it takes {:.1} %, writing it down {:.1} %, the reference {:.1} %; the rest \
         goes into variations and verdicts.\nOne scenario drawn, written down and built alone: {:.0} a second.",
        shares.verdicts,
        all * 1e6,
        shares.verdicts / all,
        percent(shares.generate),
        percent(shares.render),
        percent(shares.build),
        1.0 / one.as_secs_f64(),
    )
}

fn write_between(readme: &Path, page: &str) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(readme)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("no line above the tables")?;
    let (_, after) = rest.split_once(END).ok_or("no line below the tables")?;
    fs::write(readme, format!("{before}{BEGIN}{page}\n{END}{after}"))?;
    Ok(())
}
