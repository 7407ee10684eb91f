//! An object store, and the place in it that an address names.

use object_store::path::Path;
use object_store::{Error, GetOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};
use url::Url;

use crate::failure::Failure;
use crate::pointer::{NAME, Pointer};

/// Schemes that are taken, and nothing besides: what is sent where must be plain.
const SCHEMES: [&str; 7] = ["s3", "s3a", "gs", "az", "azure", "abfss", "file"];

/// A place in a store.
#[derive(Debug)]
pub struct Store {
    client: Box<dyn ObjectStore>,
    prefix: Path,
    address: String,
    /// Whether the store can put an object on condition that another is still there.
    is_conditional: bool,
}

/// A pointer as found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it says.
    pub pointer: Pointer,
    version: UpdateVersion,
}

impl Store {
    /// The place that an address names: `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`,
    /// `file:///folder`. `settings` are names and values as in the environment (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT`,
    /// `AWS_ALLOW_HTTP`, `GOOGLE_SERVICE_ACCOUNT`, `AZURE_STORAGE_ACCOUNT_NAME`...); those of no store are passed over.
    ///
    /// # Errors
    /// When the address names no store, or a setting is not what the store expects.
    pub fn open(address: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<Self, Failure> {
        let bad =
            |problem: &dyn std::fmt::Display| Failure::Usage(format!("expected the address of a store: {problem}"));
        let url = Url::parse(address).map_err(|error| bad(&error))?;
        if !SCHEMES.contains(&url.scheme()) {
            return Err(bad(&format!("one of {}, found {:?}", SCHEMES.join(", "), url.scheme())));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(bad(&"without a user and password, which belong into the environment"));
        }
        let (client, prefix) = object_store::parse_url_opts(&url, settings).map_err(|error| bad(&error))?;
        let is_conditional = url.scheme() != "file";
        Ok(Self { client, prefix, address: address.trim_end_matches('/').to_owned(), is_conditional })
    }

    /// Puts an object, below the place.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn put(&self, place: &Path, bytes: Vec<u8>) -> Result<(), Failure> {
        let place: Path = self.prefix.parts().chain(place.parts()).collect();
        self.client.put(&place, bytes.into()).await.map_err(|error| self.failed(&error))?;
        Ok(())
    }

    /// The pointer of a dossier; `None` where there is none.
    ///
    /// # Errors
    /// When the store cannot be asked, or holds something else in its place.
    pub async fn pointer(&self, dossier: &str) -> Result<Option<Found>, Failure> {
        let place = self.pointer_place(dossier);
        let found = match self.client.get_opts(&place, GetOptions::default()).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            found => found.map_err(|error| self.failed(&error))?,
        };
        let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
        let bytes = found.bytes().await.map_err(|error| self.failed(&error))?;
        let pointer = serde_json::from_slice(&bytes).map_err(|error| {
            Failure::Store(format!("{}/{dossier}/{NAME} is no pointer of chancery: {error}", self.address))
        })?;
        Ok(Some(Found { pointer, version }))
    }

    /// Puts a dossier's pointer, on condition that `old` is still there, or that there is none.
    ///
    /// # Errors
    /// [`Failure::Overtaken`] where it is not, and where the store does not take it.
    pub async fn put_pointer(&self, dossier: &str, pointer: &Pointer, old: Option<&Found>) -> Result<(), Failure> {
        let mode = match old {
            None => PutMode::Create,
            Some(old) if self.is_conditional => PutMode::Update(old.version.clone()),
            // A folder knows no condition: the pointer is renamed into its place, and is looked at once more before.
            Some(old) => match self.pointer(dossier).await? {
                Some(now) if now.pointer == old.pointer => PutMode::Overwrite,
                _ => return Err(self.overtaken(dossier)),
            },
        };
        let options = PutOptions { mode, ..PutOptions::default() };
        match self.client.put_opts(&self.pointer_place(dossier), pointer.to_json().into(), options).await {
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. }) => {
                Err(self.overtaken(dossier))
            }
            done => done.map(|_| ()).map_err(|error| self.failed(&error)),
        }
    }

    fn pointer_place(&self, dossier: &str) -> Path {
        self.prefix.clone().join(dossier).join(NAME)
    }

    fn overtaken(&self, dossier: &str) -> Failure {
        Failure::Overtaken(format!("{}/{dossier}/{NAME}", self.address))
    }

    fn failed(&self, error: &Error) -> Failure {
        Failure::Store(format!("{}: {error}", self.address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_no_store_are_refused() {
        let cases = [
            "",
            "bucket",
            "/srv/releases",
            "http://store.example/bucket",
            "https://store.example",
            "memory:///",
            "ftp://store.example/a",
            "s3://",
            "s3://user:word@bucket/a",
            "file://elsewhere/a/../..",
        ];
        for address in cases {
            let settings = [("AWS_REGION".to_owned(), "eu-north-1".to_owned())];
            let opened = Store::open(address, settings);
            assert!(matches!(opened, Err(Failure::Usage(_))), "{address}: {opened:?}");
        }
    }

    #[test]
    fn settings_of_no_store_are_passed_over() {
        let settings = [("HOME", "/x"), ("AWS_REGION", "eu-north-1"), ("AWS_ALLOW_HTTP", "true"), ("PATH", "")];
        let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let store = Store::open("s3://bucket/a/b/", settings).expect("a store");
        assert_eq!((store.prefix.as_ref(), store.address.as_str()), ("a/b", "s3://bucket/a/b"));
    }
}
