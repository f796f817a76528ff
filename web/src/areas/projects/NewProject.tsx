// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { newDraft } from '@/api/draft'
import { useMe } from '@/api/me'
import { asProblem } from '@/api/problem'
import type { Id, Me, Module, NewProject } from '@/api/types'
import {
  Banner,
  Button,
  Card,
  Checkbox,
  Form,
  PageHeader,
  ProblemLine,
  ProjectIcon,
  Select,
  TextArea,
  TextField,
  toast,
  useNavigateTo,
} from '@/ui'
import { LookPicker } from './LookPicker'
import { MODULES } from './levels'
import css from './NewProject.module.css'
import { myProjects, templates, useCreateProject } from './queries'
import { useTexts } from './texts'

const NONE = ''

export function NewProjectPage() {
  const t = useTexts()
  const me = useMe()
  return (
    <div className={css.page}>
      <title>{`${t.create.title} – Plano`}</title>
      <PageHeader title={t.create.title} description={t.create.intro} />
      <div className={css.body}>
        {me.can.create_projects ? (
          <NewProjectForm me={me} />
        ) : (
          <Banner tone="info" title={t.create.refusedTitle}>
            {me.account.is_external ? t.create.refusedExternal : t.create.refusedMember}
          </Banner>
        )}
      </div>
    </div>
  )
}

function NewProjectForm({ me }: { me: Me }) {
  const t = useTexts()
  const navigate = useNavigateTo()
  const create = useCreateProject()
  const { data: offered = [] } = useQuery(templates())
  const { data: projects = [] } = useQuery(myProjects('active'))
  // Kept until the server has answered, so that sending again after a failure cannot create two.
  const [draft] = useState(newDraft)
  const [name, setName] = useState('')
  const [aim, setAim] = useState('')
  const [icon, setIcon] = useState<NonNullable<NewProject['icon']>>('folder')
  const [colour, setColour] = useState<NonNullable<NewProject['colour']>>('cat-1')
  const [modules, setModules] = useState<readonly Module[]>(MODULES)
  const [organisation, setOrganisation] = useState<Id>(me.organisations[0]?.id ?? NONE)
  const [template, setTemplate] = useState<Id>(NONE)
  const [nameError, setNameError] = useState<string>()

  const problem = create.error && asProblem(create.error)
  // Nobody can say which tools this installation has before there is a project; then every project says the same.
  const hasLater = projects.some((it) => MODULES.some((module) => !it.available_modules.includes(module)))

  const choose = (id: Id) => {
    setTemplate(id)
    const from = offered.find((it) => it.id === id)
    if (!from) return
    setIcon(from.icon)
    setColour(from.colour)
    if (aim.trim() === '') setAim(from.aim)
  }

  const submit = () => {
    if (name.trim() === '') return setNameError(t.create.nameMissing)
    create.mutate(
      {
        draft,
        name: name.trim(),
        icon,
        colour,
        ...(aim.trim() === '' ? {} : { aim: aim.trim() }),
        // A template brings its own tools.
        ...(template === NONE ? { modules: [...modules] } : { template }),
        ...(organisation === NONE ? {} : { organisation }),
      },
      {
        onSuccess: (project) => {
          toast({ text: t.create.created(project.name) })
          navigate(`/p/${project.id}`)
        },
      },
    )
  }

  return (
    <Form onSubmit={submit} id="new-project">
      <Card isFlush>
        <div className={css.card}>
          <div className={css.preview} aria-hidden="true">
            <ProjectIcon icon={icon} colour={colour} size={56} />
            <span className={css.previewName}>{name.trim() || t.create.previewName}</span>
          </div>
          {offered.length > 0 && (
            <Select
              label={t.create.template}
              isOptional
              hint={t.create.templateHint}
              value={template}
              onChange={choose}
              options={[
                { id: NONE, label: t.create.templateNone },
                ...offered.map((it) => ({ id: it.id, label: it.name })),
              ]}
            />
          )}
          <TextField
            label={t.create.name}
            hint={t.create.nameHint}
            value={name}
            onChange={(it) => {
              setName(it)
              setNameError(undefined)
            }}
            error={nameError}
            maxLength={120}
            autoComplete="off"
          />
          <TextArea
            label={t.create.aim}
            hint={t.create.aimHint}
            isOptional
            value={aim}
            onChange={setAim}
            maxLength={2000}
            rows={3}
          />
          <LookPicker icon={icon} colour={colour} onIcon={setIcon} onColour={setColour} />
        </div>
      </Card>
      {template === NONE && (
        <Card isFlush>
          <fieldset className={css.card}>
            <legend className={css.legend}>{t.create.modules}</legend>
            <p className={css.hint}>{t.create.modulesHint}</p>
            {hasLater && <p className={css.hint}>{t.modulesLater}</p>}
            <div className={css.modules}>
              {MODULES.map((module) => (
                <Checkbox
                  key={module}
                  label={t.modules[module]}
                  hint={t.moduleHelp[module]}
                  isSelected={modules.includes(module)}
                  onChange={(on) => setModules(MODULES.filter((it) => (it === module ? on : modules.includes(it))))}
                />
              ))}
            </div>
          </fieldset>
        </Card>
      )}
      {me.organisations.length > 0 && (
        <Card isFlush>
          <div className={css.card}>
            <Select
              label={t.create.organisation}
              hint={t.create.organisationHint}
              value={organisation}
              onChange={setOrganisation}
              options={[
                ...me.organisations.map((it) => ({ id: it.id, label: it.name })),
                { id: NONE, label: t.create.organisationNone },
              ]}
            />
          </div>
        </Card>
      )}
      <ProblemLine problem={problem} />
      <div className={css.actions}>
        <Button href="/projets">{t.create.cancel}</Button>
        <Button variant="primary" type="submit" isBusy={create.isPending} busyLabel={t.create.busy}>
          {t.create.submit}
        </Button>
      </div>
    </Form>
  )
}
