//! `manifest.json`: what a release was made of, what it consists of, and what it replaces.

use std::collections::BTreeMap;
use std::fmt;

use chancery_model::changes::Changes;
use chancery_model::dossier::Dossier;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::artifact::Artifact;

/// A release's manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Id of the release: 12 hexadecimal digits, see [`release_id`].
    pub release_id: String,
    /// Id of the dossier.
    pub dossier: String,
    /// Edition of the dossier, EDTF; `None` for a bare report.
    pub edition: Option<String>,
    /// Version of the program that made it.
    pub tool_version: String,
    /// SHA-256 over the inputs, see [`input_hash`].
    pub input_hash: String,
    /// Inputs, by path.
    pub inputs: Vec<Input>,
    /// Every file of the release but the manifest itself, in the order they were made.
    pub artifacts: Vec<ArtifactEntry>,
    /// Rows by table name.
    pub counts: BTreeMap<String, usize>,
    /// `replaces` and `changes`.
    #[serde(flatten)]
    pub changes: Changes,
    /// SHA-256 over this manifest as written with an empty text in this place: the manifest cannot list itself, and yet
    /// no bit of it may change unnoticed. Empty in a manifest that was never sealed.
    #[serde(default)]
    pub digest: String,
}

/// A file that a release was made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Input {
    /// Path within the dossier, or a name for what the program brings along; `/` between its parts.
    pub path: String,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// A file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactEntry {
    /// Path within the release.
    pub path: String,
    /// IANA media type.
    pub media_type: String,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl Manifest {
    /// The manifest as it stands in a release.
    ///
    /// # Panics
    /// Never: every key is a string.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a manifest always serialises");
        bytes.push(b'\n');
        bytes
    }

    /// The same with its digest.
    #[must_use]
    pub fn sealed(self) -> Self {
        let unsealed = Self { digest: String::new(), ..self };
        Self { digest: sha256(&unsealed.to_json()), ..unsealed }
    }

    /// What speaks against this being the manifest that was written, of which `bytes` are the file: nothing where every
    /// bit is as it was.
    #[must_use]
    pub fn problems(&self, bytes: &[u8]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut expect = |what: &str, expected: &str, found: &str| {
            if expected != found {
                problems.push(format!("expected the {what} {expected}, found {found}"));
            }
        };
        expect("digest", &self.clone().sealed().digest, &self.digest);
        let hash = input_hash(&self.inputs);
        expect("input hash", &hash, &self.input_hash);
        let id = id_over(&self.dossier, self.edition.as_deref(), &hash, &self.tool_version);
        expect("release id", &id, &self.release_id);
        // Spaces, the order of keys, a key that nothing reads: what the fields do not tell.
        if self.to_json() != bytes {
            problems.push("expected the manifest as chancery writes it, found other spaces, order or keys".to_owned());
        }
        problems
    }
}

impl ArtifactEntry {
    /// The entry of a file.
    #[must_use]
    pub fn of(artifact: &Artifact) -> Self {
        Self {
            path: artifact.path.clone(),
            media_type: artifact.media_type.to_owned(),
            sha256: sha256(&artifact.bytes),
            bytes: artifact.bytes.len() as u64,
        }
    }
}

/// The file is not a manifest that this version can rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// Not JSON, or not of a manifest's shape.
    Shape(String),
    /// A path that leads out of the release, or that stands twice.
    Path(String),
    /// Not the hexadecimal digits that should be there.
    Digest(String),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(cause) => write!(f, "expected a release's manifest: {cause}"),
            Self::Path(path) => write!(f, "expected a path of its own within the release, found {path:?}"),
            Self::Digest(digest) => write!(f, "expected a digest in lower-case hexadecimal, found {digest:?}"),
        }
    }
}

impl std::error::Error for ManifestError {}

/// Reads `manifest.json`. Paths are safe to join to the release's folder afterwards.
///
/// # Errors
/// When the bytes are not a manifest, or name files outside the release, or hold malformed digests.
pub fn read_manifest(bytes: &[u8]) -> Result<Manifest, ManifestError> {
    let manifest: Manifest = serde_json::from_slice(bytes).map_err(|cause| ManifestError::Shape(cause.to_string()))?;
    let mut paths: Vec<&str> = manifest.artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
    paths.sort_unstable();
    let twice = paths.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    if let Some(path) = twice.or_else(|| paths.into_iter().find(|path| !stays_inside(path))) {
        return Err(ManifestError::Path(path.to_owned()));
    }
    let files = manifest.artifacts.iter().map(|artifact| &artifact.sha256);
    let digests = files.chain(manifest.inputs.iter().map(|input| &input.sha256)).chain([&manifest.input_hash]);
    let is_hexadecimal =
        |digest: &str, length| digest.len() == length && digest.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let malformed = digests.into_iter().find(|digest| !is_hexadecimal(digest, 64));
    let malformed = malformed.or((!is_hexadecimal(&manifest.release_id, 12)).then_some(&manifest.release_id));
    match malformed {
        Some(digest) => Err(ManifestError::Digest(digest.clone())),
        None => Ok(manifest),
    }
}

fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', ':', '\0']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// SHA-256 of bytes in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 over the inputs' paths and digests, whatever their order.
#[must_use]
pub fn input_hash(inputs: &[Input]) -> String {
    let mut digests: Vec<_> = inputs.iter().map(|input| [&input.path, &input.sha256]).collect();
    digests.sort_unstable();
    sha256(serde_json::json!(digests).to_string().as_bytes())
}

/// Id of a release: the first 12 hexadecimal digits of SHA-256 over dossier id, edition, inputs and the
/// program's version. The same id means the same release.
#[must_use]
pub fn release_id(dossier: &Dossier, input_hash: &str, tool_version: &str) -> String {
    let edition = dossier.edition.map(|edition| edition.to_string());
    id_over(&dossier.id, edition.as_deref(), input_hash, tool_version)
}

