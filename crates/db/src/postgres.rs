// SPDX-License-Identifier: EUPL-1.2
//! PostgreSQL: pooled connections; each write a transaction of its own, driven on one thread, so that the closures need
//! not be sendable while they run and are the same as for SQLite.

use std::{
    borrow::Cow,
    panic::AssertUnwindSafe,
    sync::{Arc, atomic::Ordering},
    thread,
    time::{Duration, Instant},
};

use base::Actor;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use futures_util::{
    FutureExt as _, TryStreamExt as _,
    future::{LocalBoxFuture, try_join, try_join_all},
    pin_mut,
};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::{
    Config,
    config::SslMode,
    types::{ToSql, Type},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    QUEUE_MAX, Shared,
    error::{DbError, DbResult},
    query::{Query, RowRef, Sink},
    tx::{Tx, TxEngine},
    value::Value,
};

/// How long a caller waits for a connection before it is told to come back, unless the address says otherwise
/// (`connect_timeout`, in seconds). Source: attacks.md, "503 within 3 s".
const WAIT: Duration = Duration::from_millis(2_500);

pub struct Postgres {
    readers: Pool,
    queue: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce(Pool, Arc<Shared>) -> LocalBoxFuture<'static, ()> + Send>;

impl Postgres {
    pub fn open(url: &str, connections: usize, shared: Arc<Shared>) -> DbResult<Self> {
        let (config, authorities) = parse(url)?;
        let readers = pool(&config, authorities.as_deref(), connections)?;
        let writers = pool(&config, authorities.as_deref(), connections)?;
        let (queue, waiting) = mpsc::channel(QUEUE_MAX);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(DbError::other)?;
        thread::Builder::new()
            .name("db-writer".into())
            .spawn(move || {
                tokio::task::LocalSet::new().block_on(&runtime, write_all(waiting, writers, shared));
            })
            .map_err(DbError::other)?;
        Ok(Self { readers, queue })
    }

    pub async fn write<T, E, F>(&self, actor: Actor, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let count = crate::statement_count();
        let job: Job = Box::new(move |pool, shared| {
            async move {
                let result = async {
                    let client = pool.get().await.map_err(DbError::from)?;
                    let mut tx = Tx::new(
                        TxEngine::Postgres(PostgresTx {
                            client,
                            state: State::Idle,
                        }),
                        Arc::clone(&shared),
                        actor,
                        count,
                    );
                    let result = AssertUnwindSafe(work(&mut tx)).catch_unwind().await;
                    let result = result.unwrap_or_else(|_| Err(DbError::other("a write panicked").into()));
                    let TxEngine::Postgres(mut engine) = tx.engine else {
                        unreachable!("made as PostgreSQL above")
                    };
                    match result {
                        Ok(value) => {
                            engine.commit(&shared).await?;
                            shared.wake(tx.wakes_events, tx.wakes_jobs);
                            Ok(value)
                        }
                        Err(error) => {
                            engine.roll_back().await;
                            Err(error)
                        }
                    }
                };
                let result: Result<T, E> = result.await;
                // Whoever asked may have gone; what was written stays.
                let _ = answer.send(result);
            }
            .boxed_local()
        });
        self.queue.try_send(job).map_err(|_| E::from(DbError::Busy))?;
        answered
            .await
            .unwrap_or_else(|_| Err(DbError::Unavailable("the writer has stopped".into()).into()))
    }

    pub async fn read(&self, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        let client = self.readers.get().await?;
        let statement = client.prepare_cached(query.statement.postgres).await?;
        let rows = client.query_raw(&statement, params(query)).await?;
        pin_mut!(rows);
        while let Some(row) = rows.try_next().await? {
            sink(RowRef::Postgres(&row))?;
        }
        Ok(())
    }

