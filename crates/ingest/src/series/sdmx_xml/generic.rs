//! SDMX-ML generic data: dimensions and attributes are elements `Value`, each with its concept and its value.
//!
//! `Series` has a `SeriesKey` and `Attributes`, `Obs` in it an `ObsDimension`, an `ObsValue` and `Attributes`; flat data
//! has an `ObsKey` in each `Obs`. SDMX-ML 2.0 says `concept` for `id` and has the period as the text of `Time`.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::attributes;

/// Values by their concepts.
type Concepts = BTreeMap<String, String>;

/// Where in a file of generic data the reader stands.
#[derive(Default)]
pub(super) struct Generic {
    /// Dimensions and attributes of the observation, its value as `OBS_VALUE`; `None` outside one.
    observation: Option<Concepts>,
    /// Byte at which the observation begins.
    pub(super) at: usize,
    /// Within `Time`.
    is_time: bool,
}

impl Generic {
    /// `series` takes what holds for all observations of one.
    pub(super) fn start(&mut self, element: &BytesStart<'_>, at: usize, series: &mut Concepts) {
        self.is_time = false;
        match element.local_name().as_ref() {
            "Series" => {
                self.observation = None;
                series.clear();
            }
            "Obs" => {
                self.observation = Some(BTreeMap::new());
                self.at = at;
            }
            "Value" => put(element, None, self.observation.as_mut().unwrap_or(series)),
            "ObsDimension" => put(element, Some("TIME_PERIOD"), self.observation.as_mut().unwrap_or(series)),
            "ObsValue" => {
                if let (Some(own), Some(value)) = (&mut self.observation, attributes(element).remove("value")) {
                    own.insert("OBS_VALUE".to_owned(), value);
                }
            }
            "Time" => self.is_time = true,
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some(own) = self.observation.as_mut().filter(|_| self.is_time) {
            own.insert("TIME_PERIOD".to_owned(), text.trim().to_owned());
        }
        self.is_time = false;
    }

    /// The observation that ends with an element.
    pub(super) fn end(&mut self, element: &str, series: &mut Concepts) -> Option<Concepts> {
        self.is_time = false;
        if element == "Series" {
            series.clear();
        }
        self.observation.take_if(|_| element == "Obs")
    }
}

/// Takes a value by its concept; one that names none is `unnamed`.
fn put(element: &BytesStart<'_>, unnamed: Option<&str>, concepts: &mut Concepts) {
    let mut found = attributes(element);
    let concept = found.remove("id").or_else(|| found.remove("concept")).or_else(|| unnamed.map(str::to_owned));
    concepts.extend(concept.zip(found.remove("value")));
}
