//! How times grow with the number of scopes, drawn with logarithmic axes.

use std::fmt::Write;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 130.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 50.0;

/// Told apart in light and in dark, and by people who see few colours.
const COLOURS: [&str; 5] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#888888"];

/// One contender: number of scopes and nanoseconds.
pub struct Line {
    /// The contender's name.
    pub name: &'static str,
    /// The points, from few scopes to many.
    pub points: Vec<(f64, f64)>,
}

/// An SVG with one line for each contender.
pub fn drawing(lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|line| line.points.iter().copied());
    let columns = decades(points().map(|(count, _)| count));
    let rows = decades(points().map(|(_, time)| time));
    let x = |count: f64| LEFT + share(count, columns) * (WIDTH - LEFT - RIGHT);
    let y = |time: f64| HEIGHT - BOTTOM - share(time, rows) * (HEIGHT - TOP - BOTTOM);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-label=\"Time over number of scopes\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    let mut add = |element: String| {
        svg.push_str(&element);
        svg.push('\n');
    };
    for power in columns.0..=columns.1 {
        let at = x(10f64.powi(power));
        let (top, bottom) = (TOP, HEIGHT - BOTTOM);
        add(format!(
            "<path d=\"M{at:.1} {top}V{bottom}\" stroke=\"#ddd\"/>\
             <text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 18.0,
            10f64.powi(power)
        ));
    }
    for power in rows.0..=rows.1 {
        let at = y(10f64.powi(power));
        let (left, right) = (LEFT, WIDTH - RIGHT);
        add(format!(
            "<path d=\"M{left} {at:.1}H{right}\" stroke=\"#ddd\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            left - 6.0,
            at + 4.0,
            unit(power)
        ));
    }
    add(format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">scopes</text>",
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 8.0
    ));
    for (line, colour) in lines.iter().zip(COLOURS.iter().cycle()) {
        let mut path = String::new();
        for (index, (count, time)) in line.points.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            // Writing to a String cannot fail.
            let _ = write!(path, "{command}{:.1} {:.1}", x(*count), y(*time));
        }
        add(format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
        ));
        if let Some((count, time)) = line.points.last() {
            add(format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{}</text>",
                x(*count) + 6.0,
                y(*time) + 4.0,
                line.name
            ));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The powers of ten around all values.
fn decades(values: impl Iterator<Item = f64>) -> (i32, i32) {
    let (mut low, mut high) = (i32::MAX, i32::MIN);
    for value in values {
        low = low.min(value.log10().floor() as i32);
        high = high.max(value.log10().ceil() as i32);
    }
    (low, high)
}

/// Where between the powers of ten the value lies, from 0 to 1.
fn share(value: f64, (low, high): (i32, i32)) -> f64 {
    (value.log10() - f64::from(low)) / f64::from(high - low).max(1.0)
}

/// A power of ten of nanoseconds.
pub fn unit(power: i32) -> String {
    let names = ["ns", "µs", "ms", "s"];
    let name = names.get(power.max(0) as usize / 3).unwrap_or(&"s");
    format!("{} {name}", 10i32.pow(power.max(0) as u32 % 3))
}
