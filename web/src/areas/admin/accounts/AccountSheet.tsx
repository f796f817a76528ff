// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { MailPlus, Pencil, RotateCcw, ShieldOff, ShieldPlus, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '@/api/me'
import type { AdminAccount, Id } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  Avatar,
  Badge,
  Banner,
  Button,
  DefinitionList,
  ProblemLine,
  ProjectIcon,
  SidePanel,
  toast,
  useConfirm,
} from '@/ui'
import css from '../admin.module.css'
import { accountProjects, account as accountQuery, useAccountAction, useEndSessions, useInviteAgain } from '../queries'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { EditAccount } from './EditAccount'
import { HandOver } from './HandOver'
import { StatusBadge } from './StatusBadge'

interface SheetProps {
  id: Id
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
}

export function AccountSheet({ id, onClose, onPrevious, onNext }: SheetProps) {
  const t = useTexts().account
  const shown = useQuery(accountQuery(id))
  const name = shown.data?.person.name
  return (
    <SidePanel
      title={name === undefined ? t.panelUnnamed : t.panel(name)}
      onClose={onClose}
      {...(onPrevious ? { onPrevious } : {})}
      {...(onNext ? { onNext } : {})}
    >
      {shown.data ? <Sheet key={id} account={shown.data} /> : <Waiting query={shown} rows={5} />}
    </SidePanel>
  )
}

function Sheet({ account }: { account: AdminAccount }) {
  const all = useTexts()
  const t = all.account
  const format = useFormat()
  const { person } = account
  const [open, setOpen] = useState<'edit' | 'hand-over' | null>(null)

  return (
    <div className={css.sheet}>
      <div className={css.sheetHead}>
        <Avatar person={person} size={40} />
        <div className={css.grow}>
          <p className={css.sheetName}>{person.name}</p>
          <p className={css.quiet}>{account.email}</p>
          <div className={css.sheetTags}>
            <StatusBadge status={account.status} />
            {account.role === 'external' && <Badge tone="warning">{all.role.external}</Badge>}
          </div>
        </div>
      </div>

      <AccountActions account={account} onEdit={() => setOpen('edit')} />

      <DefinitionList
        items={[
          { term: t.function, description: person.function ?? t.noFunction },
          {
            term: t.organisations,
            description:
              account.organisations.length === 0
                ? all.accounts.noOrganisation
                : format.list(account.organisations.map((it) => it.name)),
          },
          { term: t.role, description: all.role[account.role] },
          {
            term: t.lastActive,
            description:
              account.last_active_at === null ? (
                all.accounts.never
              ) : (
                <time dateTime={account.last_active_at} title={format.fullDateTime(account.last_active_at)}>
                  {format.relative(account.last_active_at)}
                </time>
              ),
          },
          { term: t.created, description: format.date(account.created_at) },
          ...(account.deactivated_at === null
            ? []
            : [{ term: t.deactivatedAt, description: format.dateTime(account.deactivated_at) }]),
          ...(account.access_ends_on === null
            ? []
            : [{ term: t.accessEnds, description: format.date(account.access_ends_on) }]),
        ]}
      />

      <Projects account={account} onHandOver={() => setOpen('hand-over')} />
      {account.status === 'active' && <Sessions account={account} />}
      <Administration account={account} />

      {open === 'edit' && <EditAccount account={account} onClose={() => setOpen(null)} />}
      {open === 'hand-over' && <HandOver account={account} onClose={() => setOpen(null)} />}
    </div>
  )
}

function AccountActions({ account, onEdit }: { account: AdminAccount; onEdit: () => void }) {
  const t = useTexts().account
  const deactivate = useDeactivate(account)
  const reactivate = useAccountAction('reactivate')
  const invite = useInviteAgain()
  const name = account.person.name
  const error = deactivate.error ?? reactivate.error ?? invite.error
  return (
    <>
      <div className={css.actions}>
        {account.can.edit && (
          <Button size="sm" icon={Pencil} onPress={onEdit}>
            {t.edit}
          </Button>
        )}
        {account.can.edit && account.status === 'invited' && (
          <Button
            size="sm"
            icon={MailPlus}
            isBusy={invite.isPending}
            onPress={() =>
              invite.mutate(account.person.id, { onSuccess: () => toast({ text: t.invited(name), tone: 'success' }) })
            }
          >
            {t.invite}
          </Button>
        )}
        {account.can.deactivate && account.status !== 'deactivated' && (
          <Button
            size="sm"
            variant="danger-quiet"
            icon={UserRoundX}
            isBusy={deactivate.isPending}
            onPress={deactivate.ask}
          >
            {t.deactivate}
          </Button>
        )}
        {account.can.deactivate && account.status === 'deactivated' && (
          <Button
            size="sm"
            icon={RotateCcw}
            isBusy={reactivate.isPending}
            onPress={() =>
              reactivate.mutate(account.person.id, {
                onSuccess: () => toast({ text: t.reactivated(name), tone: 'success' }),
              })
            }
          >
            {t.reactivate}
          </Button>
        )}
      </div>
      <ProblemLine problem={error} />
    </>
  )
}