fn id_over(dossier: &str, edition: Option<&str>, input_hash: &str, tool_version: &str) -> String {
    let mut id = sha256(serde_json::json!([dossier, edition, input_hash, tool_version]).to_string().as_bytes());
    id.truncate(12);
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn input(path: &str, content: &[u8]) -> Input {
        Input { path: path.to_owned(), sha256: sha256(content), bytes: content.len() as u64 }
    }

    fn manifest() -> Manifest {
        Manifest {
            release_id: "0123456789ab".to_owned(),
            dossier: "sample".to_owned(),
            edition: None,
            tool_version: "0.1.0".to_owned(),
            input_hash: sha256(b""),
            inputs: vec![input("report.md", b"a")],
            artifacts: ["csv/a.csv", "report.txt"]
                .map(|path| ArtifactEntry {
                    path: path.to_owned(),
                    media_type: "text/plain".to_owned(),
                    sha256: sha256(b""),
                    bytes: 0,
                })
                .to_vec(),
            counts: BTreeMap::from([("events".to_owned(), 3)]),
            changes: Changes { replaces: Some("aaaaaaaaaaaa".to_owned()), changes: Vec::new() },
            digest: String::new(),
        }
    }

    fn sound() -> Manifest {
        let hash = input_hash(&manifest().inputs);
        let release_id = id_over("sample", None, &hash, "0.1.0");
        Manifest { input_hash: hash, release_id, ..manifest() }.sealed()
    }

    fn read(manifest: &Manifest) -> Result<Manifest, ManifestError> {
        read_manifest(&manifest.to_json())
    }

    #[test]
    fn a_manifest_is_read_as_written() {
        assert_eq!(read(&manifest()), Ok(manifest()));
    }

    #[test]
    fn every_flipped_bit_of_a_sealed_manifest_is_noticed() {
        let bytes = sound().to_json();
        assert_eq!(read_manifest(&bytes).expect("a manifest").problems(&bytes), [""; 0]);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let is_noticed = read_manifest(&flipped).map_or(true, |manifest| !manifest.problems(&flipped).is_empty());
            assert!(is_noticed, "bit {bit}: {}", String::from_utf8_lossy(&flipped));
        }
    }

    #[test]
    fn what_was_written_otherwise_is_noticed() {
        let sound = sound();
        let unsealed = Manifest { digest: String::new(), ..sound.clone() };
        let renamed = Manifest { dossier: "other".to_owned(), ..sound.clone() }.sealed();
        let other_inputs = Manifest { inputs: Vec::new(), ..sound.clone() }.sealed();
        for (situation, manifest, expected) in [
            ("never_sealed", unsealed, 1),
            ("sealed_again_under_another_dossier", renamed, 1),
            ("sealed_again_with_other_inputs", other_inputs, 2),
        ] {
            let problems = manifest.problems(&manifest.to_json());
            assert_eq!(problems.len(), expected, "{situation}: {problems:?}");
        }
        let compact = serde_json::to_vec(&sound).expect("JSON");
        assert_eq!(sound.problems(&compact).len(), 1, "other spaces");
    }

    #[test]
    fn paths_out_of_the_release_are_refused() {
        for path in ["/etc/x", "../x", "csv/../../x", "", "csv//x", "./x", "a\\..\\x", "c:x", "report.txt", "x\0"] {
            let mut hostile = manifest();
            hostile.artifacts[0].path = path.to_owned();
            assert_eq!(read(&hostile), Err(ManifestError::Path(path.to_owned())), "{path:?}");
        }
    }

    #[test]
    fn malformed_digests_are_refused() {
        let set: [fn(&mut Manifest, String); 4] = [
            |manifest, digest| manifest.artifacts[1].sha256 = digest,
            |manifest, digest| manifest.inputs[0].sha256 = digest,
            |manifest, digest| manifest.input_hash = digest,
            |manifest, digest| manifest.release_id = digest,
        ];
        for set in set {
            for digest in ["", "abc", &"A".repeat(64), &"é".repeat(32), &"g".repeat(12)] {
                let mut hostile = manifest();
                set(&mut hostile, digest.to_owned());
                assert_eq!(read(&hostile), Err(ManifestError::Digest(digest.to_owned())));
            }
        }
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        let deep = "[".repeat(100_000);
        for bytes in [b"".as_slice(), b"{}", b"[]", b"null", b"\xff", b"{\"release_id\": 1}", deep.as_bytes()] {
            assert!(matches!(read_manifest(bytes), Err(ManifestError::Shape(_))));
        }
    }

    #[test]
    fn the_id_follows_what_the_release_is_made_of() {
        let dossier = sample::empty().dossier;
        let inputs = [input("a", b"1"), input("b", b"2")];
        let id = |dossier: &Dossier, inputs: &[Input], version: &str| release_id(dossier, &input_hash(inputs), version);
        let own = id(&dossier, &inputs, "1");
        assert_eq!(own.len(), 12);
        assert_eq!(own, id(&dossier, &[inputs[1].clone(), inputs[0].clone()], "1"), "the order does not matter");
        let edition = Dossier { edition: "2025".parse().ok(), ..dossier.clone() };
        let renamed = Dossier { id: "other".to_owned(), ..dossier.clone() };
        let others = [
            id(&edition, &inputs, "1"),
            id(&renamed, &inputs, "1"),
            id(&dossier, &inputs[..1], "1"),
            id(&dossier, &[input("a", b"2"), input("b", b"1")], "1"),
            id(&dossier, &inputs, "2"),
        ];
        assert!(others.iter().all(|other| *other != own));
    }
}
