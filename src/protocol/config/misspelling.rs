//! Recognises misspelt keys, so that a warning names them: a misspelt `scopes` would otherwise be ignored in
//! silence.

/// Whether `key` is not one of the keys that are read, but nearly: in the spelling of another
/// program, or one or two letters off.
pub fn is_misspelt(key: &str) -> bool {
    if matches!(key, "url" | "scopes" | "oauth_resource") {
        return false;
    }
    let spelling: String = key
        .chars()
        .filter(|character| !matches!(character, '_' | '-'))
        .map(|character| character.to_ascii_lowercase())
        .collect();
    let word = spelling
        .strip_prefix("oauth")
        .unwrap_or(&spelling)
        .as_bytes();
    is_within(1, word, b"url") || is_within(2, word, b"scopes") || is_within(2, word, b"resource")
}

/// Whether so many insertions, deletions and replacements of bytes make `b` of `a`.
fn is_within(edits: usize, a: &[u8], b: &[u8]) -> bool {
    let (Some((first_a, rest_a)), Some((first_b, rest_b))) = (a.split_first(), b.split_first())
    else {
        return a.len().max(b.len()) <= edits;
    };
    if first_a == first_b {
        return is_within(edits, rest_a, rest_b);
    }
    edits > 0
        && (is_within(edits - 1, rest_a, b)
            || is_within(edits - 1, a, rest_b)
            || is_within(edits - 1, rest_a, rest_b))
}

#[cfg(test)]
mod tests {
    use super::is_misspelt;

    #[test]
    fn the_keys_that_are_read_are_not_misspelt() {
        for key in ["url", "scopes", "oauth_resource"] {
            assert!(!is_misspelt(key), "{key}");
        }
    }

    #[test]
    fn the_other_keys_of_the_dialect_are_not_misspelt() {
        for key in [
            "args",
            "bearer_token_env_var",
            "command",
            "cwd",
            "disabled_tools",
            "enabled",
            "enabled_tools",
            "env",
            "env_http_headers",
            "env_vars",
            "http_headers",
            "oauth",
            "required",
            "startup_timeout_sec",
            "tool_timeout_sec",
            "",
        ] {
            assert!(!is_misspelt(key), "{key}");
        }
    }

    #[test]
    fn the_spellings_of_other_programs_are_misspelt() {
        for key in [
            "scope",
            "oauth_scope",
            "oauth_scopes",
            "oauth-scopes",
            "oauthScopes",
            "Scopes",
            "URL",
            "resource",
            "oauthResource",
        ] {
            assert!(is_misspelt(key), "{key}");
        }
    }

    #[test]
    fn up_to_two_letters_added_left_out_or_wrong_are_a_misspelling() {
        for key in [
            "scops",
            "scps",
            "sscopes",
            "sscopess",
            "scobes",
            "zcobes",
            "scpoes",
            "cope",
            "oauth_resorce",
            "oauth_resurces",
            "oauth_ressourcee",
        ] {
            assert!(is_misspelt(key), "{key}");
        }
    }

    #[test]
    fn three_letters_off_is_another_word() {
        for key in [
            "cop",
            "scs",
            "xscopesyz",
            "zzzpes",
            "scopeabc",
            "resou",
            "oauth_resourcexyz",
        ] {
            assert!(!is_misspelt(key), "{key}");
        }
    }

    #[test]
    fn of_the_short_url_only_one_letter_may_be_off() {
        for key in ["uri", "ur", "urls", "curl", "irl"] {
            assert!(is_misspelt(key), "{key}");
        }
        for key in ["u", "uxx", "xurly", "hurls"] {
            assert!(!is_misspelt(key), "{key}");
        }
    }
}
