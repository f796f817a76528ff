// SPDX-License-Identifier: EUPL-1.2
//! What administrators are shown, put together from the areas that know. The number of statements does not grow with what
//! is shown.

use std::collections::{HashMap, HashSet};

use access::{Administration, Signed};
use base::{Page, PageSize, Problem, text};
use db::{Db, DbResult};

use super::{
    belonging::Tree,
    import::{FAULTS_TOLD, Import, Preview},
    model::{AccountId, Domains, Organisation, OrganisationCan, OrganisationId, OrganisationRef},
    model_accounts::{
        AccountPage, AccountProject, AccountRole, AccountSort, AdminAccount, AdminAccountCan, Group, GroupCan,
    },
    store,
    store_account_rows::{self, AccountRow},
    store_accounts::{self, Filter, Key, Scope, WORDS_MAX},
    store_belonging, store_groups,
    store_groups::GroupRow,
    store_imports,
    store_imports::ImportRow,
    store_quota,
};
use crate::areas::{
    accounts::{self, AccountStatus, Person},
    projects,
};

/// What an administration reaches: `None` is everything.
pub type Reached = Option<HashSet<OrganisationId>>;

/// What `actor` reaches.
///
/// # Errors
/// Whatever the database says.
pub async fn reached(db: &Db, actor: Signed) -> DbResult<Reached> {
    if actor.is_instance_admin {
        return Ok(None);
    }
    Ok(Some(
        store::reached(db, actor.account).await?.into_iter().collect(),
    ))
}

fn reaches(reached: &Reached, organisation: OrganisationId) -> bool {
    reached.as_ref().is_none_or(|it| it.contains(&organisation))
}

/// The organisations within reach, in the order of the tree.
///
/// # Errors
/// Whatever the database says.
pub async fn organisations(db: &Db, actor: Signed) -> DbResult<Vec<Organisation>> {
    let reached = reached(db, actor).await?;
    let tree = Tree::of(store::all(db).await?);
    let sizes: HashMap<OrganisationId, i64> = store::sizes(db).await?.into_iter().collect();
    let branches = branch_sizes(&tree, &sizes, store::in_several(db).await?);
    let used: HashMap<OrganisationId, i64> = store_quota::used(db).await?.into_iter().collect();
    let administrators = store::administrators(db).await?;
    let people: Vec<AccountId> = administrators
        .iter()
        .filter(|it| reaches(&reached, it.0))
        .map(|it| it.1)
        .collect();
    let people = accounts::people(db, &people).await?;
    let mut of: HashMap<OrganisationId, Vec<Person>> = HashMap::new();
    for (organisation, account) in administrators {
        of.entry(organisation)
            .or_default()
            .extend(people.get(&account).cloned());
    }
    let shown = tree.in_order().into_iter().filter(|it| reaches(&reached, it.id));
    Ok(shown
        .map(|row| {
            let parent = row.parent.filter(|it| reaches(&reached, *it));
            let has_parent_in_reach = actor.is_instance_admin || parent.is_some();
            Organisation {
                id: row.id,
                name: row.name.clone(),
                parent,
                path: tree.path(row),
                accounts: sizes.get(&row.id).copied().unwrap_or(0),
                branch_accounts: branches.get(&row.id).copied().unwrap_or(0),
                open_to_requests: row.open_to_requests,
                email_domains: Domains::split(&row.email_domains),
                quota_bytes: row.quota_bytes,
                used_bytes: used.get(&row.id).copied().unwrap_or(0),
                administrators: of.remove(&row.id).unwrap_or_default(),
                etag: row.version.to_string(),
                can: OrganisationCan {
                    manage: true,
                    add_child: true,
                    delete: has_parent_in_reach,
                    limit: has_parent_in_reach,
                },
            }
        })
        .collect())
}

