// SPDX-License-Identifier: EUPL-1.2
//! Asking for an account, and answering who asks.

use std::{net::IpAddr, time::Duration};

use access::Administration;
use base::{
    Actor, EmailAddress, Id, Invalid, Page, PageSize, Problem, Secret, Timestamp, kind,
    text::{Name, Paragraphs},
};
use db::Tx;
use events::{AccountEvent, Announce as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    actions::{create, people, send_invitation},
    jobs::{Step, WriteToAsker},
    model::{AccountId, Language, NewAccount, OrganisationId, Person, RequestStatus},
    store_requests,
    store_requests::{Row, Wanted},
};
use crate::{
    app::App,
    areas::orgs::{self, OrganisationRef},
};

type RequestId = Id<kind::AccessRequest>;

/// How long a mailbox may take to answer.
const CONFIRMATION_TERM: Duration = Duration::from_secs(24 * 3_600);

/// Someone who asks for an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccessRequest {
    /// Chosen by the client, so that a retry asks once.
    #[schema(value_type = String)]
    draft: Uuid,
    given_name: Name,
    family_name: Name,
    email: EmailAddress,
    organisation: OrganisationId,
    unit: Option<Name>,
    reason: Paragraphs,
    language: Language,
}

/// Asks for an account. The mailbox is asked to confirm first; what is answered does not tell whether it has an account.
///
/// # Errors
/// `session.throttled`, `draft.reused`, `organisation.unknown`, `email.domain_refused`.
pub async fn ask(app: &App, new: NewAccessRequest, network: IpAddr) -> Result<(), Problem> {
    app.throttle.mail(network, None)?;
    let draft = new.draft;
    match orgs::accepts_requests_of(&app.db, new.organisation, &new.email).await {
        Err(Problem::NotFound) => {
            return Err(Problem::field(
                "organisation",
                Invalid::new("organisation.unknown"),
            ));
        }
        result => result?,
    }
    app.db
        .write(Actor::Visitor, async move |tx| {
            let row = asked(tx, new);
            let id = row.id;
            if !store_requests::insert(tx, &row, draft).await? {
                let before = store_requests::by_draft(&mut *tx, draft).await?;
                return if before.is_some_and(|it| says_the_same(&it, &row)) {
                    Ok(())
                } else {
                    Err(Problem::conflict("draft.reused"))
                };
            }
            store_requests::supersede(tx, id, &row.email).await?;
            WriteToAsker::ask(tx, id, Step::Confirm).await?;
            Ok(())
        })
        .await
}

/// Asks for an account with a mailbox that has answered already: for demonstrations.
///
/// # Errors
/// `draft.reused`.
pub async fn ask_confirmed(tx: &mut Tx, new: NewAccessRequest) -> Result<(), Problem> {
    let draft = new.draft;
    let row = asked(tx, new);
    if !store_requests::insert(tx, &row, draft).await? {
        return Err(Problem::conflict("draft.reused"));
    }
    store_requests::confirm(tx, row.id).await?;
    tx.announce(AccountEvent::AccessAsked {
        request: row.id,
        organisation: row.organisation,
    })
    .await?;
    Ok(())
}

/// As it is kept until its mailbox answers.
fn asked(tx: &Tx, new: NewAccessRequest) -> Row {
    let now = tx.now();
    Row {
        id: tx.new_id(),
        given_name: new.given_name.into_string(),
        family_name: new.family_name.into_string(),
        email: new.email,
        organisation: new.organisation,
        unit: new.unit.map(Name::into_string),
        reason: new.reason.into_string(),
        language: new.language,
        status: None,
        expires_at: now + CONFIRMATION_TERM,
        asked_at: now,
        answered_at: None,
        answered_by: None,
        answer_reason: None,
        account: None,
    }
}

fn says_the_same(one: &Row, other: &Row) -> bool {
    let said = |it: &Row| {
        let names = (it.given_name.clone(), it.family_name.clone(), it.email.clone());
        (
            names,
            it.organisation,
            it.unit.clone(),
            it.reason.clone(),
            it.language,
        )
    };
    said(one) == said(other)
}

/// Where one's request stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestStanding {
    status: RequestStatus,
}

