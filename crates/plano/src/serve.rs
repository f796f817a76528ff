// SPDX-License-Identifier: EUPL-1.2
//! Opening the data, and serving it until told to stop.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use base::{Clock, Ids};
use db::{Db, DbError, SchemaError};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use crate::{
    app::{App, Parts},
    areas::{
        self,
        accounts::{self, Passwords, SetUpLink, Throttle},
        messages, orgs,
    },
    config::Config,
    http::connections::{self, HEAD_MAX},
    live::Live,
    metrics, migrations, router,
    tls::TlsListener,
};

/// Why Plano cannot start. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder cannot be made or written.
    #[error("the data folder {folder} cannot be used: {error}")]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Another process has the folder.
    #[error(
        "the data folder {0} is in use by another Plano: stop that one first, or give this one its own folder with --data"
    )]
    InUse(PathBuf),
    /// The database cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] DbError),
    /// The schema cannot be brought up to date.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The keys cannot be used.
    #[error(transparent)]
    Keys(#[from] storage::KeyringError),
    /// The key is there, and is another one's.
    #[error(
        "{0} is not the key that this database was used with, and opens nothing of what is stored: \
         put back the instance key that was saved with this database"
    )]
    OtherKey(PathBuf),
    /// The blobs cannot be used.
    #[error(transparent)]
    Storage(#[from] storage::StorageError),
    /// Mail cannot be used.
    #[error(transparent)]
    Mail(#[from] mail::MailError),
    /// The bus cannot be used.
    #[error(transparent)]
    Bus(#[from] bus::BusError),
    /// A setting cannot be used.
    #[error("{name}: {message}")]
    Setting {
        /// Which.
        name: &'static str,
        /// Why.
        message: String,
    },
    /// The certificate cannot be used.
    #[error("the certificate cannot be used: {0}")]
    Tls(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// Which.
        address: std::net::SocketAddr,
        /// Why.
        error: io::Error,
    },
}

/// Data that is open: nobody else may use it meanwhile.
pub struct Opened {
    /// What requests reach.
    pub app: App,
    /// Held until this is dropped.
    _lock: Option<File>,
}

/// Opens the data of `config`, and brings its schema up to date.
///
/// # Errors
/// [`StartError`].
pub async fn open(config: Config) -> Result<Opened, StartError> {
    open_at(config, Clock::System).await
}

/// The same by a clock of the caller's, for what tells of the past.
///
/// # Errors
/// [`StartError`].
pub async fn open_at(config: Config, clock: Clock) -> Result<Opened, StartError> {
    let folder = config.data.clone();
    private_folder(&folder)?;
    let is_sqlite = config.database == "sqlite";
    // On PostgreSQL several nodes share the data; what they do is ordered by the database.
    let lock = if is_sqlite { Some(lock(&folder)?) } else { None };
    let db = database(&config, clock)?;
    db.keep_reserve(&folder.join("plano.reserve"));
    db.migrate(migrations::ALL).await?;
    events::prepare(&db).await?;
    if lock.is_some() {
        // The lock proves that whoever held a job is dead. On PostgreSQL another node may hold it: its lease must end.
        if let Err(error) = jobs::take_back(&db).await {
            tracing::warn!(%error, "jobs that were interrupted wait for the end of their leases");
        }
    }
    let keys_folder = folder.join("keys");
    // A key is never made anew over existing data: what was sealed could not be opened any more.
    let is_new = accounts::are_none(&db).await?;
    let keys = if is_new {
        storage::Keyring::open_or_create(&keys_folder)?
    } else {
        storage::Keyring::open(&keys_folder)?
    };
    bind_key(&db, &keys, is_new && is_sqlite)
        .await?
        .then_some(())
        .ok_or_else(|| StartError::OtherKey(keys_folder.join("instance.key")))?;
    let blobs = blobs(&config)?;
    let mailer = mail::Mailer::open(&mail_config(&config)?)?;
    let bus = bus::Bus::open_trusting(&config.bus, "plano", config.bus_authority.as_deref()).await?;
    let parts = Parts {
        live: Live::open(&db).await?,
        db,
        blobs,
        keys,
        mailer,
        bus,
        passwords: Passwords::new(),
        throttle: Throttle::new(),
        posts: messages::PostQueue::default(),
        pace: messages::Pace::new(),
        set_up: SetUpLink::generate(),
        config,
    };
    Ok(Opened {
        app: App::new(parts),
        _lock: lock,
    })
}

/// Whether the key is the one that the database was used with. The first start writes down which it is; `is_fresh` says that
/// nothing can have been sealed yet, so that a key made anew takes the place of one that was lost.
async fn bind_key(db: &Db, keys: &storage::Keyring, is_fresh: bool) -> Result<bool, DbError> {
    let kept = orgs::key_check(db).await?;
    let is_ours = is_key_of(db, keys).await?;
    let is_outdated = |kept: &[u8]| storage::WrappedKey::try_from(kept).is_ok_and(|it| keys.is_outdated(&it));
    match &kept {
        Some(kept) if is_ours && !is_outdated(kept) => return Ok(true),
        _ if !is_ours && !is_fresh => return Ok(false),
        _ => {}
    }
    let check = keys.check().as_bytes().to_vec();
    db.write(base::Actor::System, async move |tx| {
        orgs::keep_key_check(tx, &check, kept.as_deref()).await
    })
    .await?;
    // Of two nodes that start at once with keys of their own, one has written.
    is_key_of(db, keys).await
}

/// Whether the key opens what the database holds: what was written down of the key, and, where that was not yet done, the
/// keys of what is sealed.
///
/// # Errors
/// Whatever the database says.
pub async fn is_key_of(db: &Db, keys: &storage::Keyring) -> Result<bool, DbError> {
    if let Some(check) = orgs::key_check(db).await? {
        return Ok(keys.has_made(&check));
    }
    let sealed = accounts::sealed(db, base::Id::MIN).await?;
    Ok(sealed.iter().all(|it| {
        storage::WrappedKey::try_from(it.key.as_slice())
            .and_then(|key| keys.data_key(it.account.uuid(), &key))
            .is_ok()
    }))
}

/// The database of `config`, as it is, by `clock`.
///
/// # Errors
/// Whatever the database says.
pub fn database(config: &Config, clock: Clock) -> Result<Db, DbError> {
    if config.database == "sqlite" {
        let db = Db::sqlite(&config.data.join("plano.db"), 4, clock, Ids::Random)?;
        #[cfg(debug_assertions)]
        if config.answers_before_commit {
            db.answer_before_commit();
        }
        return Ok(db);
    }
    Db::postgres(&config.database, config.database_connections, clock, Ids::Random)
}

/// Where the blobs of `config` are.
///
/// # Errors
/// [`StartError::Setting`], [`StartError::Storage`].
pub fn blobs(config: &Config) -> Result<storage::Storage, StartError> {
    let wrong = |name, message: String| StartError::Setting { name, message };
    let url = config
        .storage
        .parse()
        .map_err(|error: storage::StorageError| wrong("storage", error.to_string()))?;
    let authority = config
        .storage_authority
        .as_ref()
        .map(|file| {
            fs::read(file).map_err(|error| wrong("storage_authority", format!("{}: {error}", file.display())))
        })
        .transpose()?;
    Ok(storage::Storage::open(&storage::StorageConfig {
        url,
        directory: config.data.join("blobs"),
        credentials: config.storage_credentials.clone(),
        authority,
    })?)
}

fn mail_config(config: &Config) -> Result<mail::MailConfig, StartError> {
    let wrong = |name, message: String| StartError::Setting { name, message };
    Ok(mail::MailConfig {
        url: config
            .mail
            .parse()
            .map_err(|error: mail::MailError| wrong("mail", error.to_string()))?,
        from: config
            .mail_from
            .parse()
            .map_err(|error: mail::MailError| wrong("mail_from", error.to_string()))?,
        authority: None,
        timeout: None,
    })
}

fn private_folder(folder: &Path) -> Result<(), StartError> {
    let wrong = |error| StartError::Folder {
        folder: folder.to_path_buf(),
        error,
    };
    if !folder.exists() {
        fs::create_dir_all(folder).map_err(wrong)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(wrong)?;
        }
    }
    Ok(())
}

/// Takes the folder for this process alone.
///
/// # Errors
/// [`StartError::InUse`], [`StartError::Folder`].
pub fn lock(folder: &Path) -> Result<File, StartError> {
    let wrong = |error| StartError::Folder {
        folder: folder.to_path_buf(),
        error,
    };
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("plano.lock"))
        .map_err(wrong)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse(folder.to_path_buf())),
        Err(TryLockError::Error(error)) => Err(wrong(error)),
    }
}

