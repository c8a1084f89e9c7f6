//! `serve` and `worker`.

use super::{Connected, FINE};
use crate::app::compose;
use crate::server::clock::Clock;
use crate::server::config::Config;
use crate::server::live::Live;
use crate::server::mail::Mailer;
use crate::server::push::Pusher;
use crate::server::state::leptos_options;
use crate::server::storage::Storage;
use crate::server::worker::{self, JobContext};
use crate::server::{AppState, Db, telemetry};
use anyhow::Context;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How to serve.
pub struct Options {
    /// Run the worker in this process.
    pub worker: bool,
    /// Apply missing migrations first.
    pub migrate: bool,
    /// Fill an empty database with the demo organizations first.
    pub demo: bool,
}

/// Longest that open requests may take to end after SIGTERM.
const DRAIN: Duration = Duration::from_secs(25);

/// Workers of a process: one may be busy with a long import while the other does what is short.
const WORKERS: usize = 2;

/// Longest that connections may take to come back to the pool at the end.
const CLOSE: Duration = Duration::from_secs(5);

/// Serves until SIGTERM or SIGINT, then finishes the requests that it has begun. A second signal ends it at once.
pub async fn serve(config: Config, options: Options) -> anyhow::Result<u8> {
    telemetry::start_metrics();
    // First of all, so that a second server on the same address does nothing to the database.
    let listener = TcpListener::bind(config.addr).await.with_context(|| format!("listening on {}", config.addr))?;
    let connected = Connected::open(&config).await?;
    let outcome = run(listener, config, &options, &connected).await;
    if tokio::time::timeout(CLOSE, connected.db.global().close()).await.is_err() {
        tracing::warn!("a request was cut off");
    }
    if let Some(cluster) = connected.cluster {
        cluster.stop().await;
    }
    outcome
}

async fn prepare(options: &Options, config: &Config, db: &Db) -> anyhow::Result<()> {
    if options.migrate {
        db.migrate().await?;
    }
    if options.demo {
        crate::seed::demo(db, &Clock::system(), &Storage::from_config(config)?).await?;
    }
    Ok(())
}

async fn run(listener: TcpListener, config: Config, options: &Options, connected: &Connected) -> anyhow::Result<u8> {
    tokio::select! {
        prepared = prepare(options, &config, &connected.db) => prepared?,
        () = told_to_stop()? => return Ok(FINE),
    }
    let addr = listener.local_addr()?;
    let config = Config { addr, ..config };
    let mail = Mailer::from_config(&config)?;
    mail.prepare(&config).await?;
    let storage = Storage::from_config(&config)?;
    let live = Live::default();
    let state = AppState {
        push: Pusher::from_config(&config),
        leptos: leptos_options(&config),
        config: Arc::new(config),
        db: connected.db.clone(),
        clock: Clock::system(),
        live: live.clone(),
        mail,
        storage,
    };
    let (stop, stopped) = watch::channel(false);
    let listening = tokio::spawn(live.clone().run(state.db.clone()));
    let workers = if options.worker { start_workers(&state.job_context(), &live, &stopped) } else { Vec::new() };
    let mut draining = stopped.clone();
    let service = compose::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let mut server =
        tokio::spawn(axum::serve(listener, service).with_graceful_shutdown(async move { drop(draining.changed().await) }).into_future());
    tracing::info!("serving on http://{addr}");
    let watching = async {
        match &connected.cluster {
            Some(cluster) => cluster.watch().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = told_to_stop()? => {}
        () = watching => {}
        ended = &mut server => ended??,
    }
    tracing::info!("ending: open requests are finished first");
    stop.send_replace(true);
    live.end();
    let drained = async {
        if !server.is_finished() {
            server.await??;
        }
        for worker in workers {
            worker.await?;
        }
        anyhow::Ok(())
    };
    tokio::select! {
        drained = tokio::time::timeout(DRAIN, drained) => match drained {
            Ok(drained) => drained?,
            Err(_) => tracing::warn!("not everything ended in {} s: what was cut off will run again", DRAIN.as_secs()),
        },
        () = told_to_stop()? => tracing::warn!("told to stop twice: what was cut off will run again"),
    }
    listening.abort();
    Ok(FINE)
}

/// Runs the worker alone until SIGTERM or SIGINT.
pub async fn worker(config: &Config, db: &Db) -> anyhow::Result<u8> {
    let mail = Mailer::from_config(config)?;
    mail.prepare(config).await?;
    let storage = Storage::from_config(config)?;
    let context = JobContext {
        db: db.clone(),
        clock: Clock::system(),
        mail,
        storage,
        push: Pusher::from_config(config),
        config: Arc::new(config.clone()),
    };
    let live = Live::default();
    let (stop, stopped) = watch::channel(false);
    let listening = tokio::spawn(live.clone().run(db.clone()));
    let workers = start_workers(&context, &live, &stopped);
    told_to_stop()?.await;
    stop.send_replace(true);
    for worker in workers {
        if tokio::time::timeout(DRAIN, worker).await.is_err() {
            tracing::warn!("a job was cut off; it will run again");
        }
    }
    listening.abort();
    Ok(FINE)
}

fn start_workers(context: &JobContext, live: &Live, stopped: &watch::Receiver<bool>) -> Vec<tokio::task::JoinHandle<()>> {
    (0..WORKERS).map(|_| tokio::spawn(worker::run(context.clone(), compose::jobs(), live.clone(), stopped.clone()))).collect()
}

/// Ends with the next SIGTERM or SIGINT.
pub(super) fn told_to_stop() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