/// Confirms a mailbox, and with it the request. Said again, it tells where the request stands.
///
/// # Errors
/// `session.throttled`, `link.refused`.
pub async fn confirm(app: &App, token: &str, network: IpAddr) -> Result<RequestStanding, Problem> {
    app.throttle.network(network)?;
    let refused = || Problem::forbidden("link.refused");
    let hash = token.parse::<Secret>().map_err(|_| refused())?.hash();
    let status = app
        .db
        .write(Actor::Visitor, async move |tx| {
            let found = store_requests::by_secret(&mut *tx, &hash)
                .await?
                .ok_or_else(refused)?;
            if let Some(status) = found.status {
                return Ok(status);
            }
            if found.expires_at <= tx.now() {
                return Err(refused());
            }
            if store_requests::waits(&mut *tx, &found.email, found.organisation).await? {
                // Asked twice: the first one is in the queue.
                store_requests::remove(tx, found.id).await?;
            } else if store_requests::confirm(tx, found.id).await? {
                WriteToAsker::ask(tx, found.id, Step::Received).await?;
                tx.announce(AccountEvent::AccessAsked {
                    request: found.id,
                    organisation: found.organisation,
                })
                .await?;
            }
            Ok(RequestStatus::Waiting)
        })
        .await?;
    Ok(RequestStanding { status })
}

/// A request for an account, in the administration.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessRequest {
    id: RequestId,
    given_name: String,
    family_name: String,
    email: EmailAddress,
    organisation: OrganisationRef,
    /// In the asker's words.
    unit: Option<String>,
    /// In the asker's words.
    reason: String,
    status: RequestStatus,
    asked_at: Timestamp,
    answered_at: Option<Timestamp>,
    answered_by: Option<Person>,
    /// Why it was refused.
    answer_reason: Option<String>,
    /// The account that was opened.
    account: Option<AccountId>,
}

/// One page of requests, and how many wait in all.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccessRequestPage {
    items: Vec<AccessRequest>,
    /// Ask for the next page with `after` set to this.
    next: Option<String>,
    /// Within the caller's reach, whatever was asked for.
    waiting: i64,
    /// When the one of them that has waited longest was made.
    oldest_asked_at: Option<Timestamp>,
}

/// Which requests to list.
#[derive(Debug, Clone, Copy)]
pub struct Which {
    /// Only these.
    pub status: Option<RequestStatus>,
    /// Only those for this organisation.
    pub organisation: Option<OrganisationId>,
    /// The page after this one.
    pub after: Option<RequestId>,
    /// How many.
    pub size: PageSize,
}

/// The requests within reach, newest first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(
    app: &App,
    administration: &Administration,
    which: Which,
) -> Result<AccessRequestPage, Problem> {
    let db = &app.db;
    let within = access::reached(db, administration).await?;
    let mut counts = store_requests::waiting(db).await?;
    counts.retain(|(id, ..)| within.as_ref().is_none_or(|it| it.contains(id)));
    let waiting = counts.iter().map(|(_, count, _)| count).sum();
    let oldest_asked_at = counts.iter().map(|&(.., asked_at)| asked_at).min();
    let wanted = Wanted {
        status: which.status,
        organisation: which.organisation,
        within,
        before: which.after.unwrap_or(RequestId::MAX),
        size: which.size,
    };
    let page = Page::cut(store_requests::page(db, &wanted).await?, which.size, |it| {
        it.id.to_string()
    });
    let next = page.next.clone();
    Ok(AccessRequestPage {
        items: shown(app, page.items).await?,
        next,
        waiting,
        oldest_asked_at,
    })
}

async fn shown(app: &App, rows: Vec<Row>) -> Result<Vec<AccessRequest>, Problem> {
    let answerers: Vec<AccountId> = rows.iter().filter_map(|it| it.answered_by).collect();
    let people = people(&app.db, &answerers).await?;
    let mut names: std::collections::HashMap<OrganisationId, OrganisationRef> =
        std::collections::HashMap::new();
    for row in &rows {
        if let std::collections::hash_map::Entry::Vacant(place) = names.entry(row.organisation)
            && let Some(card) = orgs::card(&app.db, row.organisation).await?
        {
            place.insert(card);
        }
    }
    let requests = rows.into_iter().filter_map(|row| {
        let organisation = names.get(&row.organisation).cloned();
        Some(AccessRequest {
            id: row.id,
            given_name: row.given_name,
            family_name: row.family_name,
            email: row.email,
            organisation: organisation.unwrap_or(OrganisationRef {
                id: row.organisation,
                name: String::new(),
            }),
            unit: row.unit,
            reason: row.reason,
            status: row.status?,
            asked_at: row.asked_at,
            answered_at: row.answered_at,
            answered_by: row.answered_by.and_then(|it| people.get(&it).cloned()),
            answer_reason: row.answer_reason,
            account: row.account,
        })
    });
    Ok(requests.collect())
}

