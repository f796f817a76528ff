// SPDX-License-Identifier: EUPL-1.2
//! The permission in the handler's type: the signature asks, the body holds the proof.

use access::{Action, Administer, Administration, Denied, Grant, Read, Resource, See, Signed};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use base::{Id, Kind, Problem, kind};

use crate::{
    app::App,
    http::{
        problem::Failure,
        session::{Asker, SignedIn},
    },
};

/// Someone who may do `A` to the `R` of the path.
#[derive(Debug)]
pub struct Granted<A, R: Resource>(pub Grant<A, R>);

impl<A: Action, R: Resource> FromRequestParts<App> for Granted<A, R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let asker = Asker::find(parts, app).await?;
        let id = id_in_path::<R::Kind>(parts, app).await?;
        let grant = access::grant(&app.db, asker.signed, id, app.now()).await?;
        if !asker.may_know_in(grant.place()) || !asker.may_know_one(app, id).await? {
            return Err(Failure(Problem::NotFound));
        }
        Ok(Self(grant))
    }
}

/// Someone who may do `A` to the `R` of the path, or who may no more than read it: what he did there before he may still ask
/// about, as whoever sends the same again does.
#[derive(Debug)]
pub enum GrantedOrRead<A, R: Resource> {
    /// He may.
    Granted(Grant<A, R>),
    /// He may not, for this reason.
    Reads(Grant<Read, R>, Problem),
}

impl<A: Action, R: Resource> FromRequestParts<App> for GrantedOrRead<A, R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match Granted::from_request_parts(parts, app).await {
            Ok(Granted(grant)) => Ok(Self::Granted(grant)),
            Err(Failure(refusal @ Problem::Forbidden(_))) => {
                match Granted::<Read, R>::from_request_parts(parts, app).await {
                    Ok(Granted(grant)) => Ok(Self::Reads(grant, refusal)),
                    Err(_) => Err(Failure(refusal)),
                }
            }
            Err(failure) => Err(failure),
        }
    }
}

/// The id of a `K` in the path, where permission is not asked for it: oneself's own things, or things found by the action.
#[derive(Debug)]
pub struct OneOf<K: Kind>(pub Id<K>);

impl<K: Kind> FromRequestParts<App> for OneOf<K> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        id_in_path(parts, app).await.map(Self)
    }
}

/// Someone signed in who administers something.
#[derive(Debug)]
pub struct Administers(pub Administration);

impl FromRequestParts<App> for Administers {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = SignedIn::from_request_parts(parts, app).await?.signed;
        Ok(Self(access::administration(&app.db, signed).await?))
    }
}

/// Kinds of things that are administered one by one.
pub trait Administered: Kind + Sized {
    /// Asks whether `actor` administers `id`.
    fn ask(
        app: &App,
        actor: Signed,
        id: Id<Self>,
    ) -> impl Future<Output = Result<Administer<Self>, Denied>> + Send;
}

macro_rules! administered {
    ($($kind:ident $ask:ident)*) => {$(
        impl Administered for kind::$kind {
            fn ask(app: &App, actor: Signed, id: Id<Self>) -> impl Future<Output = Result<Administer<Self>, Denied>> + Send {
                access::$ask(&app.db, actor, id)
            }
        }
    )*};
}
administered! { Account administer_account Organisation administer_organisation Group administer_group Import administer_import }

/// Someone signed in who administers the `K` of the path.
#[derive(Debug)]
pub struct AdministersOne<K: Kind>(pub Administer<K>);

impl<K: Administered> FromRequestParts<App> for AdministersOne<K> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = SignedIn::from_request_parts(parts, app).await?.signed;
        let id = id_in_path(parts, app).await?;
        Ok(Self(K::ask(app, signed, id).await?))
    }
}

/// Someone signed in who may see the account of the path in the administration.
#[derive(Debug)]
pub struct SeesOne(pub See<kind::Account>);

impl FromRequestParts<App> for SeesOne {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed = SignedIn::from_request_parts(parts, app).await?.signed;
        let id = id_in_path(parts, app).await?;
        Ok(Self(access::see_account(&app.db, signed, id).await?))
    }
}

/// The one parameter of the path that has the kind's prefix. What is malformed names nothing: 404.
async fn id_in_path<K: Kind>(parts: &mut Parts, app: &App) -> Result<Id<K>, Failure> {
    let params = RawPathParams::from_request_parts(parts, app)
        .await
        .map_err(|_| Failure(Problem::NotFound))?;
    params
        .iter()
        .find_map(|(_, text)| text.parse().ok())
        .ok_or(Failure(Problem::NotFound))
}
