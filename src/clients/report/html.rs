//! One page with everything in it: clients × properties, each cell leading to its counterexample.
//!
//! No script, no picture, no address outside. What came from clients and servers is escaped twice:
//! for readers, so that nothing in it turns or hides text, and for HTML.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::vocabulary::{ExpectedAction, Standing};

use super::facts::facts;
use super::human::summary;
use super::markdown::failing_anywhere;
use super::{ClientFailure, ClientReport, shown};

const STYLE: &str = "\
:root{color-scheme:light dark;--text:#1b1f24;--back:#fff;--soft:#f3f4f6;--line:#c9ced6;--bad:#a40e26;--good:#116329;--link:#0a4fa8}\
@media(prefers-color-scheme:dark){:root{--text:#e6e8eb;--back:#14171b;--soft:#20252b;--line:#454c55;--bad:#ff9a94;--good:#7ee08f;--link:#8cbcff}}\
body{font:1rem/1.5 system-ui,sans-serif;color:var(--text);background:var(--back);max-width:80rem;margin:0 auto;padding:1rem}\
a{color:var(--link)}table{border-collapse:collapse}caption{text-align:left;font-weight:600;padding:.5rem 0}\
th,td{border:1px solid var(--line);padding:.25rem .6rem;text-align:left;vertical-align:top}\
thead th{background:var(--soft);position:sticky;top:0}.wide{overflow-x:auto}\
.fails{color:var(--bad);font-weight:600}.holds{color:var(--good)}\
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
                    (table(reports))
                    @for report in reports { (client(report)) }
                }
            }
        }
    };
    markup.into_string()
}

/// A name within the page, of harmless characters only.
fn anchor(report: &ClientReport, property: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("{}--{}", report.name(), property)
        .chars()
        .map(plain)
        .collect()
}

fn table(reports: &[ClientReport]) -> Markup {
    let properties = failing_anywhere(reports);
    html! {
        div.wide role="region" aria-label="Clients and properties" tabindex="0" {
            table {
                caption { "Properties that fail for at least one client" }
                thead { tr {
                    th scope="col" { "Property" }
                    @for report in reports { th scope="col" { (shown(&report.name())) } }
                } }
                tbody {
                    @for property in &properties { tr {
                        th scope="row" { code { (property) } }
                        @for report in reports {
                            @let standing = report.standing(property);
                            td {
                                @match standing {
                                    Standing::Fails => {
                                        a.fails href={ "#" (anchor(report, property)) } { (standing) }
                                    }
                                    Standing::Holds => { span.holds { (standing) } }
                                    Standing::NotJudged => (standing),
                                }
                            }
                        }
                    } }
                    @if properties.is_empty() { tr { td { "Nothing fails." } } }
                }
            }
        }
    }
}

fn client(report: &ClientReport) -> Markup {
    html! {
        section {
            h2 { (shown(&report.title)) " " (shown(report.client_version.as_deref().unwrap_or(""))) }
            p { "Run on " (shown(&report.date)) ". " (summary(report)) }
            @if !report.policy_notes.is_empty() {
                ul { @for note in &report.policy_notes { li { (shown(note)) } } }
            }
            @for text in &report.broken { p { "dcr-check itself failed in a run: " (shown(text)) } }
            @for text in &report.stale { p { "No longer fails, but is in the baseline: " (shown(text)) } }
            @for id in report.failing() { (failing(report, id)) }
        }
    }
}

fn failing(report: &ClientReport, id: &str) -> Markup {
    let first = report.failures_of(id).next();
    html! {
        article id=(anchor(report, id)) {
            h3 { code { (shown(id)) } }
            @if let Some(first) = first {
                p { (shown(&first.statement)) }
                details {
                    summary { "What demands it" }
                    p {
                        (shown(&first.told)) " "
                        @if let Some(link) = &first.link { a href=(link) { (link) } }
                    }
                    @if !first.references.is_empty() {
                        p { "Public reports: " (shown(&first.references.join(", "))) }
                    }
                }
            }
            @for (index, failure) in report.failures_of(id).enumerate() {
                details open[index == 0] {
                    summary {
                        (failure.layer_name())
                        ", in " (failure.times) " cases"
                        @if failure.known.is_some() { ", known" }
                    }
                    (counterexample(report, failure))
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
                dd { pre {
                    @if name == "registered" && differs(failure) { mark { (lines(&text)) } }
                    @else { (lines(&text)) }
                } }
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