/// What runs beside the requests: readers of events, jobs, the sockets' tail.
pub struct Running {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Running {
    /// Starts it.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for reader in areas::readers(app) {
            tasks.spawn(events::follow(app.db.clone(), reader, stopped.clone()));
        }
        let worker = jobs::Worker::new(app.db.clone(), areas::jobs(app));
        let mut until = stopped.clone();
        tasks.spawn(async move {
            worker
                .run(async move {
                    let _ = until.wait_for(|it| *it).await;
                })
                .await;
        });
        tasks.spawn(crate::live::follow(app.clone(), stopped.clone()));
        tasks.spawn(housekeeping(app.clone(), stopped));
        Self { stop, tasks }
    }

    /// Stops it, letting each finish what it has begun.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(20), all).await.is_err() {
            tracing::warn!("some work did not stop in time and was cut");
        }
    }
}

/// What is done now and then, on each node.
async fn housekeeping(app: App, mut stopped: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(Duration::from_secs(600));
    loop {
        tokio::select! {
            _ = every.tick() => {}
            _ = stopped.changed() => return,
        }
        app.throttle.forget();
        app.pace.forget();
        if let Err(error) = areas::enqueue_periodic(&app).await {
            tracing::warn!(%error, "periodic work could not be enqueued");
        }
    }
}