    pub async fn prepare(&self, text: &str) -> Result<(Vec<String>, usize), String> {
        let client = self.readers.get().await.map_err(|error| error.to_string())?;
        let statement = client
            .prepare(text)
            .await
            .map_err(|error| DbError::from(error).to_string())?;
        Ok((
            statement
                .columns()
                .iter()
                .map(|it| it.name().to_owned())
                .collect(),
            statement.params().len(),
        ))
    }
}

/// Reads the address. `sslrootcert=FILE` names the authorities to trust instead of the public ones.
fn parse(url: &str) -> DbResult<(Config, Option<String>)> {
    let mut authorities = None;
    let (head, query) = url.split_once('?').unwrap_or((url, ""));
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| match pair.strip_prefix("sslrootcert=") {
            Some(file) => {
                authorities = Some(file.to_owned());
                false
            }
            None => !pair.is_empty(),
        })
        .collect();
    let url = if rest.is_empty() {
        head.to_owned()
    } else {
        format!("{head}?{}", rest.join("&"))
    };
    // The error's text may quote the password.
    let mut config: Config = url
        .parse()
        .map_err(|_| DbError::other("the address of the database is malformed"))?;
    let wait = config.get_connect_timeout().copied().unwrap_or(WAIT);
    config
        .application_name("plano")
        .connect_timeout(wait)
        .keepalives_idle(Duration::from_secs(10))
        .tcp_user_timeout(Duration::from_secs(10));
    let options = config.get_options().unwrap_or_default().to_owned();
    // Statements of milliseconds are not compiled first: with many conditions that alone takes fifty. A transaction that stands
    // idle is that of a node that is suspended or gone, and holds back all readers of events.
    config.options(format!(
        "{options} -c jit=off -c statement_timeout=30000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000 -c synchronous_commit=on -c TimeZone=UTC"
    ));
    Ok((config, authorities))
}

