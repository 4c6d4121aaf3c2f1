//! Known failures of a client: a file that says which, why, and where that is written down.

use std::fmt::Write;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::clients::profile::template::quoted;
use crate::clients::report::{ClientFailure, ClientReport};
use crate::vocabulary::Layer;

/// A baseline.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// What is known to fail.
    #[serde(default)]
    pub known: Vec<Known>,
}

/// One known failure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The property.
    pub property: String,
    /// The layer that should have won; every layer if absent, none if empty.
    #[serde(default, deserialize_with = "layer_or_none")]
    pub layer: Option<Option<Layer>>,
    /// Why it fails, or why that is tolerated.
    pub reason: String,
    /// Where that can be read.
    pub reference: String,
}

impl Known {
    fn fits(&self, failure: &ClientFailure) -> bool {
        let of_layer = self.layer.is_none_or(|known| known == failure.layer);
        self.property == failure.property && of_layer
    }
}

/// A layer, or none where the text is empty.
fn layer_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<Layer>>, D::Error> {
    let text = String::deserialize(from)?;
    let layer = (!text.is_empty()).then(|| text.parse()).transpose();
    layer.map(Some).map_err(D::Error::custom)
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Not of the form, a property that there is not, or an entry without reason or reference.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        let baseline: Baseline = toml::from_str(text).map_err(|error| error.to_string())?;
        for known in &baseline.known {
            let wrong = |what: &str| Err(format!("entry for {:?}: {what}", known.property));
            if crate::properties::catalogue::find(&known.property).is_none() {
                return wrong("there is no such property; `dcr-check properties` lists them");
            }
            if known.reason.trim().is_empty() || known.reference.trim().is_empty() {
                return wrong("it needs a reason and a reference");
            }
        }
        Ok(baseline)
    }

    /// Marks what is known, and tells which entries no longer fail.
    ///
    /// An entry is stale only if its property was judged in the whole covering set; a short run
    /// proves nothing.
    pub fn apply(&self, report: &mut ClientReport) {
        for failure in &mut report.failures {
            let known = self.known.iter().find(|known| known.fits(failure));
            failure.known = known.map(|known| format!("{} ({})", known.reason, known.reference));
        }
        let whole = report.covered == report.covering && report.not_run.is_none();
        let judged = |id: &str| report.properties.iter().any(|property| property.id == id);
        let stale = self.known.iter().filter(|known| {
            let mut failures = report.failures.iter();
            whole && judged(&known.property) && !failures.any(|one| known.fits(one))
        });
        report.stale = stale
            .map(|known| match known.layer {
                Some(Some(layer)) => format!("{} from the {layer}", known.property),
                Some(None) => format!("{} from no layer", known.property),
                None => known.property.clone(),
            })
            .collect();
    }
}

/// The baseline of everything that fails in a report.
pub fn baseline_of(report: &ClientReport) -> String {
    let mut out = format!(
        "# What fails in {} on {}, as `dcr-check run --write-baseline` wrote it.\n",
        report.name(),
        report.date
    );
    for failure in &report.failures {
        let reference = failure.references.first();
        let reference = reference.map_or("not reported yet", String::as_str);
        let layer = failure.layer.map_or("", Layer::name);
        let reason: String = failure.reason.chars().take(200).collect();
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "\n[[known]]\nproperty = {}\nlayer = {}\nreason = {}\nreference = {}\n",
            quoted(&failure.property),
            quoted(layer),
            quoted(&reason),
            quoted(reference),
        );
    }
    out
}
