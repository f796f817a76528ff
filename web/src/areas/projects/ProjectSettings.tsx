// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react'
import { isProblem } from '@/api/problem'
import type { Module, Project } from '@/api/types'
import { changed } from '@/lib/changed'
import { useFormat } from '@/lib/format'
import {
  announce,
  Banner,
  Button,
  Card,
  DateField,
  Form,
  Notice,
  PageHeader,
  ProblemLine,
  RadioGroup,
  Switch,
  TextArea,
  TextField,
  toast,
} from '@/ui'
import { LookPicker } from './LookPicker'
import { MODULES } from './levels'
import css from './ProjectSettings.module.css'
import { failed } from './problems'
import { useDialogs, useProject } from './project'
import { useEditProject } from './queries'
import { useTexts } from './texts'
import { useWhoCan } from './useWhoCan'

/** Everything about the project that is not its content. What each person may change is the server's to say. */
export function ProjectSettings() {
  const t = useTexts()
  const project = useProject()
  const mayEdit = project.can.manage && project.archived_at === null
  const whoCan = useWhoCan(project.id, !project.can.manage)
  const page = useRef<HTMLDivElement>(null)

  // The first page of a new project leads to one part of this one.
  useEffect(() => {
    const part = location.hash.slice(1)
    if (part === '') return
    page.current?.querySelector(`#${CSS.escape(part)}`)?.scrollIntoView({ block: 'start' })
  }, [])

  return (
    <div className={css.page} ref={page}>
      <title>{`${t.settings.title} – ${project.name} – Plano`}</title>
      <PageHeader title={t.settings.title} />

      {!project.can.manage && (
        <Notice title={t.settings.cannotTitle}>
          {t.settings.cannot} {whoCan}
        </Notice>
      )}
      <Identity key={`identity-${project.id}`} project={project} isDisabled={!mayEdit} />
      <Modules project={project} isDisabled={!mayEdit} />
      <Admission project={project} isDisabled={!mayEdit} />
      {(project.can.duplicate || project.can.make_template) && <Reuse project={project} />}
      <End project={project} />
    </div>
  )
}

type Fields = Pick<Project, 'name' | 'aim' | 'icon' | 'colour' | 'starts_on' | 'ends_on' | 'budget'>

const fieldsOf = ({ name, aim, icon, colour, starts_on, ends_on, budget }: Project): Fields => ({
  name,
  aim,
  icon,
  colour,
  starts_on,
  ends_on,
  budget,
})

function Identity({ project, isDisabled }: { project: Project; isDisabled: boolean }) {
  const t = useTexts()
  const edit = useEditProject()
  const [base, setBase] = useState(project)
  const [fields, setFields] = useState(() => fieldsOf(project))
  const [isLost, setLost] = useState(false)
  const [nameError, setNameError] = useState<string>()

  // Someone else has changed the project: what this person has not touched follows, what they typed stays.
  if (project.etag !== base.etag) {
    const mine = changed(fieldsOf(base), fields)
    setBase(project)
    setFields({ ...fieldsOf(project), ...mine })
  }

  const change = changed(fieldsOf(base), fields)
  const isChanged = Object.keys(change).length > 0
  const datesError =
    fields.starts_on && fields.ends_on && fields.ends_on < fields.starts_on ? t.settings.endsBeforeStarts : undefined
  const set = (some: Partial<Fields>) => {
    setFields({ ...fields, ...some })
    setNameError(undefined)
  }

  const save = () => {
    if (fields.name.trim() === '') return setNameError(t.create.nameMissing)
    if (datesError) return
    edit.mutate(
      { project: base, edit: { ...change, ...(change.name === undefined ? {} : { name: fields.name.trim() }) } },
      {
        onSuccess: (saved) => {
          setBase(saved)
          setFields(fieldsOf(saved))
          setLost(false)
          toast({ text: t.settings.saved })
        },
        onError: (error) => {
          const current = isProblem(error, 'edit.lost_race')
            ? (error.problem.current as Project | undefined)
            : undefined
          if (!current) return
          setBase(current)
          setFields({ ...fieldsOf(current), ...change })
          setLost(true)
        },
      },
    )
  }

  return (
    <Form onSubmit={save}>
      {isLost && <Banner tone="warning">{t.settings.lost}</Banner>}
      <Card title={t.settings.identity} id="but">
        <div className={css.fields}>
          <TextField
            label={t.settings.name}
            value={fields.name}
            onChange={(name) => set({ name })}
            error={nameError}
            isDisabled={isDisabled}
            maxLength={120}
          />
          <TextArea
            label={t.settings.aim}
            hint={t.settings.aimHint}
            isOptional
            value={fields.aim}
            onChange={(aim) => set({ aim })}
            isDisabled={isDisabled}
            maxLength={2000}
          />
          <LookPicker
            icon={fields.icon}
            colour={fields.colour}
            onIcon={(icon) => set({ icon })}
            onColour={(colour) => set({ colour })}
            isDisabled={isDisabled}
          />
        </div>
      </Card>
      <Card title={t.settings.sheet} id="fiche">
        <div className={css.fields}>
          <p className={css.intro}>{t.settings.sheetIntro}</p>
          <div className={css.dates}>
            <DateField
              label={t.settings.starts}
              isOptional
              value={fields.starts_on}
              onChange={(starts_on) => set({ starts_on })}
              isDisabled={isDisabled}
            />
            <DateField
              label={t.settings.ends}
              isOptional
              value={fields.ends_on}
              onChange={(ends_on) => set({ ends_on })}
              error={datesError}
              isDisabled={isDisabled}
            />
          </div>
          <TextField
            label={t.settings.budget}
            hint={t.settings.budgetHint}
            isOptional
            value={fields.budget ?? ''}
            onChange={(it) => set({ budget: it === '' ? null : it })}
            isDisabled={isDisabled}
            maxLength={120}
          />
        </div>
      </Card>
      {!isLost && <ProblemLine problem={edit.error} />}
      {!isDisabled && (
        <div className={css.save}>
          {!isChanged && <span className={css.unchanged}>{t.settings.unchanged}</span>}
          <Button variant="primary" type="submit" isBusy={edit.isPending} isDisabled={!isChanged}>
            {t.settings.save}
          </Button>
        </div>
      )}
    </Form>
  )
}

