// SPDX-License-Identifier: EUPL-1.2
//! Accounts from a file: looked at first, made after, invited in waves.

use std::collections::{HashMap, HashSet};

use access::{Administer, Administration, Signed};
use base::{EmailAddress, Invalid, Problem, kind, text::Name};
use db::{Db, Tx};
use events::{Announce as _, OrgEvent};
use uuid::Uuid;

use super::{
    actions::still_reaches,
    belonging::{self, Tree},
    import::{ImportId, ImportStatus, Known, Line, LineStatus, Table, path_key},
    jobs::RunImport,
    model::{AccountId, GroupId, OrganisationId},
    store, store_account_rows, store_accounts, store_groups, store_imports,
    store_imports::{ImportRow, NewImport},
    store_settings, views,
};
use crate::areas::accounts::{self, Language, NewAccount};

type Result<T> = std::result::Result<T, Problem>;

/// How many lines become accounts in one transaction: the others wait no longer than that.
const BATCH: i64 = 200;
/// Most invitations in one wave.
const WAVE_MAX: i64 = 1_000;
/// Longest name of a file that is kept.
const FILE_NAME_MAX_CHARS: usize = 200;

/// A file that someone has chosen.
#[derive(Debug)]
pub struct Chosen {
    /// The client's key.
    pub draft: Uuid,
    /// As it was called.
    pub file_name: String,
    /// Where a line names none.
    pub organisation: Option<OrganisationId>,
    /// What it holds.
    pub bytes: bytes::Bytes,
}

/// Looks at a file and says what is wrong with which line. Nothing is made.
///
/// # Errors
/// `import.empty`, `import.too_long`; [`Problem::NotFound`] for an organisation out of reach; `draft.reused`.
pub async fn check(db: &Db, administration: Administration, chosen: Chosen) -> Result<ImportId> {
    let actor = administration.actor();
    if let Some(organisation) = chosen.organisation {
        access::administer_organisation(db, actor, organisation).await?;
    }
    let file_hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &chosen.bytes)
        .as_ref()
        .to_vec();
    let bytes = chosen.bytes.clone();
    // Megabytes of text: apart from the threads that answer others.
    let table = tokio::task::spawn_blocking(move || Table::read(&bytes))
        .await
        .map_err(Problem::internal)?;
    let table = table.map_err(|invalid| Problem::field("file", invalid))?;
    let known = known(db, actor, chosen.organisation, &table.emails()).await?;
    let (lines, faults, columns) = tokio::task::spawn_blocking(move || {
        let (lines, faults) = table.check(&known);
        (lines, faults, table.columns.join("\t"))
    })
    .await
    .map_err(Problem::internal)?;
    let file_name: String = chosen
        .file_name
        .chars()
        .filter(|it| !it.is_control())
        .take(FILE_NAME_MAX_CHARS)
        .collect();
    let organisation = chosen.organisation;
    let draft = chosen.draft;
    db.write(actor, async move |tx| {
        // A retry that comes at the same time finds what the first has made.
        store_settings::lock(tx).await?;
        if let Some(row) = store_imports::by_draft(tx, actor.account, draft).await? {
            let is_same = row.file_hash == file_hash && row.organisation == organisation;
            return if is_same {
                Ok(row.id)
            } else {
                Err(Problem::conflict("draft.reused"))
            };
        }
        let new = NewImport {
            draft,
            file_name: &file_name,
            file_hash: &file_hash,
            organisation,
            columns: &columns,
            lines: &lines,
            faults: &faults,
        };
        let import = store_imports::insert(tx, &new).await?;
        tx.announce(OrgEvent::ImportChecked { import, organisation })
            .await?;
        Ok(import)
    })
    .await
}

