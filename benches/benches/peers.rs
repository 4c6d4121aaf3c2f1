//! The contenders of the comparison by criterion: `cargo bench -p dcr-check-benches --bench peers [-- FILTER]`.

use criterion::{Criterion, criterion_group, criterion_main};

use dcr_check_benches::{Contender, building, challenges, documents, suite};

fn measure(criterion: &mut Criterion, group: &str, contenders: Vec<Contender<'_>>) {
    let mut group = criterion.benchmark_group(group);
    for mut contender in contenders {
        group.bench_function(contender.name, |bencher| bencher.iter(&mut contender.work));
    }
    group.finish();
}

fn peers(criterion: &mut Criterion) {
    for (count, repeated) in building::ROWS {
        let scopes = building::scopes(count, repeated);
        let group = format!("build {count} scopes, {repeated} % repeats");
        measure(criterion, &group, building::contenders(&scopes));
    }
    for (name, document) in documents::rows() {
        let group = format!("read metadata of {name}");
        measure(criterion, &group, documents::contenders(&document));
    }
    for (name, field) in challenges::ROWS {
        measure(
            criterion,
            &format!("read a challenge, {name}"),
            challenges::contenders(field),
        );
    }
    measure(criterion, "judge 1000 lists of scopes", suite::contenders());
}

criterion_group!(benches, peers);
criterion_main!(benches);
