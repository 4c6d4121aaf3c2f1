//! The contenders of the benchmarks do the same work.

mod building {
    //! The contenders that build requests do the same work.

    use std::hint::black_box;

    use dcr_check::protocol::request::Body;
    use dcr_check_benches::building::{Ours, ROWS, members, naive, scopes};
    use serde_json::Value;

    #[test]
    fn nothing_is_allocated_once_the_memory_is_there() {
        let body = Body::new(members());
        for (count, repeated) in ROWS {
            let scopes = scopes(count, repeated);
            let mut ours = Ours::default();
            assert!(ours.build(&body, &scopes).is_some());
            let info = allocation_counter::measure(|| {
                black_box(ours.build(&body, &scopes));
            });
            assert_eq!(info.count_total, 0, "{count} scopes, {repeated} % repeats");
        }
    }

    #[test]
    fn the_naive_way_builds_the_same() {
        let body = Body::new(members());
        for (count, repeated) in ROWS {
            let scopes = scopes(count, repeated);
            let mut ours = Ours::default();
            let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            let built = ours.build(&body, &scopes).map(read);
            assert_eq!(built, naive(&scopes).as_deref().map(read));
            let distinct = built.unwrap()["scope"].as_str().unwrap().split(' ').count();
            assert_eq!(distinct, count - count * repeated / 100);
        }
    }

    #[test]
    fn a_token_that_is_none_makes_no_request() {
        let scopes = ["a".to_owned(), "l\u{e9}s".to_owned()];
        assert_eq!(Ours::default().build(&Body::new(members()), &scopes), None);
        assert_eq!(naive(&scopes), None);
    }
}

mod challenges {
    //! The contenders that read challenges do the same work.

    use dcr_check_benches::challenges::{ROWS, scopes};

    #[test]
    fn all_read_the_same_scope() {
        for (name, field) in ROWS {
            let [ours, rmcp, http_auth] = scopes(field);
            assert!(ours.is_some(), "{name}");
            assert_eq!(rmcp, ours, "{name}");
            assert_eq!(http_auth, ours, "{name}");
        }
    }
}

mod documents {
    //! The contenders that read metadata do the same work.

    use dcr_check_benches::documents::{is_usable, read, read_owned, rows};

    #[test]
    fn all_read_the_same_texts() {
        for (name, document) in rows() {
            let document = document.as_bytes();
            let expected = read_owned(document);
            assert!(expected.is_some(), "{name}");
            assert_eq!(read(document), expected, "{name}");
            // The last has more scopes than a scope set takes.
            let is_of_resource = name == "protected resource";
            let is_usable = is_usable(document, is_of_resource);
            assert_eq!(is_usable, name != "50,000 scopes", "{name}");
        }
    }
}

mod growth {
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
}

mod suite {
    //! What the contenders of the suite are judged by.

    use dcr_check::protocol::request::Body;
    use dcr_check_benches::building::members;
    use dcr_check_benches::suite::Subject;
    use serde_json::{Map, Value};

    #[test]
    fn the_judge_sees_a_scope_that_is_missing_or_repeated() {
        let mut subject = Subject::new(Body::new(members()));
        assert!(subject.holds(&["a".to_owned(), "b".to_owned(), "a".to_owned()]));
        assert!(subject.holds(&[]));
        let members = Map::from_iter([("scope".to_owned(), Value::from("x"))]);
        let mut subject = Subject::new(Body::new(members));
        assert!(!subject.holds(&[]));
    }
}