/// What the lines are compared with.
async fn known(
    db: &Db,
    actor: Signed,
    organisation: Option<OrganisationId>,
    emails: &[String],
) -> Result<Known> {
    let reached = views::reached(db, actor).await?;
    let tree = Tree::of(store::all(db).await?);
    let mut organisations: HashMap<String, Option<OrganisationId>> = HashMap::new();
    let mut add = |key: String, id: OrganisationId| {
        // A name that two have says neither, unless only one of them is within reach.
        organisations
            .entry(key)
            .and_modify(|it| *it = it.filter(|found| *found == id))
            .or_insert(Some(id));
    };
    let is_reached = |id: OrganisationId| reached.as_ref().is_none_or(|it| it.contains(&id));
    let rows = tree.in_order();
    for row in rows.iter().filter(|it| is_reached(it.id)) {
        add(path_key([&row.name]), row.id);
        let path = tree.path(row);
        // From anywhere above: `Ministère > Direction > Bureau`, or `Direction > Bureau`.
        for start in 0..path.len() {
            add(path_key(path[start..].iter().chain([&row.name])), row.id);
        }
    }
    for row in rows.iter().filter(|it| !is_reached(it.id)) {
        let path = tree.path(row);
        for key in [path_key([&row.name]), path_key(path.iter().chain([&row.name]))] {
            organisations.entry(key).or_insert(Some(row.id));
        }
    }
    let default = match (organisation, &reached) {
        (Some(organisation), _) => Some(organisation),
        (None, None) => store::root(db).await?,
        // Someone who administers one branch means its top.
        (None, Some(_)) => match super::store_belonging::administered_by(db, actor.account)
            .await?
            .as_slice()
        {
            [only] => Some(only.id),
            _ => None,
        },
    };
    let mut accounts = HashMap::new();
    let found = store_account_rows::by_emails(db, emails).await?;
    let within: Option<HashSet<AccountId>> = match &reached {
        None => None,
        Some(_) => {
            let ids: Vec<AccountId> = found.iter().map(|it| it.1).collect();
            let filter = store_accounts::Filter::default();
            let keys =
                store_accounts::among(db, store_accounts::Scope::of(actor, None), &filter, &ids).await?;
            Some(keys.into_iter().map(|it| it.id).collect())
        }
    };
    for (email, account) in found {
        accounts.insert(
            email,
            (account, within.as_ref().is_none_or(|it| it.contains(&account))),
        );
    }
    Ok(Known {
        organisations,
        reached,
        default,
        accounts,
    })
}

/// Makes accounts of the lines that are good, from where it stopped. Asking again changes nothing.
///
/// # Errors
/// `import.faulty` if lines are faulty and these are not to be skipped; `import.nothing`.
pub async fn run(db: &Db, held: Administer<kind::Import>, skip_faulty: bool) -> Result<()> {
    let (actor, import) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        store_imports::take(tx, import).await?;
        let row = store_imports::find(&mut *tx, import)
            .await?
            .ok_or(Problem::NotFound)?;
        may_still(tx, actor, import, &row).await?;
        if row.status == ImportStatus::Done {
            return Ok(());
        }
        if row.faults > 0 && !skip_faulty {
            return Err(Problem::conflict("import.faulty"));
        }
        if row.valid + row.existing == 0 {
            return Err(Problem::conflict("import.nothing"));
        }
        if store_imports::set_status(
            tx,
            import,
            [ImportStatus::Checked, ImportStatus::Paused],
            ImportStatus::Running,
        )
        .await?
        {
            tx.announce(OrgEvent::ImportStarted {
                import,
                organisation: row.organisation,
            })
            .await?;
        }
        // Also when it runs already: after a crash this is what goes on at once.
        RunImport::ask(tx, import).await?;
        Ok(())
    })
    .await
}

/// Who made an import, or administers where it goes, still does: every place that one of its lines goes to.
async fn may_still(tx: &mut Tx, actor: Signed, import: ImportId, row: &ImportRow) -> Result<()> {
    let again = super::actions::actor_again(tx, actor).await?;
    if again.is_instance_admin {
        return Ok(());
    }
    match row.organisation {
        Some(organisation) => still_reaches(tx, actor, organisation).await.map(drop)?,
        None if row.created_by == actor.account => {}
        None => return Err(Problem::NotFound),
    }
    for organisation in store_imports::goes_to(tx, import).await? {
        // Lines into one that has gone make nothing.
        if store::find(&mut *tx, organisation).await?.is_some() {
            still_reaches(tx, again, organisation).await?;
        }
    }
    Ok(())
}