/// Everyone of a branch counted once: each organisation's own, less those counted before in the same branch.
fn branch_sizes(
    tree: &Tree,
    sizes: &HashMap<OrganisationId, i64>,
    in_several: Vec<(AccountId, OrganisationId)>,
) -> HashMap<OrganisationId, i64> {
    let mut sums: HashMap<OrganisationId, i64> = HashMap::new();
    for row in tree.in_order() {
        let own = sizes.get(&row.id).copied().unwrap_or(0);
        for above in tree.upwards(row) {
            *sums.entry(above.id).or_default() += own;
        }
    }
    let mut counted: HashSet<(AccountId, OrganisationId)> = HashSet::new();
    for (account, organisation) in in_several {
        let Some(row) = tree.find(organisation) else {
            continue;
        };
        for above in tree.upwards(row) {
            if !counted.insert((account, above.id)) {
                *sums.entry(above.id).or_default() -= 1;
            }
        }
    }
    sums
}

/// One organisation within reach.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn organisation(db: &Db, actor: Signed, id: OrganisationId) -> Result<Organisation, Problem> {
    organisations(db, actor)
        .await?
        .into_iter()
        .find(|it| it.id == id)
        .ok_or(Problem::NotFound)
}

/// What a list of accounts is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// As typed.
    pub q: String,
    /// Of this organisation or one below it.
    pub organisation: Option<OrganisationId>,
    /// Standing so.
    pub status: Option<AccountStatus>,
    /// Being that.
    pub role: Option<AccountRole>,
    /// In this order.
    pub sort: AccountSort,
}

