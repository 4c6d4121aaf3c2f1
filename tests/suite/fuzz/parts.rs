//! What targets are made of: texts of cases, growth, seeds, errors about URLs, seeded bugs; and their page.

mod case_text {
    //! The text form of a case.

    use dcr_check::case::Case;
    use dcr_check_fuzz::case_text::{print, read};

    use dcr_check::harness;

    #[test]
    fn a_case_survives_its_text() {
        for number in 0..512 {
            let case = harness::scenario(harness::DEFAULT_SEED, number, None).case();
            let read = read(&print(&case));
            // An empty list has no parts, so it reads as none.
            let mut expected = case.clone();
            expected.scopes = expected.scopes.filter(|scopes| !scopes.is_empty());
            expected.previous_scopes = expected.previous_scopes.filter(|scopes| !scopes.is_empty());
            if expected.client.redirect_uris.is_empty() {
                expected.client.redirect_uris = Case::default().client.redirect_uris;
            }
            assert_eq!(read, expected, "case {number}");
        }
    }

    #[test]
    fn text_before_the_first_mark_is_a_challenge() {
        let case = read(b"Bearer scope=a\n%% argument\nmcp\n%% no-refresh\n%% unheard-of\nx");
        assert_eq!(case.challenge, ["Bearer scope=a".into()]);
        assert_eq!(case.arguments, ["mcp"]);
        assert!(!case.client.want_refresh);
    }

    #[test]
    fn an_argument_may_hold_lines_and_stand_empty() {
        let case = read(b"%% argument\na\n%b\n\n%% argument\n\n%% argument");
        assert_eq!(case.arguments, ["a\n%b\n", "", ""]);
    }
}

mod growth {
    //! The watch over memory.

    use dcr_check_fuzz::growth::{PUMPED_SHARE, check_memory, mixed, pumped};

    #[test]
    fn pumping_repeats_one_part_and_keeps_the_rest() {
        // Modulo seven it is two, and three are left above the lowest sixteen bits.
        let choice = 3 + (3 << 16);
        let large = pumped(b"ab123c", choice, 20);
        assert_eq!(large, b"ab123123123123123c");
        assert_eq!(pumped(b"", 77, 20), b"");
    }

    #[test]
    #[should_panic(expected = "allocates")]
    fn memory_that_grows_with_the_square_is_a_complaint() {
        check_memory(&[0; 4096], |input: &[u8]| {
            drop(Vec::<u8>::with_capacity(input.len() * input.len()));
        });
    }

    #[test]
    fn some_inputs_are_pumped_up_and_most_are_not() {
        let counts = |number: u32| mixed(&number.to_le_bytes()).is_multiple_of(PUMPED_SHARE);
        let share = (0..512_000).filter(|number| counts(*number)).count();
        assert!((500..2000).contains(&share), "{share}");
    }
}

mod seeds {
    //! Every target has seeds.

    use dcr_check_fuzz::{TARGETS, seeds};

    #[test]
    fn every_target_has_seeds() {
        let derived = seeds::all();
        for target in TARGETS {
            let count = derived
                .keys()
                .filter(|path| path.starts_with(target.name))
                .count();
            assert!(count >= 10, "{}: {count}", target.name);
        }
    }
}

mod url_check {
    //! What an error about a URL may be about.

    use dcr_check::protocol::error::{BuildError, ErrorKind};
    use dcr_check::protocol::location::Input;
    use dcr_check_fuzz::document::is_about_the_url;
    use serde_json::Value;

    fn is_about(kind: ErrorKind, url: &str) -> bool {
        let error = BuildError::new(kind, Input::Issuer, url);
        is_about_the_url(&error, Some(&Value::from(url)))
    }