function Modules({ project, isDisabled }: { project: Project; isDisabled: boolean }) {
  const t = useTexts()
  const edit = useEditProject()
  const hasLater = MODULES.some((module) => !project.available_modules.includes(module))
  const turn = (module: Module, on: boolean) =>
    edit.mutate(
      { project, edit: { modules: { [module]: on } } },
      {
        onSuccess: () =>
          announce(on ? t.settings.moduleOn(t.modules[module]) : t.settings.moduleOff(t.modules[module])),
        onError: failed,
      },
    )
  return (
    <Card title={t.settings.modules} id="outils">
      <p className={css.intro}>
        {t.settings.modulesIntro} {hasLater && t.modulesLater}
      </p>
      <ul className={css.rows}>
        {MODULES.map((module) => (
          <li key={module}>
            <Switch
              label={t.modules[module]}
              hint={t.moduleHelp[module]}
              isSpread
              isSelected={project.modules[module]}
              onChange={(on) => turn(module, on)}
              isDisabled={isDisabled || edit.isPending}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Admission({ project, isDisabled }: { project: Project; isDisabled: boolean }) {
  const t = useTexts()
  const edit = useEditProject()
  return (
    <Card title={t.settings.admission}>
      <RadioGroup
        label={t.settings.admissionLabel}
        value={project.admission}
        onChange={(admission) =>
          edit.mutate(
            { project, edit: { admission } },
            { onSuccess: () => announce(t.settings.admissionSaved), onError: failed },
          )
        }
        isDisabled={isDisabled || edit.isPending}
        options={[
          {
            id: 'managers',
            label: t.settings.admissionManagers,
            description: t.settings.admissionManagersHint,
          },
          {
            id: 'approval',
            label: t.settings.admissionApproval,
            description: t.settings.admissionApprovalHint,
          },
        ]}
      />
    </Card>
  )
}

function Reuse({ project }: { project: Project }) {
  const t = useTexts()
  const dialogs = useDialogs()
  return (
    <Card title={t.settings.reuse}>
      <ul className={css.rows}>
        {project.can.make_template && (
          <li>
            <Switch
              label={t.settings.template}
              hint={t.settings.templateHint}
              isSpread
              isSelected={project.is_template}
              onChange={dialogs.template}
            />
          </li>
        )}
        {project.can.duplicate && (
          <Row title={t.settings.duplicate} text={t.settings.duplicateHint}>
            <Button onPress={dialogs.duplicate}>{t.frame.duplicate}</Button>
          </Row>
        )}
      </ul>
    </Card>
  )
}

function End({ project }: { project: Project }) {
  const t = useTexts()
  const dialogs = useDialogs()
  const format = useFormat()
  const isArchived = project.archived_at !== null
  const groups = project.my.groups.map((it) => it.name)
  return (
    <Card title={t.settings.danger}>
      <ul className={css.rows}>
        {project.can.own && !isArchived && (
          <Row title={t.settings.handOver} text={t.settings.handOverHint}>
            <Button onPress={dialogs.handOver}>{t.frame.handOver}</Button>
          </Row>
        )}
        {project.can.archive &&
          (isArchived ? (
            <Row title={t.settings.restore} text={t.settings.restoreHint}>
              <Button onPress={dialogs.restore}>{t.frame.restore}</Button>
            </Row>
          ) : (
            <Row title={t.settings.archive} text={t.settings.archiveHint}>
              <Button variant="danger-quiet" onPress={dialogs.archive}>
                {t.frame.archive}
              </Button>
            </Row>
          ))}
        <Row
          title={t.settings.leave}
          text={groups.length > 0 ? t.leave.byGroup(groups, format.list(groups)) : t.settings.leaveHint}
        >
          {groups.length === 0 && (
            <Button variant="danger-quiet" onPress={dialogs.leave}>
              {t.frame.leave}
            </Button>
          )}
        </Row>
      </ul>
    </Card>
  )
}

function Row({ title, text, children }: { title: string; text: string; children: React.ReactNode }) {
  return (
    <li className={css.row}>
      <div className={css.words}>
        <p className={css.rowTitle}>{title}</p>
        <p className={css.rowText}>{text}</p>
      </div>
      {children}
    </li>
  )
}
