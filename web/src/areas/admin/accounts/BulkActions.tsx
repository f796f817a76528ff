// SPDX-License-Identifier: EUPL-1.2

import { useQuery } from '@tanstack/react-query'
import { Building2, Contact, MailPlus, RotateCcw, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import type { Id } from '@/api/types'
import { announce, Button, confirm, Dialog, Form, Menu, ProblemLine, Progress, Select, toast } from '@/ui'
import css from '../admin.module.css'
import { OrganisationField } from '../OrganisationField'
import { type BulkAction, type BulkOutcome, groups as groupsQuery, useBulk } from '../queries'
import { type AdminTexts, useTexts } from '../texts'
import { type BulkReport, inParts } from './bulk'

interface Order {
  action: BulkAction
  target?: Id
}

interface Run {
  order: Order
  done: number
  total: number
  report: BulkReport | null
}

interface BulkProps {
  /** Who is selected, by name, on this page and the others. */
  accounts: ReadonlyMap<Id, string>
  onDone: () => void
}

export function BulkActions({ accounts, onDone }: BulkProps) {
  const all = useTexts()
  const t = all.bulk
  const bulk = useBulk()
  const [choosing, setChoosing] = useState<'organisation' | 'group' | null>(null)
  const [run, setRun] = useState<Run | null>(null)
  const count = accounts.size

  const start = async (order: Order, ids: readonly Id[], before: readonly BulkOutcome[] = []) => {
    const total = before.length + ids.length
    setChoosing(null)
    setRun({ order, done: before.length, total, report: null })
    const report = await inParts(
      ids,
      (part) => bulk.mutateAsync({ ...order, accounts: part }),
      (done) => setRun({ order, done: before.length + done, total, report: null }),
    )
    const whole = { ...report, outcomes: [...before, ...report.outcomes] }
    const failed = whole.outcomes.filter((it) => !it.done).length
    if (failed === 0 && whole.left.length === 0) {
      // Nothing to read about: the dialog goes by itself.
      setRun(null)
      toast({ text: t.allDone(whole.outcomes.length), tone: 'success' })
      onDone()
      return
    }
    setRun({ order, done: whole.outcomes.length, total, report: whole })
    announce(summary(whole, t))
  }
  const startAll = (order: Order) => void start(order, [...accounts.keys()])

  const askToDeactivate = async () => {
    const isSure = await confirm({
      title: t.deactivateTitle(count),
      body: t.deactivateBody,
      confirmLabel: t.deactivate,
      keepLabel: all.keep,
      isDanger: true,
    })
    if (isSure) startAll({ action: 'deactivate' })
  }

  return (
    <>
      <Menu
        trigger={
          <Button size="sm" variant="ghost" icon={Building2}>
            {t.addTo}
          </Button>
        }
        items={[
          {
            id: 'organisation',
            label: t.addToOrganisation,
            icon: Building2,
            onAction: () => setChoosing('organisation'),
          },
          { id: 'group', label: t.addToGroup, icon: Contact, onAction: () => setChoosing('group') },
        ]}
      />
      <Button size="sm" variant="ghost" icon={MailPlus} onPress={() => startAll({ action: 'invite' })}>
        {t.invite}
      </Button>
      <Button size="sm" variant="ghost" icon={RotateCcw} onPress={() => startAll({ action: 'reactivate' })}>
        {t.reactivate}
      </Button>
      <Button size="sm" variant="ghost" icon={UserRoundX} onPress={() => void askToDeactivate()}>
        {t.deactivate}
      </Button>
      {choosing !== null && (
        <TargetDialog
          kind={choosing}
          count={count}
          onClose={() => setChoosing(null)}
          onChosen={(target) =>
            startAll({ action: choosing === 'organisation' ? 'add_to_organisation' : 'add_to_group', target })
          }
        />
      )}
      {run !== null && (
        <RunDialog
          run={run}
          names={accounts}
          onResume={(report) => void start(run.order, report.left, report.outcomes)}
          onClose={() => {
            setRun(null)
            onDone()
          }}
        />
      )}
    </>
  )
}

interface TargetProps {
  kind: 'organisation' | 'group'
  count: number
  onClose: () => void
  onChosen: (target: Id) => void
}

function TargetDialog({ kind, count, onClose, onChosen }: TargetProps) {
  const all = useTexts()
  const t = all.bulk
  const groups = useQuery({ ...groupsQuery, enabled: kind === 'group' }).data
  const offered = (groups ?? []).filter((it) => it.can.manage)
  const [target, setTarget] = useState<Id | null>(null)
  const [isChecked, setChecked] = useState(false)
  const error = isChecked && target === null ? t.choose : undefined
  return (
    <Dialog
      title={kind === 'organisation' ? t.organisationTitle(count) : t.groupTitle(count)}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{all.cancel}</Button>
          <Button type="submit" form="bulk-target" variant="primary">
            {t.add}
          </Button>
        </>
      }
    >
      <Form
        id="bulk-target"
        onSubmit={() => {
          setChecked(true)
          if (target !== null) onChosen(target)
        }}
      >
        {kind === 'organisation' ? (
          <OrganisationField label={t.organisation} value={target} onChange={setTarget} error={error} />
        ) : (
          <Select
            label={t.group}
            value={target}
            onChange={setTarget}
            error={error}
            hint={groups && offered.length === 0 ? all.groups.emptyTitle : undefined}
            options={offered.map((it) => ({ id: it.id, label: it.name }))}
          />
        )}
      </Form>
    </Dialog>
  )
}

