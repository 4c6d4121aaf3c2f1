//! One page with everything in it: the verdict first, then defects × clients, each cell leading to its proof.
//!
//! No script, no picture, no address outside but links to the standards. What came from clients and servers
//! is escaped twice: for readers, so that nothing in it turns or hides text, and for HTML.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::defect::Defect;
use crate::report::harm;
use crate::vocabulary::{Consequence, ExpectedAction};

use super::facts::facts;
use super::human::summary;
use super::matrix::{Row, rows};
use super::{ClientFailure, ClientReport, shown};

const STYLE: &str = "\
:root{color-scheme:light dark;--text:#1b1f24;--back:#fff;--soft:#f3f4f6;--line:#c9ced6;--bad:#a40e26;--good:#116329;--link:#0a4fa8}\
@media(prefers-color-scheme:dark){:root{--text:#e6e8eb;--back:#14171b;--soft:#20252b;--line:#454c55;--bad:#ff9a94;--good:#7ee08f;--link:#8cbcff}}\
body{font:1rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);max-width:80rem;margin:0 auto;padding:1rem}\
a{color:var(--link)}table{border-collapse:collapse}caption{text-align:left;font-weight:600;padding:.5rem 0}\
th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}\
thead th{background:var(--soft)}tbody th{position:sticky;left:0;background:var(--back);min-width:9rem}.wide{overflow-x:auto}\
.failure{color:var(--bad);font-weight:600}fieldset{border:1px solid var(--line);border-radius:.4rem;margin:1rem 0}fieldset label{margin-right:1rem}\
body:has(#only-failures:checked) .is-warning,body:has(#only-failures:checked) .is-note,body:has(#only-warnings:checked) .is-note{display:none}\
article{border:1px solid var(--line);border-radius:.4rem;padding:.2rem 1rem;margin:1rem 0}article:target{border-color:var(--bad);border-width:2px}\
pre,code{font:.9rem/1.4 ui-monospace,monospace;background:var(--soft)}pre{padding:.5rem;white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0}\
dt,dd,li,p,h2,summary{overflow-wrap:anywhere}dt{font-weight:600}dt::first-letter{text-transform:uppercase}dd{margin:0 0 .4rem 0}mark{background:none;color:var(--bad);text-decoration:underline}";

/// The page.
pub fn page(reports: &[ClientReport]) -> String {
    let names: Vec<String> = reports.iter().map(|report| shown(&report.name())).collect();
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { "dcr-check: " (names.join(", ")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { "What clients register" } }
                main {
                    @for report in reports { (verdict(report)) }
                    (table(reports, &rows(reports)))
                    (filter())
                    @for report in reports { (client(report)) }
                }
            }
        }
    };
    markup.into_string()
}

/// A name within the page, of harmless characters only.
fn anchor(report: &ClientReport, defect: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("{}--{}", report.name(), defect)
        .chars()
        .map(plain)
        .collect()
}

fn verdict(report: &ClientReport) -> Markup {
    html! { p { @for line in summary(report).lines() { (line) " " } } }
}

/// Which defects are shown; a page without scripts chooses by what is checked.
fn filter() -> Markup {
    let choice = |id: &str, label: &str, checked: bool| {
        html! { label { input type="radio" name="shown" id=(id) checked[checked]; " " (label) } }
    };
    html! {
        fieldset {
            legend { "Show" }
            (choice("everything", "everything", false))
            (choice("only-warnings", "failures and warnings", true))
            (choice("only-failures", "failures", false))
        }
    }
}

/// The class of what such a consequence has.
fn class(consequence: Consequence) -> String {
    format!("is-{consequence}")
}