/// Stops making accounts until asked to go on.
///
/// # Errors
/// `import.not_running`.
pub async fn pause(db: &Db, held: Administer<kind::Import>) -> Result<()> {
    let (actor, import) = (held.actor(), held.id());
    db.write(actor, async move |tx| {
        let row = store_imports::find(&mut *tx, import)
            .await?
            .ok_or(Problem::NotFound)?;
        may_still(tx, actor, import, &row).await?;
        if store_imports::set_status(
            tx,
            import,
            [ImportStatus::Running, ImportStatus::Running],
            ImportStatus::Paused,
        )
        .await?
        {
            tx.announce(OrgEvent::ImportPaused {
                import,
                organisation: row.organisation,
            })
            .await?;
        } else if row.status != ImportStatus::Paused {
            return Err(Problem::conflict("import.not_running"));
        }
        Ok(())
    })
    .await
}

/// Invites the next so many of those whose accounts were made.
///
/// # Errors
/// `import.wave_size`.
pub async fn send_wave(db: &Db, held: Administer<kind::Import>, size: i64) -> Result<()> {
    let (actor, import) = (held.actor(), held.id());
    if !(1..=WAVE_MAX).contains(&size) {
        return Err(Problem::field(
            "size",
            Invalid::new("import.wave_size")
                .with("min", 1)
                .with("max", WAVE_MAX),
        ));
    }
    db.write(actor, async move |tx| {
        store_imports::take(tx, import).await?;
        let row = store_imports::find(&mut *tx, import)
            .await?
            .ok_or(Problem::NotFound)?;
        may_still(tx, actor, import, &row).await?;
        let mut invited = 0;
        for (line, account) in store_imports::next_to_invite(tx, import, size).await? {
            match accounts::invite(tx, account, Some(actor.account), None).await {
                Ok(()) => invited += 1,
                // Invited by hand and opened meanwhile, or closed: nothing to send.
                Err(Problem::Conflict(_)) => {}
                Err(other) => return Err(other),
            }
            store_imports::mark(tx, import, line, LineStatus::Invited, Some(account)).await?;
        }
        store_imports::count(tx, import, 0, invited).await?;
        tx.announce(OrgEvent::ImportProgressed {
            import,
            organisation: row.organisation,
        })
        .await?;
        Ok(())
    })
    .await
}

/// Makes accounts of the next lines, in the transaction of the job that does it. `false` once there is nothing more to do.
///
/// # Errors
/// Whatever the database says.
pub(super) async fn next_batch(tx: &mut Tx, import: ImportId) -> Result<bool> {
    store_imports::take(tx, import).await?;
    let Some(row) = store_imports::find(&mut *tx, import).await? else {
        return Ok(false);
    };
    if row.status != ImportStatus::Running {
        return Ok(false);
    }
    let lines = store_imports::next_lines(tx, import, BATCH).await?;
    if lines.is_empty() {
        store_imports::set_status(
            tx,
            import,
            [ImportStatus::Running, ImportStatus::Running],
            ImportStatus::Done,
        )
        .await?;
        tx.announce(OrgEvent::ImportDone {
            import,
            organisation: row.organisation,
            by: row.created_by,
        })
        .await?;
        accounts::SumUp::ask(tx).await?;
        return Ok(false);
    }
    let language = super::store_settings::settings(&mut *tx).await?.default_language;
    let mut groups = HashMap::new();
    let mut created = 0;
    for line in lines {
        let (status, account) = one_line(tx, &line, row.created_by, language, &mut groups).await?;
        if status == LineStatus::Created {
            created += 1;
        }
        store_imports::mark(tx, import, line.line, status, account).await?;
    }
    store_imports::count(tx, import, created, 0).await?;
    tx.announce(OrgEvent::ImportProgressed {
        import,
        organisation: row.organisation,
    })
    .await?;
    Ok(true)
}

type KnownGroups = HashMap<(String, Option<OrganisationId>), GroupId>;