fn pool(config: &Config, authorities: Option<&str>, connections: usize) -> DbResult<Pool> {
    let manager_config = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    let manager = if config.get_ssl_mode() == SslMode::Disable {
        Manager::from_config(config.clone(), tokio_postgres::NoTls, manager_config)
    } else {
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(file) = authorities {
            roots = RootCertStore::empty();
            for certificate in CertificateDer::pem_file_iter(file).map_err(DbError::other)? {
                roots
                    .add(certificate.map_err(DbError::other)?)
                    .map_err(DbError::other)?;
            }
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(DbError::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Manager::from_config(config.clone(), MakeRustlsConnect::new(tls), manager_config)
    };
    let wait = config.get_connect_timeout().copied();
    Pool::builder(manager)
        .max_size(connections.max(1))
        .timeouts(Timeouts {
            wait,
            create: wait,
            recycle: wait,
        })
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(DbError::other)
}

async fn write_all(mut waiting: mpsc::Receiver<Job>, pool: Pool, shared: Arc<Shared>) {
    while let Some(job) = waiting.recv().await {
        tokio::task::spawn_local(job(pool.clone(), Arc::clone(&shared)));
    }
}

pub struct PostgresTx {
    client: Object,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// BEGIN has not been sent: it travels with the first statement.
    Idle,
    Open,
    /// A statement failed: PostgreSQL would answer COMMIT with a silent ROLLBACK.
    Failed,
}

impl PostgresTx {
    pub async fn read(&mut self, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        let result = self.try_read(query, sink).await;
        self.judged(result)
    }

    pub async fn exec(&mut self, query: &Query<'_>) -> DbResult<u64> {
        let result = self.try_each(std::slice::from_ref(query)).await;
        self.judged(result)
    }

    /// All are sent before the first answer is read.
    pub async fn each(&mut self, queries: &[Query<'_>]) -> DbResult<u64> {
        let result = self.try_each(queries).await;
        self.judged(result)
    }

    pub async fn script(&mut self, text: &str) -> DbResult<()> {
        let result = async {
            self.begin().await?;
            Ok(self.client.batch_execute(text).await?)
        }
        .await;
        self.judged(result)
    }

    fn judged<T>(&mut self, result: DbResult<T>) -> DbResult<T> {
        if result.is_err() {
            self.state = State::Failed;
        }
        result
    }

    async fn try_read(&mut self, query: &Query<'_>, sink: Sink<'_>) -> DbResult<()> {
        let statement = self.client.prepare_cached(query.statement.postgres).await?;
        let rows = if self.state == State::Idle {
            self.state = State::Open;
            try_join(
                self.client.batch_execute("BEGIN"),
                self.client.query_raw(&statement, params(query)),
            )
            .await?
            .1
        } else {
            self.client.query_raw(&statement, params(query)).await?
        };
        pin_mut!(rows);
        while let Some(row) = rows.try_next().await? {
            sink(RowRef::Postgres(&row))?;
        }
        Ok(())
    }

    async fn try_each(&mut self, queries: &[Query<'_>]) -> DbResult<u64> {
        let mut statements = Vec::with_capacity(queries.len());
        for query in queries {
            statements.push(self.client.prepare_cached(query.statement.postgres).await?);
        }
        let begin = self.state == State::Idle;
        self.state = State::Open;
        let client = &self.client;
        let all = try_join_all(
            queries
                .iter()
                .zip(&statements)
                .map(|(query, statement)| client.execute_raw(statement, params(query))),
        );
        let changed = if begin {
            try_join(client.batch_execute("BEGIN"), all).await?.1
        } else {
            all.await?
        };
        Ok(changed.into_iter().sum())
    }

    async fn begin(&mut self) -> DbResult<()> {
        if self.state == State::Idle {
            self.state = State::Open;
            self.client.batch_execute("BEGIN").await?;
        }
        Ok(())
    }

    async fn commit(&mut self, shared: &Shared) -> DbResult<()> {
        match self.state {
            State::Idle => Ok(()),
            State::Failed => {
                self.roll_back().await;
                Err(DbError::other(
                    "a write went on after a statement of it had failed",
                ))
            }
            State::Open => {
                let started = Instant::now();
                self.client.batch_execute("COMMIT").await?;
                let stats = &shared.stats;
                stats.commits.fetch_add(1, Ordering::Relaxed);
                stats.writes.fetch_add(1, Ordering::Relaxed);
                stats.commit_us.fetch_add(
                    u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
                    Ordering::Relaxed,
                );
                Ok(())
            }
        }
    }

    async fn roll_back(&mut self) {
        if self.state != State::Idle && self.client.batch_execute("ROLLBACK").await.is_err() {
            tracing::warn!("a connection to the database was lost in a transaction");
        }
    }
}

fn params<'q>(query: &'q Query<'_>) -> impl ExactSizeIterator<Item = &'q (dyn ToSql + Sync)> {
    query.params.iter().map(|it| it as &(dyn ToSql + Sync))
}

pub fn value_at(row: &tokio_postgres::Row, at: usize) -> DbResult<Value<'_>> {
    let column = row
        .columns()
        .get(at)
        .ok_or_else(|| DbError::other(format!("there is no column {at}")))?;
    let value = match *column.type_() {
        Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map(Value::Bool),
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Value::Int),
        Type::INT4 => row
            .try_get::<_, Option<i32>>(at)?
            .map(|it| Value::Int(i64::from(it))),
        Type::TEXT | Type::VARCHAR | Type::NAME => row
            .try_get::<_, Option<&str>>(at)?
            .map(|it| Value::Text(Cow::Borrowed(it))),
        Type::BYTEA => row
            .try_get::<_, Option<&[u8]>>(at)?
            .map(|it| Value::Bytes(Cow::Borrowed(it))),
        Type::UUID => row.try_get::<_, Option<uuid::Uuid>>(at)?.map(Value::Uuid),
        ref other => {
            return Err(DbError::other(format!(
                "column {at} is of type {other}, which Plano does not use"
            )));
        }
    };
    Ok(value.unwrap_or(Value::Null))
}
