//! The picture of how times grow.

use dcr_check_benches::growth::{Line, drawing, unit};

#[test]
fn each_line_is_drawn_and_named_inside_of_the_picture() {
    let line = |name, factor: f64| Line {
        name,
        points: vec![(2.0, 40.0 * factor), (10_000.0, 200_000.0 * factor)],
    };
    let svg = drawing(&[line("one", 1.0), line("other", 17.0)]);
    assert_eq!(svg.matches("stroke-width").count(), 2);
    assert!(svg.contains(">one</text>") && svg.contains(">other</text>"));
    assert!(svg.contains(">10 ns<") && svg.contains(">10 ms<") && svg.contains(">10000<"));
    assert!(!svg.contains("NaN") && !svg.contains("M-"));
}

#[test]
fn powers_of_ten_have_the_unit_that_reads_best() {
    assert_eq!(
        [0, 2, 3, 5, 6].map(unit),
        ["1 ns", "100 ns", "1 µs", "100 µs", "1 ms"]
    );
}