/** Asks first: signing someone out of everything is felt at once. */
function useDeactivate(account: AdminAccount) {
  const all = useTexts()
  const t = all.account
  const confirm = useConfirm()
  const deactivate = useAccountAction('deactivate')
  const name = account.person.name
  const ask = async () => {
    const isSure = await confirm({
      title: t.deactivateTitle(name),
      body: t.deactivateBody,
      confirmLabel: t.deactivate,
      keepLabel: all.keep,
      isDanger: true,
    })
    if (isSure)
      deactivate.mutate(account.person.id, { onSuccess: () => toast({ text: t.deactivated(name), tone: 'success' }) })
  }
  return { ask: () => void ask(), isPending: deactivate.isPending, error: deactivate.error }
}

function Projects({ account, onHandOver }: { account: AdminAccount; onHandOver: () => void }) {
  const all = useTexts()
  const t = all.account
  const projects = useQuery(accountProjects(account.person.id))
  const alone = projects.data?.items.filter((it) => it.is_last_owner).length ?? 0
  return (
    <section className={css.part} aria-labelledby="account-projects">
      <h3 id="account-projects">{t.projects}</h3>
      {projects.data ? (
        projects.data.items.length === 0 ? (
          <p className={css.quiet}>{t.noProjects}</p>
        ) : (
          <>
            <p className={css.small}>{t.projectsHint}</p>
            {alone > 0 && <Banner tone="warning">{t.lastOwnerNotice(alone)}</Banner>}
            <ul className={css.lines}>
              {projects.data.items.map((it) => (
                <li key={it.project.id} className={css.line}>
                  <ProjectIcon icon={it.project.icon} colour={it.project.colour} size={22} />
                  <span className={css.grow}>{it.project.name}</span>
                  <span className={css.small}>{it.is_last_owner ? t.lastOwner : all.projectRole[it.role]}</span>
                </li>
              ))}
            </ul>
          </>
        )
      ) : (
        <Waiting query={projects} rows={2} />
      )}
      {account.can.hand_over && (
        <div>
          <Button size="sm" onPress={onHandOver}>
            {all.succession.open}
          </Button>
        </div>
      )}
    </section>
  )
}

function Sessions({ account }: { account: AdminAccount }) {
  const all = useTexts()
  const t = all.account
  const confirm = useConfirm()
  const end = useEndSessions()
  const name = account.person.name
  if (!account.can.deactivate) return null
  const ask = async () => {
    const isSure = await confirm({
      title: t.endSessionsTitle(name),
      body: t.endSessionsBody,
      confirmLabel: t.endSessionsConfirm,
      keepLabel: all.cancel,
      isDanger: true,
    })
    if (isSure)
      end.mutate(account.person.id, { onSuccess: () => toast({ text: t.sessionsEnded(name), tone: 'success' }) })
  }
  return (
    <section className={css.part} aria-labelledby="account-sessions">
      <h3 id="account-sessions">{t.sessions}</h3>
      <p className={css.small}>{t.sessionsHint}</p>
      <div>
        <Button size="sm" isBusy={end.isPending} onPress={() => void ask()}>
          {t.endSessions}
        </Button>
      </div>
      <ProblemLine problem={end.error} />
    </section>
  )
}

function Administration({ account }: { account: AdminAccount }) {
  const all = useTexts()
  const t = all.account
  const me = useMe()
  const confirm = useConfirm()
  const promote = useAccountAction('promote')
  const demote = useAccountAction('demote')
  const name = account.person.name
  const isAdmin = account.role === 'instance_admin'
  const error = promote.error ?? demote.error
  // Only those who administer the whole installation see who else does.
  if (!me.is_instance_admin || account.role === 'external') return null

  const ask = async () => {
    const isSure = await confirm({
      title: isAdmin ? t.demoteTitle(name) : t.promoteTitle(name),
      body: isAdmin ? t.demoteBody : t.promoteBody,
      confirmLabel: isAdmin ? t.demote : t.promote,
      keepLabel: all.cancel,
      isDanger: isAdmin,
    })
    if (!isSure) return
    const change = isAdmin ? demote : promote
    change.mutate(account.person.id, {
      onSuccess: () => toast({ text: isAdmin ? t.demoted(name) : t.promoted(name), tone: 'success' }),
    })
  }

  return (
    <section className={css.part} aria-labelledby="account-administration">
      <h3 id="account-administration">{t.administers}</h3>
      <p className={css.small}>
        {isAdmin
          ? t.administrationHint.instance
          : account.role === 'branch_admin'
            ? t.administrationHint.branch
            : t.administrationHint.no}
      </p>
      {account.can.promote && account.status === 'active' && (
        <div>
          <Button
            size="sm"
            icon={isAdmin ? ShieldOff : ShieldPlus}
            isBusy={promote.isPending || demote.isPending}
            onPress={() => void ask()}
          >
            {isAdmin ? t.demote : t.promote}
          </Button>
        </div>
      )}
      <ProblemLine problem={error} />
    </section>
  )
}
