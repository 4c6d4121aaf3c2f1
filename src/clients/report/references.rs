//! Public reports of the defects that a property catches.

/// Properties with reports of clients that failed them. Programs with versions were seen on loopback.
const REPORTS: &[(&str, &[&str])] = &[
    (
        "scope-is-present",
        &[
            "openai/codex#20503",
            "anthropics/claude-code#4540",
            "modelcontextprotocol/go-sdk#1102",
        ],
    ),
    (
        "registered-scope-covers-authorized",
        &[
            "modelcontextprotocol/go-sdk#1102",
            "openai/codex#23242",
            "vercel/ai#19496",
        ],
    ),
    (
        "scope-is-never-empty",
        &["spring-projects/spring-security#19765"],
    ),
    (
        "scope-is-well-formed",
        &["ramosbugs/oauth2-rs#347", "ever-co/ever-gauzy#9100"],
    ),
    (
        "scope-has-no-repeats",
        &["DuendeArchive/IdentityServer4#5309"],
    ),
    ("the-server-catalogue-is-no-source", &["openai/codex#35253"]),
    (
        "nothing-is-invented",
        &["punkpeye/mcp-remote#216", "Kochava-Studios/witsy#420"],
    ),
    ("resource-metadata-supplies", &["openai/codex#15643"]),
    (
        "the-challenge-supplies",
        &[
            "modelcontextprotocol/python-sdk#1054",
            "punkpeye/mcp-remote#192",
            "QwenLM/qwen-code#5343",
        ],
    ),
    (
        "every-token-has-a-source",
        &[
            "modelcontextprotocol/python-sdk#1632",
            "giantswarm/muster#1086",
        ],
    ),
];

/// The reports of a property.
pub fn of(property: &str) -> Vec<String> {
    let reports = REPORTS.iter().find(|(id, _)| *id == property);
    reports.map_or_else(Vec::new, |(_, reports)| {
        reports.iter().map(|report| (*report).to_owned()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_belongs_to_a_property() {
        for (id, reports) in REPORTS {
            assert!(crate::properties::find(id).is_some(), "{id}");
            assert!(!reports.is_empty(), "{id}");
        }
    }
}