fn table(reports: &[ClientReport], rows: &[Row<'_>]) -> Markup {
    html! {
        div.wide role="region" aria-label="Defects and clients" tabindex="0" {
            table {
                caption { "Defects of at least one client, the worst first" }
                thead { tr {
                    th scope="col" { "Defect" }
                    th scope="col" { "Severity" }
                    @for report in reports { th scope="col" { (shown(&report.name())) } }
                } }
                tbody {
                    @for row in rows {
                        @let worst = reports.iter().filter_map(|one| row.of(one)).map(|one| one.consequence).max();
                        tr class=[worst.map(class)] {
                            th scope="row" { (row.title()) }
                            td { (row.severity.number()) ", " (row.severity) }
                            @for report in reports {
                                td {
                                    @if let Some(defect) = row.of(report) {
                                        a class=(defect.consequence) href={ "#" (anchor(report, row.name)) } {
                                            (defect.consequence)
                                        }
                                    }
                                }
                            }
                        }
                    }
                    @if rows.is_empty() { tr { td { "Nothing fails." } } }
                }
            }
        }
    }
}

fn client(report: &ClientReport) -> Markup {
    html! {
        section {
            h2 { (shown(&report.title)) " " (shown(report.client_version.as_deref().unwrap_or(""))) }
            p { "Run on " (shown(&report.date)) "." }
            @if !report.policy_notes.is_empty() {
                ul { @for note in &report.policy_notes { li { (shown(note)) } } }
            }
            @for text in &report.broken { p { "dcr-check itself failed in a run: " (shown(text)) } }
            @for text in &report.stale { p { "No longer fails, but is in the baseline: " (shown(text)) } }
            @for defect in &report.defects { (article(report, defect)) }
        }
    }
}

fn article(report: &ClientReport, defect: &Defect) -> Markup {
    let failures = report.failures_behind(defect);
    let mut others: Vec<&ClientFailure> = Vec::new();
    for failure in failures.clone().skip(1) {
        // One proof for each rule that is broken; the other layers are named above.
        let is_known = |one: &&ClientFailure| one.rule == failure.rule;
        if !failures
            .clone()
            .take(1)
            .chain(others.iter().copied())
            .any(|one| is_known(&one))
        {
            others.push(failure);
        }
    }
    let layers: Vec<&str> = defect.layers.iter().map(|layer| layer.name()).collect();
    html! {
        article id=(anchor(report, defect.name())) class=(class(defect.consequence)) {
            h3 { (defect.title()) }
            p {
                (defect.severity) " (" (defect.severity.number()) "), " (defect.consequence) ", by "
                (defect.basis) "; properties: " (defect.properties.join(", "))
                @if !layers.is_empty() { "; layers: " (layers.join(", ")) }
            }
            @for first in failures.take(1) {
                (counterexample(report, first))
                @if !first.references.is_empty() {
                    p { "Public reports: " (shown(&first.references.join(", "))) }
                }
            }
            @if !defect.harm.is_empty() {
                details {
                    summary { "What real servers do with it, tried " (harm::tried()) }
                    ul { @for one in &defect.harm { li { (one.server) ": " (one.answer) } } }
                }
            }
            @for other in others {
                details {
                    summary { "Another rule that it breaks: " (shown(&other.rule)) " (" (other.property) ")" }
                    (counterexample(report, other))
                }
            }
        }
    }
}

fn counterexample(report: &ClientReport, failure: &ClientFailure) -> Markup {
    html! {
        dl {
            @for (name, text) in facts(report, failure) {
                dt { (shown(&name)) }
                dd {
                    @if name == "see" && text.starts_with("https://") { a href=(text) { (shown(&text)) } }
                    @else if name == "registered" && differs(failure) { pre { mark { (lines(&text)) } } }
                    @else { pre { (lines(&text)) } }
                }
            }
        }
    }
}

/// Whether another scope was registered than expected.
fn differs(failure: &ClientFailure) -> bool {
    let expected = failure.expected_scope.as_ref();
    let expected = expected.map(|scope| format!("{scope:?}"));
    failure.expected == ExpectedAction::Sent && failure.sent_scope != expected
}

/// A text with its line breaks kept and everything else made harmless.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().take(100).map(shown).collect();
    lines.join("\n")
}