impl Asked {
    fn filter(&self) -> Filter {
        let mut words: Vec<String> = text::fold(&self.q)
            .split(' ')
            .filter(|it| !it.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        // The longest leave the fewest.
        words.sort_by_key(|it| std::cmp::Reverse(it.chars().count()));
        words.truncate(WORDS_MAX);
        Filter {
            words,
            status: self.status,
            role: self.role,
        }
    }

    /// Whose list it is.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for an organisation out of reach.
    async fn scope(&self, db: &Db, actor: Signed) -> Result<Scope, Problem> {
        if let Some(organisation) = self.organisation
            && !access::reaches(db, actor, organisation).await?
        {
            return Err(Problem::NotFound);
        }
        Ok(Scope::of(actor, self.organisation))
    }
}

/// The few that a filter leaves; `None` if nothing narrows it much.
async fn few(db: &Db, scope: Scope, filter: &Filter) -> DbResult<Option<Vec<Key>>> {
    let mut left: Option<HashSet<AccountId>> = None;
    let mut narrow = |found: Option<Vec<AccountId>>| {
        if let Some(found) = found {
            let found: HashSet<AccountId> = found.into_iter().collect();
            left = Some(left.take().map_or_else(
                || found.clone(),
                |before| before.intersection(&found).copied().collect(),
            ));
        }
    };
    narrow(store_accounts::by_scope(db, scope).await?);
    if let Some(role) = filter.role {
        narrow(store_accounts::by_role(db, role).await?);
    }
    // Most accounts are in use: asking for these narrows nothing.
    if let Some(status) = filter.status.filter(|it| *it != AccountStatus::Active) {
        narrow(store_accounts::by_status(db, status).await?);
    }
    match left {
        None if filter.words.is_empty() => Ok(None),
        None => store_accounts::hits(db, scope, filter).await,
        Some(left) if left.is_empty() => Ok(Some(Vec::new())),
        Some(left) => {
            let ids: Vec<AccountId> = left.into_iter().collect();
            store_accounts::among(db, scope, filter, &ids).await.map(Some)
        }
    }
}

/// What is known of a filter before its page is read.
enum Found {
    /// So many pass it.
    Counted(i64),
    /// These pass it.
    Few(Vec<Key>),
    /// Nothing narrows it much.
    Many,
}

/// As little as its page needs: words alone, in the order of names, are counted here and read page by page.
async fn found(db: &Db, scope: Scope, filter: &Filter, sort: AccountSort) -> DbResult<Found> {
    if sort == AccountSort::Name && filter.is_words_alone() && scope.is_everything() {
        let total = store_accounts::count_by_words(db, &filter.words).await?;
        return Ok(Found::Counted(total));
    }
    Ok(few(db, scope, filter).await?.map_or(Found::Many, Found::Few))
}

/// One page of accounts.
///
/// # Errors
/// [`Problem::NotFound`] for an organisation out of reach; `page.after`.
pub async fn accounts(
    db: &Db,
    administration: &Administration,
    asked: &Asked,
    after: Option<&str>,
    size: PageSize,
) -> Result<AccountPage, Problem> {
    let actor = administration.actor();
    let scope = asked.scope(db, actor).await?;
    let after = match after {
        None => Key::start(asked.sort),
        Some(text) => Key::read(text, asked.sort).map_err(|invalid| Problem::field("after", invalid))?,
    };
    let filter = asked.filter();
    // Counting all and finding some take as long as one another: side by side.
    let (census, found) = tokio::try_join!(
        store_accounts::census(db, scope),
        found(db, scope, &filter, asked.sort)
    )?;
    let census: HashMap<&str, i64> = census
        .into_iter()
        .map(|(state, count)| (state.as_str(), count))
        .collect();
    let of = |state: AccountStatus| census.get(state.as_str()).copied().unwrap_or(0);
    let (keys, total) = match found {
        Found::Counted(total) if total <= store_accounts::HITS_MAX => {
            let keys = store_accounts::by_words(db, &filter.words, &after, size.and_one()).await?;
            (keys, total)
        }
        Found::Few(mut keys) => {
            let total = i64::try_from(keys.len()).unwrap_or(i64::MAX);
            keys.sort_by(|one, other| one.order(other, asked.sort));
            keys.retain(|it| it.order(&after, asked.sort).is_gt());
            keys.truncate(size.get() + 1);
            (keys, total)
        }
        Found::Counted(_) | Found::Many => {
            let keys = store_accounts::walk(db, scope, &filter, asked.sort, &after, size.and_one()).await?;
            let total = match found {
                Found::Counted(total) => total,
                _ => total(db, scope, &filter, &census).await?,
            };
            (keys, total)
        }
    };
    let page = Page::cut(keys, size, |it| it.text(asked.sort));
    let ids: Vec<AccountId> = page.items.iter().map(|it| it.id).collect();
    let items = cards(db, actor, &ids).await?;
    Ok(AccountPage {
        items,
        next: page.next,
        total,
        active: of(AccountStatus::Active),
        deactivated: of(AccountStatus::Deactivated),
    })
}

/// The accounts that are asked for and come after `after`, at most `limit`, without counting; for exports. The key of the
/// last of them.
///
/// # Errors
/// [`Problem::NotFound`] for an organisation out of reach.
pub async fn stretch(
    db: &Db,
    actor: Signed,
    asked: &Asked,
    after: &Key,
    limit: i64,
) -> Result<(Vec<AdminAccount>, Option<Key>), Problem> {
    let scope = asked.scope(db, actor).await?;
    let keys = store_accounts::walk(db, scope, &asked.filter(), asked.sort, after, limit).await?;
    let ids: Vec<AccountId> = keys.iter().map(|it| it.id).collect();
    Ok((cards(db, actor, &ids).await?, keys.into_iter().next_back()))
}

/// The projects that someone is in by himself: which and as what, never what is in them.
///
/// # Errors
/// Whatever the database says.
pub async fn account_projects(db: &Db, account: AccountId) -> DbResult<Vec<AccountProject>> {
    let held = projects::held(db, account, db.clock().now()).await?;
    Ok(held
        .into_iter()
        .map(|it| AccountProject {
            project: it.project,
            role: it.role,
            is_last_owner: it.is_last_owner,
        })
        .collect())
}

/// How many a filter leaves that leaves many: from what has been counted, where that tells.
async fn total(db: &Db, scope: Scope, filter: &Filter, census: &HashMap<&str, i64>) -> DbResult<i64> {
    match (filter.words.as_slice(), filter.status, filter.role) {
        ([], None, None) => Ok(census.values().sum()),
        ([], Some(status), None) => Ok(census.get(status.as_str()).copied().unwrap_or(0)),
        _ => store_accounts::count(db, scope, filter).await,
    }
}

/// Accounts by id, in this order; those that are gone are left out. Permission is the caller's matter.
///
/// # Errors
/// Whatever the database says.
pub async fn cards(db: &Db, actor: Signed, ids: &[AccountId]) -> DbResult<Vec<AdminAccount>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: HashMap<AccountId, AccountRow> = store_account_rows::rows(db, ids)
        .await?
        .into_iter()
        .map(|it| (it.id, it))
        .collect();
    let mut people = accounts::people(db, ids).await?;
    let mut organisations = store_belonging::of_accounts(db, ids).await?;
    let holdings = projects::holdings(db, ids, db.clock().now()).await?;
    let reached = reached(db, actor).await?;
    let administered = if reached.is_some() {
        store_account_rows::administered(db, ids).await?
    } else {
        Vec::new()
    };
    Ok(ids
        .iter()
        .filter_map(|id| {
            let (row, person) = (rows.remove(id)?, people.remove(id)?);
            let organisations: Vec<OrganisationRef> = organisations.remove(id).unwrap_or_default();
            let holding = holdings.get(id);
            let places = organisations
                .iter()
                .map(|it| it.id)
                .chain(row.host)
                .chain(administered.iter().filter(|it| it.0 == *id).map(|it| it.1));
            let is_within = places.into_iter().all(|it| reaches(&reached, it));
            let edit = actor.is_instance_admin || (is_within && row.role != AccountRole::InstanceAdmin);
            let is_self = *id == actor.account;
            Some(AdminAccount {
                access_ends_on: holding
                    .filter(|_| row.role == AccountRole::External)
                    .and_then(|it| it.ends_on),
                projects: holding.map_or(0, |it| it.projects),
                can: AdminAccountCan {
                    edit,
                    deactivate: edit && !is_self,
                    hand_over: edit,
                    promote: actor.is_instance_admin
                        && row.role != AccountRole::External
                        && row.status == AccountStatus::Active,
                },
                person,
                email: row.email,
                status: row.status,
                role: row.role,
                organisations,
                last_active_at: row.last_active_at,
                created_at: row.created_at,
                deactivated_at: row.deactivated_at,
                etag: row.version.to_string(),
            })
        })
        .collect())
}