/// Serves until the process is told to stop.
///
/// # Errors
/// [`StartError`] when an address cannot be listened on.
pub async fn run(opened: Opened) -> Result<(), StartError> {
    let app = opened.app.clone();
    let started = app.now();
    let address = app.config.listen;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| StartError::Listen { address, error })?;
    let running = Running::start(&app);
    if accounts::are_none(&app.db).await? {
        // On the terminal as well as in the log: whoever installs must find it.
        tracing::warn!(
            "no account yet: open {} to set Plano up",
            app.set_up.address(&app.config.public_url)
        );
    }
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signalled().await;
        let _ = stop.send(true);
    });
    let until = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|it| *it).await;
    };
    let admin = match app.config.admin_listen {
        Some(address) => {
            let listener = TcpListener::bind(address)
                .await
                .map_err(|error| StartError::Listen { address, error })?;
            let router = metrics::router(app.clone());
            Some(tokio::spawn(connections::serve(
                listener,
                router,
                HEAD_MAX,
                until(stopped.clone()),
            )))
        }
        None => None,
    };
    tracing::info!(address = %app.config.public_url, ready_ms = u64::try_from(app.now().since(started).as_millis()).unwrap_or(0), "Plano is ready");
    let router = router::router(app.clone());
    let mut stopping = stopped.clone();
    let served = async {
        use axum::serve::ListenerExt as _;
        match &app.config.tls {
            Some(tls) => {
                let listener = TlsListener::open(listener, tls.clone()).map_err(StartError::Tls)?;
                connections::serve(listener, router, HEAD_MAX, until(stopped.clone())).await;
            }
            None => {
                let listener = listener.tap_io(|it| {
                    // Frames are small and must not wait for one another.
                    let _ = it.set_nodelay(true);
                });
                connections::serve(listener, router, HEAD_MAX, until(stopped.clone())).await;
            }
        }
        Ok(())
    };
    tokio::pin!(served);
    let result = tokio::select! {
        result = &mut served => result,
        _ = stopping.wait_for(|it| *it) => {
            // Open sockets are told first, or they would hold the server up.
            crate::live::stop(&app);
            match tokio::time::timeout(Duration::from_secs(10), &mut served).await {
                Ok(result) => result,
                Err(_) => Ok(()),
            }
        }
    };
    running.stop().await;
    if let Some(admin) = admin {
        let _ = admin.await;
    }
    tracing::info!("Plano has stopped");
    drop(opened);
    result
}

async fn signalled() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminate) = signal(SignalKind::terminate()) else {
            return;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}

/// Runs readers and jobs until nothing is left to do; for commands that end. The time of each step is the clock's.
///
/// # Errors
/// What a reader says of an event.
pub async fn settle(app: &App) -> Result<(), DbError> {
    let readers = areas::readers(app);
    let registry = areas::jobs(app);
    loop {
        let read = events::settle(&app.db, &readers).await?;
        let worked = jobs::settle(&app.db, &registry)
            .await
            .map_err(|error| DbError::other(error.to_string()))?;
        if read + worked == 0 {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use base::Actor;

    use super::*;
    use crate::config::Given;

    fn of(folder: &Path) -> Config {
        let given = Given {
            data: Some(folder.to_path_buf()),
            ..Given::default()
        };
        given.complete().unwrap()
    }

    /// Someone has an account: from now on a key is not made anew.
    async fn used(folder: &Path) {
        let opened = open(of(folder)).await.unwrap();
        let organisation = opened
            .app
            .db
            .write(Actor::System, async |tx| orgs::create_root(tx, "Rivemont").await)
            .await
            .unwrap();
        let standing = accounts::Standing::Member(organisation);
        accounts::for_tests(&opened.app, "anna", standing, "quatre vaches bleues sur le toit")
            .await
            .unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_key_of_another_instance_is_refused_before_anything_was_sealed() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        used(one.path()).await;
        used(two.path()).await;
        let key = |of: &Path| of.join("keys/instance.key");
        fs::copy(key(two.path()), key(one.path())).unwrap();
        let refused = open(of(one.path())).await.err().map(|it| it.to_string());
        let told = refused.unwrap_or_default();
        assert!(
            told.contains("is not the key that this database was used with"),
            "{told}"
        );
        let report = crate::cli::doctor::examine(&of(one.path())).await;
        assert!(
            report
                .to_string()
                .contains("is not the one that this database was used with"),
            "{report}"
        );
        assert!(open(of(two.path())).await.is_ok());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_key_that_was_lost_before_anybody_had_an_account_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        drop(open(of(folder.path())).await.unwrap());
        fs::remove_dir_all(folder.path().join("keys")).unwrap();
        drop(open(of(folder.path())).await.unwrap());
        used(folder.path()).await;
        assert!(open(of(folder.path())).await.is_ok());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_key_replaced_in_its_file_is_written_down_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        used(folder.path()).await;
        let mut keys = storage::Keyring::open(&folder.path().join("keys")).unwrap();
        keys.rotate().unwrap();
        drop(open(of(folder.path())).await.unwrap());
        keys.forget_older().unwrap();
        assert!(open(of(folder.path())).await.is_ok());
    }
}