async fn one_line(
    tx: &mut Tx,
    line: &Line,
    by: AccountId,
    language: Language,
    groups: &mut KnownGroups,
) -> Result<(LineStatus, Option<AccountId>)> {
    // The organisation may have gone since the file was looked at. Without it the line's groups would be those of the
    // whole instance.
    let organisation = match line.organisation {
        Some(organisation) => store::find(&mut *tx, organisation).await?.map(|it| it.id),
        None => None,
    };
    let Some(organisation) = organisation else {
        return Ok((LineStatus::Faulty, None));
    };
    let existing = match line.account {
        Some(account) => Some(account),
        // Someone may have made an account of this address since the file was looked at.
        None => account_of(tx, &line.email).await?,
    };
    let (status, account) = match existing {
        Some(account) if !is_in_sight(tx, by, account).await? => return Ok((LineStatus::Faulty, None)),
        Some(account) => (LineStatus::Placed, account),
        None => match made(tx, line, organisation, language).await? {
            Some(account) => (LineStatus::Created, account),
            None => return Ok((LineStatus::Faulty, None)),
        },
    };
    let Some(state) = accounts::state(&mut *tx, account).await? else {
        return Ok((LineStatus::Faulty, None));
    };
    if state.is_external || state.is_deactivated {
        return Ok((status, Some(account)));
    }
    if status == LineStatus::Placed {
        belonging::add_account(tx, organisation, account).await?;
    }
    for name in line.groups.split('|').filter(|it| !it.is_empty()) {
        let group = group_of(tx, name, Some(organisation), groups).await?;
        if store_groups::join(tx, group, account).await? {
            tx.announce(OrgEvent::GroupJoined { group, account }).await?;
        }
    }
    Ok((status, Some(account)))
}

/// Whether who made the import may, now, know of an account in the administration: another branch may have made it, or
/// taken it over, since the file was looked at.
async fn is_in_sight(tx: &mut Tx, by: AccountId, account: AccountId) -> Result<bool> {
    let by = Signed {
        account: by,
        is_external: false,
        is_instance_admin: false,
    };
    let by = match super::actions::actor_again(tx, by).await {
        Err(Problem::NotFound) => return Ok(false),
        other => other?,
    };
    if by.is_instance_admin {
        return Ok(true);
    }
    for organisation in store_account_rows::places(&mut *tx, account).await? {
        if access::reaches(&mut *tx, by, organisation).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn account_of(tx: &mut Tx, email: &str) -> Result<Option<AccountId>> {
    let Ok(email) = email.parse::<EmailAddress>() else {
        return Ok(None);
    };
    Ok(accounts::by_email(&mut *tx, &email).await?.map(|it| it.account))
}

async fn made(
    tx: &mut Tx,
    line: &Line,
    organisation: OrganisationId,
    language: Language,
) -> Result<Option<AccountId>> {
    let (Ok(email), Ok(given), Ok(family)) = (
        line.email.parse::<EmailAddress>(),
        Name::new(&line.given_name),
        Name::new(&line.family_name),
    ) else {
        return Ok(None);
    };
    let new = NewAccount {
        function: Name::new(&line.function).ok(),
        language: line.language.parse().unwrap_or(language),
        ..NewAccount::member(email, given, family, vec![organisation])
    };
    accounts::create(tx, &new).await.map(Some)
}

/// The group of this name where the line's person belongs; made if there is none.
async fn group_of(
    tx: &mut Tx,
    name: &str,
    organisation: Option<OrganisationId>,
    groups: &mut KnownGroups,
) -> Result<GroupId> {
    let key = (base::text::fold(name), organisation);
    if let Some(group) = groups.get(&key) {
        return Ok(*group);
    }
    let group = match store_groups::by_name(tx, &key.0, organisation).await? {
        Some(group) => group,
        None => {
            let group = store_groups::insert(tx, name, organisation, None).await?;
            tx.announce(OrgEvent::GroupCreated { group, organisation })
                .await?;
            group
        }
    };
    groups.insert(key, group);
    Ok(group)
}