/// One account. Permission is the caller's matter.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn account(db: &Db, actor: Signed, id: AccountId) -> Result<AdminAccount, Problem> {
    cards(db, actor, &[id]).await?.pop().ok_or(Problem::NotFound)
}

/// Groups with the projects they are in.
///
/// # Errors
/// Whatever the database says.
pub async fn groups(db: &Db, rows: Vec<GroupRow>) -> DbResult<Vec<Group>> {
    let ids: Vec<_> = rows.iter().map(|it| it.id).collect();
    let projects = projects::counts_of_groups(db, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| Group {
            id: row.id,
            organisation: row
                .organisation
                .zip(row.organisation_name)
                .map(|(id, name)| OrganisationRef { id, name }),
            name: row.name,
            people: row.people,
            projects: projects.get(&row.id).copied().unwrap_or(0),
            etag: row.version.to_string(),
            can: GroupCan { manage: true },
        })
        .collect())
}

/// One group. Permission is the caller's matter.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn group(db: &Db, id: super::model::GroupId) -> Result<Group, Problem> {
    let row = store_groups::find(db, id).await?.ok_or(Problem::NotFound)?;
    groups(db, vec![row]).await?.pop().ok_or(Problem::NotFound)
}

/// The people of a group, by name. Permission is the caller's matter.
///
/// # Errors
/// `page.after`.
pub async fn people_of_group(
    db: &Db,
    group: super::model::GroupId,
    after: Option<&str>,
    size: PageSize,
) -> Result<Page<Person>, Problem> {
    let key = match after {
        None => Key::start(AccountSort::Name),
        Some(text) => {
            Key::read(text, AccountSort::Name).map_err(|invalid| Problem::field("after", invalid))?
        }
    };
    let found = store_groups::people(db, group, (&key.sort_name, key.id), size.and_one()).await?;
    let page = Page::cut(found, size, |(id, sort_name)| format!("{id}.{sort_name}"));
    let ids: Vec<AccountId> = page.items.iter().map(|it| it.0).collect();
    let mut people = accounts::people(db, &ids).await?;
    Ok(Page {
        items: ids.iter().filter_map(|it| people.remove(it)).collect(),
        next: page.next,
    })
}

