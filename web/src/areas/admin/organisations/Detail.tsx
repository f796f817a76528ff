// SPDX-License-Identifier: EUPL-1.2
import { ArrowLeft, Ellipsis, FolderInput, Pencil, Plus, Trash2, UserPlus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '@/api/me'
import type { Id, Organisation, Person } from '@/api/types'
import { useFormat } from '@/lib/format'
import {
  Avatar,
  Badge,
  Button,
  Checkbox,
  confirm,
  DefinitionList,
  Dialog,
  Form,
  IconButton,
  LinkButton,
  Menu,
  Notice,
  NumberField,
  ProblemLine,
  Progress,
  TextField,
  toast,
} from '@/ui'
import css from '../admin.module.css'
import { domainsOf, notADomain, textOf } from '../domains'
import { PersonField } from '../PersonField'
import { type OrganisationEdit, useAppoint, useDeleteOrganisation, useDismiss, useEditOrganisation } from '../queries'
import { useTexts } from '../texts'
import { EditProblem, MoveOrganisation, RenameOrganisation } from './dialogs'
import { placeOf } from './tree'

interface DetailProps {
  organisation: Organisation
  all: readonly Organisation[]
  onBack: () => void
  onCreateUnder: () => void
  onDeleted: () => void
}

export function Detail({ organisation, all, onBack, onCreateUnder, onDeleted }: DetailProps) {
  const texts = useTexts()
  const t = texts.organisations
  const me = useMe()
  const format = useFormat()
  const [open, setOpen] = useState<'rename' | 'move' | null>(null)
  const remove = useDeleteOrganisation()
  const { can, quota_bytes: quota } = organisation
  const used = format.bytes(organisation.used_bytes)
  const heading = useRef<HTMLHeadingElement>(null)
  const isEmpty = organisation.branch_accounts === 0 && !all.some((it) => it.parent === organisation.id)

  // On a small screen the detail takes the place of the tree: the focus goes with it.
  useEffect(() => {
    const isAlone = window.matchMedia?.('(max-width: 1023px)').matches
    if (isAlone) heading.current?.focus()
  }, [])

  const askToDelete = async () => {
    const isSure = await confirm({
      title: t.deleteTitle(organisation.name),
      body: t.deleteBody,
      confirmLabel: t.deleteConfirm,
      keepLabel: texts.keep,
      isDanger: true,
    })
    if (isSure) remove.mutate(organisation.id, { onSuccess: onDeleted })
  }

  return (
    <section
      className={css.detail}
      aria-label={t.details(organisation.name)}
      onKeyDown={(event) => {
        if (event.key === 'F2' && can.manage) setOpen('rename')
      }}
    >
      <div className={css.back}>
        <Button variant="ghost" size="sm" icon={ArrowLeft} onPress={onBack}>
          {t.backToTree}
        </Button>
      </div>
      <header className={css.stepHead}>
        <h2 ref={heading} tabIndex={-1}>
          {organisation.name}
        </h2>
        <div className={css.headActions}>
          {can.add_child && (
            <Button size="sm" icon={Plus} onPress={onCreateUnder}>
              {t.createUnder}
            </Button>
          )}
          {can.manage && (
            <Menu
              trigger={<IconButton size="sm" icon={Ellipsis} label={t.actions(organisation.name)} />}
              placement="bottom end"
              items={[
                { id: 'rename', label: t.rename, icon: Pencil, shortcut: 'F2', onAction: () => setOpen('rename') },
                { id: 'move', label: t.move, icon: FolderInput, onAction: () => setOpen('move') },
                'separator',
                {
                  id: 'delete',
                  label: t.delete,
                  icon: Trash2,
                  isDanger: true,
                  ...(can.delete && isEmpty ? {} : { isDisabled: true, reason: t.deleteBlocked }),
                  onAction: () => void askToDelete(),
                },
              ]}
            />
          )}
        </div>
      </header>
      <ProblemLine problem={remove.error} />
      <DefinitionList
        items={[
          { term: t.path, description: placeOf(organisation) },
          {
            term: texts.accounts.title,
            description: t.branchAccounts(organisation.accounts, organisation.branch_accounts),
          },
          ...(quota === null ? [{ term: t.quota, description: t.usedUnlimited(used) }] : []),
        ]}
      />
      {quota !== null && (
        <Progress
          label={t.quota}
          value={organisation.used_bytes}
          max={quota}
          detail={t.usedOf(used, format.bytes(quota))}
        />
      )}
      <div className={css.actions}>
        <LinkButton size="sm" href={`/administration/comptes?structure=${encodeURIComponent(organisation.id)}`}>
          {t.seeAccounts}
        </LinkButton>
      </div>
      {can.manage ? <Rules key={organisation.etag} organisation={organisation} /> : <Notice>{t.readOnly}</Notice>}
      <Administrators organisation={organisation} />
      {open === 'rename' && <RenameOrganisation organisation={organisation} onClose={() => setOpen(null)} />}
      {open === 'move' && (
        <MoveOrganisation
          organisation={organisation}
          all={all}
          mayBeTop={me.is_instance_admin}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}

/** Storage is counted in decimal gigabytes, as disks and the rest of the interface are. */
const GIGABYTE = 1_000_000_000

/** What this organisation allows: requests, e-mail domains, space. */
function Rules({ organisation }: { organisation: Organisation }) {
  const t = useTexts().organisations
  const edit = useEditOrganisation()
  const [isOpen, setOpen] = useState(organisation.open_to_requests)
  const [domains, setDomains] = useState(textOf(organisation.email_domains))
  const [quota, setQuota] = useState(organisation.quota_bytes === null ? null : organisation.quota_bytes / GIGABYTE)
  const [isChecked, setChecked] = useState(false)
  const wrong = notADomain(domainsOf(domains))
  const isQuotaWrong = quota !== null && quota <= 0

  const changes: OrganisationEdit = {}
  if (isOpen !== organisation.open_to_requests) changes.open_to_requests = isOpen
  if (domainsOf(domains).join() !== organisation.email_domains.join()) changes.email_domains = domainsOf(domains)
  const bytes = quota === null ? null : Math.round(quota * GIGABYTE)
  if (bytes !== organisation.quota_bytes) changes.quota_bytes = bytes
  const isChanged = Object.keys(changes).length > 0

  const submit = () => {
    setChecked(true)
    if (wrong !== undefined || isQuotaWrong || !isChanged) return
    edit.mutate({ shown: organisation, edit: changes }, { onSuccess: () => toast({ text: t.saved, tone: 'success' }) })
  }
  return (
    <Form label={t.details(organisation.name)} onSubmit={submit}>
      <Checkbox label={t.requests} hint={t.requestsHint} isSelected={isOpen} onChange={setOpen} />
      <TextField
        label={t.domains}
        hint={t.domainsHint}
        value={domains}
        onChange={setDomains}
        error={isChecked && wrong !== undefined ? t.domainsError : undefined}
        spellCheck={false}
        isOptional
      />
      {/* The limit of the top of one's own branch is set above. */}
      {organisation.can.limit && (
        <NumberField
          label={t.quota}
          hint={t.quotaHint}
          value={quota}
          onChange={setQuota}
          min={0}
          unit={t.quotaUnit}
          error={isChecked && isQuotaWrong ? t.quotaError : undefined}
          isOptional
        />
      )}
      <EditProblem error={edit.error} />
      {isChanged && (
        <div>
          <Button type="submit" variant="soft" isBusy={edit.isPending}>
            {t.save}
          </Button>
        </div>
      )}
    </Form>
  )
}

function Administrators({ organisation }: { organisation: Organisation }) {
  const texts = useTexts()
  const t = texts.organisations
  const dismiss = useDismiss(organisation.id)
  const [isAppointing, setAppointing] = useState(false)

  const ask = async (person: Person) => {
    const isSure = await confirm({
      title: t.dismissTitle(person.name),
      body: t.dismissBody(organisation.name),
      confirmLabel: t.dismissConfirm,
      keepLabel: texts.keep,
      isDanger: true,
    })
    if (isSure)
      dismiss.mutate(person.id, { onSuccess: () => toast({ text: t.dismissed(person.name), tone: 'success' }) })
  }
  return (
    <section className={css.part} aria-labelledby="administrators">
      <h3 id="administrators">{t.administrators}</h3>
      <p className={css.small}>{t.administratorsHint}</p>
      {organisation.administrators.length === 0 ? (
        <p className={css.quiet}>{t.noAdministrators}</p>
      ) : (
        <ul className={css.lines}>
          {organisation.administrators.map((person) => (
            <li key={person.id} className={css.line}>
              <Avatar person={person} size={28} />
              <span className={css.grow}>{person.name}</span>
              {!person.is_active && <Badge tone="neutral">{texts.status.deactivated}</Badge>}
              {organisation.can.manage && (
                <IconButton size="sm" icon={X} label={t.dismiss(person.name)} onPress={() => void ask(person)} />
              )}
            </li>
          ))}
        </ul>
      )}
      <ProblemLine problem={dismiss.error} />
      {organisation.can.manage && (
        <div>
          <Button size="sm" icon={UserPlus} onPress={() => setAppointing(true)}>
            {t.appoint}
          </Button>
        </div>
      )}
      {isAppointing && <Appoint organisation={organisation} onClose={() => setAppointing(false)} />}
    </section>
  )
}

function Appoint({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const texts = useTexts()
  const t = texts.organisations
  const appoint = useAppoint(organisation.id)
  const [person, setPerson] = useState<Person | null>(null)
  const [isChecked, setChecked] = useState(false)
  const already = new Set<Id>(organisation.administrators.map((it) => it.id))
  const submit = () => {
    setChecked(true)
    if (person === null) return
    appoint.mutate(person.id, {
      onSuccess: () => {
        toast({ text: t.appointed(person.name), tone: 'success' })
        onClose()
      },
    })
  }
  return (
    <Dialog
      title={t.appoint}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{texts.cancel}</Button>
          <Button type="submit" form="appoint" variant="primary" isBusy={appoint.isPending}>
            {t.appointSubmit}
          </Button>
        </>
      }
    >
      <Form id="appoint" onSubmit={submit}>
        <p className={css.quiet}>{t.administratorsHint}</p>
        <PersonField
          label={t.appointTo}
          hint={t.appointHint}
          value={person}
          onChange={setPerson}
          isSuggested={(it) => it.is_active && !it.is_external && !already.has(it.id)}
          error={isChecked && person === null ? texts.bulk.choose : undefined}
        />
        <ProblemLine problem={appoint.error} />
      </Form>
    </Dialog>
  )
}