    #[test]
    fn an_error_without_its_sign_is_not_about_the_url() {
        assert!(is_about(ErrorKind::FragmentNotAllowed, "https://h/#f"));
        assert!(!is_about(ErrorKind::FragmentNotAllowed, "https://h/"));
        assert!(!is_about(ErrorKind::InvalidUri, "https://example.com/a"));
        assert!(is_about(ErrorKind::InvalidUri, "https://h h/"));
        assert!(!is_about(ErrorKind::InsecureUrl, "https://h/"));
        assert!(!is_about(ErrorKind::WrongType, "https://h/"));
    }
}

mod readme {
    //! The table of targets in the README is derived, and the targets are the programs of the manifest.
    //! `BLESS=1 cargo test --test suite fuzz::readme` writes the table.

    use dcr_check_fuzz::TARGETS;

    const BEGIN: &str = "<!-- targets: derived -->\n";
    const END: &str = "<!-- end of targets -->";

    #[test]
    fn the_readme_tells_what_each_target_does() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/README.md");
        let readme = std::fs::read_to_string(path).expect("the README");
        let (before, rest) = readme.split_once(BEGIN).expect("the line above the table");
        let (_, after) = rest.split_once(END).expect("the line below the table");
        let rows = TARGETS
            .iter()
            .map(|one| format!("| `{}` | {} |\n", one.name, one.statement));
        let table: String = rows.collect();
        let derived =
            format!("{before}{BEGIN}| target | what it does |\n|---|---|\n{table}{END}{after}");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &derived).expect("the README is written");
        } else {
            assert!(
                readme == derived,
                "the table is out of date; write it with BLESS=1"
            );
        }
    }

    #[test]
    fn the_programs_of_the_manifest_are_the_targets() {
        let manifest: toml::Table = include_str!("../../../fuzz/Cargo.toml")
            .parse()
            .expect("the manifest");
        let programs = manifest["bin"].as_array().expect("programs");
        let mut programs: Vec<&str> = programs
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        let mut targets: Vec<&str> = TARGETS.iter().map(|one| one.name).collect();
        programs.sort_unstable();
        targets.sort_unstable();
        assert_eq!(programs, targets);
    }
}

mod seeded_bugs {
    //! The bugs fit the sources, and the table of the README tells of all of them.

    use dcr_check_fuzz::seeded_bugs::{RUNS, bugs, rows};
    use dcr_check_fuzz::{TARGETS, find};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_seeded_bug_changes_exactly_one_place() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for bug in bugs() {
            let text = fs::read_to_string(root.join(&bug.file)).expect("the file of the bug");
            assert_eq!(
                text.matches(&bug.find).count(),
                1,
                "{} in {}",
                bug.name,
                bug.file
            );
            assert_ne!(bug.find, bug.replace, "{}", bug.name);
            assert!(bug.file.starts_with("src/protocol/"), "{}", bug.name);
        }
    }

    #[test]
    fn every_parser_target_has_seeded_bugs_and_names_are_used_once() {
        let known = bugs();
        assert!(known.len() >= 10);
        let names: BTreeSet<&str> = known.iter().map(|bug| bug.name.as_str()).collect();
        assert_eq!(names.len(), known.len());
        assert!(known.iter().all(|bug| find(&bug.target).is_some()));
        let parsers = TARGETS.iter().filter(|target| target.reads_one_layer);
        for target in parsers {
            assert!(
                known.iter().any(|bug| bug.target == target.name),
                "{}",
                target.name
            );
        }
    }

    #[test]
    fn the_table_of_the_readme_has_every_seeded_bug_and_most_were_found_in_every_run() {
        let readme = include_str!("../../../fuzz/README.md");
        let found = rows(readme);
        let names: Vec<&str> = found.iter().map(|row| row[0].trim_matches('`')).collect();
        let known = bugs();
        let expected: Vec<&str> = known.iter().map(|bug| bug.name.as_str()).collect();
        let hint = "make the table with `cargo run -p dcr-check-fuzz --example found_bugs`";
        assert_eq!(names, expected, "{hint}");
        let always = found
            .iter()
            .filter(|row| row[2] == format!("{RUNS} of {RUNS}"));
        assert!(always.count() >= 10, "{hint}");
    }
}