/// One import, whole. Permission is the caller's matter.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn import(db: &Db, row: ImportRow) -> Result<Import, Problem> {
    let faults = store_imports::faults(db, row.id, FAULTS_TOLD).await?;
    let preview = store_imports::preview(db, row.id)
        .await?
        .into_iter()
        .map(Preview::from)
        .collect();
    let people = accounts::people(db, &[row.created_by]).await?;
    let mut shown = told(row, &people, &organisation_names(db).await?)?;
    shown.faults = faults;
    shown.preview = preview;
    Ok(shown)
}

/// The last imports, without their faults and lines.
///
/// # Errors
/// Whatever the database says.
pub async fn imports(db: &Db, administration: &Administration) -> Result<Vec<Import>, Problem> {
    let rows = store_imports::latest(db, administration.branches_of()).await?;
    let ids: Vec<AccountId> = rows.iter().map(|it| it.created_by).collect();
    let people = accounts::people(db, &ids).await?;
    let names = organisation_names(db).await?;
    rows.into_iter().map(|it| told(it, &people, &names)).collect()
}

async fn organisation_names(db: &Db) -> DbResult<HashMap<OrganisationId, String>> {
    Ok(store::all(db)
        .await?
        .into_iter()
        .map(|it| (it.id, it.name))
        .collect())
}

fn told(
    row: ImportRow,
    people: &HashMap<AccountId, Person>,
    names: &HashMap<OrganisationId, String>,
) -> Result<Import, Problem> {
    let organisation = row.organisation.and_then(|id| {
        Some(OrganisationRef {
            id,
            name: names.get(&id)?.clone(),
        })
    });
    Ok(Import {
        id: row.id,
        file_name: row.file_name,
        status: row.status,
        organisation,
        created_at: row.created_at,
        created_by: people.get(&row.created_by).cloned().ok_or(Problem::NotFound)?,
        lines: row.lines,
        valid: row.valid,
        existing: row.existing,
        created: row.created,
        invited: row.invited,
        faults: Vec::new(),
        faults_total: row.faults,
        columns: row
            .columns
            .split('\t')
            .filter(|it| !it.is_empty())
            .map(ToOwned::to_owned)
            .collect(),
        preview: Vec::new(),
    })
}

/// The groups within reach, by name.
///
/// # Errors
/// Whatever the database says.
pub async fn all_groups(db: &Db, administration: &Administration) -> DbResult<Vec<Group>> {
    groups(db, store_groups::all(db, administration.branches_of()).await?).await
}

/// The groups that someone may choose as members of a project; none for outsiders.
///
/// # Errors
/// Whatever the database says.
pub async fn groups_to_choose_from(
    db: &Db,
    actor: Signed,
    q: &str,
    size: PageSize,
) -> DbResult<Vec<super::GroupRef>> {
    if actor.is_external {
        return Ok(Vec::new());
    }
    let limit = size.and_one() - 1;
    store_groups::to_choose_from(db, actor.account, &text::fold(q), limit).await
}

/// An import by id. Permission is the caller's matter.
///
/// # Errors
/// [`Problem::NotFound`].
pub async fn import_of(db: &Db, id: super::import::ImportId) -> Result<Import, Problem> {
    import(db, store_imports::find(db, id).await?.ok_or(Problem::NotFound)?).await
}