/// How a request is approved.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Where the account goes, which may be elsewhere than was asked.
    organisation: OrganisationId,
    function: Option<Name>,
}

/// Opens the account that was asked for, and sends its owner the way into it.
///
/// # Errors
/// [`Problem::NotFound`] out of reach; `access_request.answered`; `account.email_taken`.
pub async fn approve(
    app: &App,
    by: Administration,
    request: RequestId,
    approval: Approval,
) -> Result<AccessRequest, Problem> {
    let actor = by.actor();
    let answered = app
        .db
        .write(actor, async move |tx| {
            let row = within_reach(tx, &by, request).await?;
            if !access::reaches(&mut *tx, actor, approval.organisation).await? {
                return Err(Problem::field(
                    "organisation",
                    Invalid::new("organisation.unknown"),
                ));
            }
            if row.status != Some(RequestStatus::Waiting) {
                return Err(Problem::conflict("access_request.answered"));
            }
            let named =
                |field: &str, text: &str| Name::new(text).map_err(|invalid| Problem::field(field, invalid));
            let (given, family) = (
                named("given_name", &row.given_name)?,
                named("family_name", &row.family_name)?,
            );
            let mut new = NewAccount::member(row.email.clone(), given, family, vec![approval.organisation]);
            new.function = approval.function;
            new.language = row.language;
            // Before the account is made: of many who approve at once, the others are told that it is answered.
            if !store_requests::answer(tx, request, RequestStatus::Approved, approval.organisation, None)
                .await?
            {
                return Err(Problem::conflict("access_request.answered"));
            }
            let account = create(tx, &new).await?;
            store_requests::opened(tx, request, account).await?;
            send_invitation(tx, account, Some(actor.account), None, Some(request)).await?;
            tx.announce(AccountEvent::AccessApproved {
                request,
                organisation: approval.organisation,
                account,
            })
            .await?;
            store_requests::find(&mut *tx, request)
                .await?
                .ok_or(Problem::NotFound)
        })
        .await?;
    one(app, answered).await
}

/// How a request is refused.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Sent to who asked.
    reason: Paragraphs,
}

/// Refuses a request, and says why to who asked.
///
/// # Errors
/// [`Problem::NotFound`] out of reach; `access_request.answered`.
pub async fn refuse(
    app: &App,
    by: Administration,
    request: RequestId,
    refusal: Refusal,
) -> Result<AccessRequest, Problem> {
    let actor = by.actor();
    let answered = app
        .db
        .write(actor, async move |tx| {
            let row = within_reach(tx, &by, request).await?;
            let reason = refusal.reason.as_str();
            if !store_requests::answer(
                tx,
                request,
                RequestStatus::Refused,
                row.organisation,
                Some(reason),
            )
            .await?
            {
                return Err(Problem::conflict("access_request.answered"));
            }
            WriteToAsker::ask(tx, request, Step::Refused).await?;
            tx.announce(AccountEvent::AccessRefused {
                request,
                organisation: row.organisation,
            })
            .await?;
            store_requests::find(&mut *tx, request)
                .await?
                .ok_or(Problem::NotFound)
        })
        .await?;
    one(app, answered).await
}

/// The request, if its mailbox has answered and its organisation is within reach at this very moment.
async fn within_reach(tx: &mut Tx, by: &Administration, request: RequestId) -> Result<Row, Problem> {
    let row = store_requests::find(&mut *tx, request)
        .await?
        .filter(|it| it.status.is_some())
        .ok_or(Problem::NotFound)?;
    if access::reaches(&mut *tx, by.actor(), row.organisation).await? {
        Ok(row)
    } else {
        Err(Problem::NotFound)
    }
}

async fn one(app: &App, row: Row) -> Result<AccessRequest, Problem> {
    shown(app, vec![row]).await?.pop().ok_or(Problem::NotFound)
}
