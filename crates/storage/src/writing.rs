// SPDX-License-Identifier: EUPL-1.2
//! Writing one object: whole and durable, or not there at all.

use crate::{BlobKey, StorageError, StorageResult};
use bytes::Bytes;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutMode, path::Path};
use std::sync::Arc;
use tokio::{runtime::Handle, task::JoinHandle};

/// An object being written. What was not [finished](Self::finish) is taken away again.
pub(crate) struct Writing {
    place: Place,
    part_bytes: usize,
    pending: Vec<u8>,
    /// From the second part on. A small object is put in one go.
    upload: Option<Upload>,
}

impl Writing {
    /// `part_bytes` is the memory one object in passing may take, twice over: one part is filled while one is written.
    pub(crate) fn new(store: Arc<dyn ObjectStore>, key: BlobKey, path: Path, part_bytes: usize) -> Self {
        Self {
            place: Place { store, key, path },
            part_bytes,
            pending: Vec::new(),
            upload: None,
        }
    }

    /// Where to append what comes next. Call [`Self::flush`] after each chunk or so.
    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.pending
    }

    /// Hands on the parts that are full.
    pub(crate) async fn flush(&mut self) -> StorageResult<()> {
        // One byte more than a part: what fits exactly may be the whole object.
        while self.pending.len() > self.part_bytes {
            let rest = self.pending.split_off(self.part_bytes);
            let part = std::mem::replace(&mut self.pending, rest);
            let upload = match &mut self.upload {
                Some(upload) => upload,
                None => {
                    self.place.refuse_existing().await?;
                    let begun = self.place.store.put_multipart(&self.place.path).await;
                    self.upload
                        .insert(Upload::new(begun.map_err(|error| self.place.fault(error))?))
                }
            };
            upload
                .write(part.into())
                .await
                .map_err(|error| self.place.fault(error))?;
        }
        Ok(())
    }

    /// Puts the object in its place. Durable when this returns.
    pub(crate) async fn finish(self) -> StorageResult<()> {
        let (place, rest) = (self.place, Bytes::from(self.pending));
        let put = match self.upload {
            None => place
                .store
                .put_opts(&place.path, rest.into(), PutMode::Create.into())
                .await
                .map(drop),
            Some(mut upload) => match upload.write(rest).await {
                Ok(()) => {
                    // Keys are never used twice; should it happen, the first object stays, unless both writers are
                    // here at the same instant, which no store can rule out for an object in parts.
                    place.refuse_existing().await?;
                    upload.complete().await
                }
                Err(error) => Err(error),
            },
        };
        put.map_err(|error| place.fault(error))
    }
}

/// Where an object is to be.
struct Place {
    store: Arc<dyn ObjectStore>,
    key: BlobKey,
    path: Path,
}

impl Place {
    async fn refuse_existing(&self) -> StorageResult<()> {
        match self.store.head(&self.path).await {
            Ok(_) => Err(StorageError::Exists(self.key)),
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.fault(error)),
        }
    }

    fn fault(&self, error: object_store::Error) -> StorageError {
        StorageError::of(self.key, error)
    }
}

/// A multipart upload that is aborted when it is dropped unfinished.
struct Upload {
    /// `None` once completed.
    upload: Option<Box<dyn MultipartUpload>>,
    in_flight: Option<JoinHandle<object_store::Result<()>>>,
}

impl Upload {
    fn new(upload: Box<dyn MultipartUpload>) -> Self {
        Self {
            upload: Some(upload),
            in_flight: None,
        }
    }

    /// Writes a part while the caller fills the next; waits for the one before.
    async fn write(&mut self, part: Bytes) -> object_store::Result<()> {
        self.settle().await?;
        let writing = self
            .upload
            .as_mut()
            .expect("nothing is written after completing")
            .put_part(part.into());
        self.in_flight = Some(tokio::spawn(writing));
        Ok(())
    }

    async fn complete(&mut self) -> object_store::Result<()> {
        self.settle().await?;
        self.upload
            .as_mut()
            .expect("an upload is completed once")
            .complete()
            .await?;
        self.upload = None;
        Ok(())
    }

    async fn settle(&mut self) -> object_store::Result<()> {
        match &mut self.in_flight {
            Some(writing) => {
                let written = writing.await;
                self.in_flight = None;
                written?
            }
            None => Ok(()),
        }
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let (Some(mut upload), Ok(runtime)) = (self.upload.take(), Handle::try_current()) else {
            return;
        };
        let in_flight = self.in_flight.take();
        runtime.spawn(async move {
            // An S3 store would keep, and bill, the parts. A part that arrives after the abort would be kept too.
            if let Some(in_flight) = in_flight {
                let _ = in_flight.await;
            }
            if let Err(error) = upload.abort().await {
                tracing::debug!(%error, "an unfinished upload could not be taken back");
            }
        });
    }
}