interface RunDialogProps {
  run: Run
  names: ReadonlyMap<Id, string>
  onResume: (report: BulkReport) => void
  onClose: () => void
}

function RunDialog({ run, names, onResume, onClose }: RunDialogProps) {
  const all = useTexts()
  const t = all.bulk
  const { report } = run
  if (report === null)
    return (
      <Dialog title={t.label} isOpen onClose={() => {}} size="sm" keepsOnOutsidePress>
        <Progress
          label={t.label}
          isLabelHidden
          value={run.done}
          max={run.total}
          detail={t.running(run.done, run.total)}
        />
        <p className={css.quiet}>{t.running(run.done, run.total)}</p>
      </Dialog>
    )
  const failed = report.outcomes.filter((it) => !it.done)
  return (
    <Dialog
      title={t.resultTitle}
      isOpen
      onClose={onClose}
      footer={
        <>
          {report.left.length > 0 && (
            <Button variant="primary" onPress={() => onResume(report)}>
              {t.resume}
            </Button>
          )}
          <Button variant={report.left.length > 0 ? 'ghost' : 'primary'} onPress={onClose}>
            {all.close}
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <p>{summary(report, t)}</p>
        {report.left.length > 0 && <ProblemLine problem={report.stoppedBy} title={t.interrupted(report.left.length)} />}
        {failed.length > 0 && (
          <section className={css.step}>
            <h3>{t.failedLead}</h3>
            <ul className={css.lines}>
              {failed.map((it) => (
                <li key={it.account} className={css.line}>
                  <span className={css.grow}>{names.get(it.account) ?? it.account}</span>
                  <span className={css.quiet}>{reasonOf(it.code ?? undefined, t)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  )
}

function summary(report: BulkReport, t: AdminTexts['bulk']): string {
  const done = report.outcomes.filter((it) => it.done).length
  const failed = report.outcomes.length - done
  return failed === 0 ? t.allDone(done) : t.someFailed(done, failed)
}

/** Why one account did not change. Codes are those of the single operations. */
function reasonOf(code: string | undefined, t: AdminTexts['bulk']): string {
  switch (code) {
    case 'account.already':
    case 'account.already_active':
    case 'account.already_deactivated':
    case 'account.already_member':
      return t.codes.already
    case 'account.self':
    case 'account.is_self':
      return t.codes.self
    case 'not_found':
      return t.codes.not_found
    case 'account.last_administrator':
      return t.codes.last_administrator
    case 'account.not_invited':
    case 'account.already_activated':
    case 'account.already_open':
      return t.codes.not_invited
    case 'account.deactivated':
      return t.codes.deactivated
    case 'account.external':
      return t.codes.external
    case 'forbidden':
      return t.codes.refused
    default:
      return t.codes.other
  }
}
