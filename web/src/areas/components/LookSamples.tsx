// SPDX-License-Identifier: EUPL-1.2

import { Bell, Bold, Ellipsis, Flag, MessageSquare, Pin, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ProblemError } from '@/api/problem'
import {
  Avatar,
  AvatarStack,
  Badge,
  Banner,
  Button,
  CATEGORIES,
  Card,
  Counter,
  categoryClass,
  DefinitionList,
  Dot,
  IconButton,
  Kbd,
  Link,
  LinkButton,
  Notice,
  PROJECT_ICONS,
  ProblemLine,
  ProjectIcon,
  ScreenHeader,
  Section,
  Tag,
} from '@/ui'
import s from './ComponentsPage.module.css'
import { SAMPLE_PEOPLE } from './people'
import { useTexts } from './texts'

export function Buttons() {
  const t = useTexts().buttons
  const [isBold, setBold] = useState(true)
  const [isPinned, setPinned] = useState(true)
  return (
    <div className={s.rows}>
      <div className={s.row}>
        <Button variant="primary">{t.save}</Button>
        <Button variant="primary" isDisabled aria-describedby="why-disabled">
          {t.save}
        </Button>
        <Button variant="primary" isBusy busyLabel={t.sending}>
          {t.send}
        </Button>
      </div>
      <p className={s.note} id="why-disabled">
        {t.disabledWhy}
      </p>
      <div className={s.row}>
        <Button>{t.cancel}</Button>
        <Button variant="soft" icon={Plus}>
          {t.add}
        </Button>
        <Button variant="ghost">{t.ignore}</Button>
        <Button variant="link">{t.quiet}</Button>
      </div>
      <div className={s.row}>
        <Button variant="danger" icon={Trash2}>
          {t.delete}
        </Button>
        <Button variant="danger-quiet">{t.disconnect}</Button>
        <Button icon={Pin} isPressed={isPinned} onPress={() => setPinned(!isPinned)}>
          {t.pin}
        </Button>
      </div>
      <div className={s.row}>
        <IconButton label={t.more} icon={Ellipsis} />
        <IconButton label={t.bold} icon={Bold} isPressed={isBold} onPress={() => setBold(!isBold)} shortcut="Ctrl B" />
        <IconButton label={t.notifications} icon={Bell} badge={3} />
        <IconButton label={t.news} icon={MessageSquare} badge />
        <IconButton label={t.add} icon={Plus} variant="bordered" />
        <IconButton label={t.delete} icon={Trash2} size="sm" isDisabled />
      </div>
      <div className={s.row}>
        <Button size="sm">{t.small}</Button>
        <Button size="sm" variant="danger" icon={Trash2}>
          {t.delete}
        </Button>
        <Button size="lg">{t.large}</Button>
        <LinkButton href="/">{t.asLink}</LinkButton>
      </div>
      <Button isBlock size="lg" variant="soft">
        {t.wide}
      </Button>
    </div>
  )
}

const broken = new ProblemError({
  type: 'about:blank',
  title: 'internal',
  status: 500,
  code: 'internal',
  request_id: 'req_7F3A21C9',
})

export function Messages() {
  const t = useTexts().messages
  return (
    <div className={s.rows}>
      <Banner tone="success" title={t.sent}>
        {t.sentText}
      </Banner>
      <Banner tone="info" action={<Button size="sm">{t.reload}</Button>}>
        {t.ready}
      </Banner>
      <Banner tone="warning">{t.codes}</Banner>
      <Banner tone="danger" title={t.failed}>
        <Button variant="link">{t.retry}</Button>
      </Banner>
      <ProblemLine problem={broken} title={t.notSaved} action={<Button size="sm">{t.retry}</Button>} />
      <Notice>{t.archived}</Notice>
    </div>
  )
}

export function Badges() {
  const t = useTexts().badges
  const [labels, setLabels] = useState(t.labels)
  return (
    <div className={s.rows}>
      <div className={s.row}>
        {t.labels.map((label, index) => (
          <Tag key={label} colour={CATEGORIES[(index * 3 + 8) % 10] ?? 'cat-1'}>
            {label}
          </Tag>
        ))}
      </div>
      <div className={s.row}>
        {labels.slice(0, 2).map((label) => (
          <Tag key={label} colour="cat-2" onRemove={() => setLabels(labels.filter((it) => it !== label))}>
            {label}
          </Tag>
        ))}
      </div>
      <div className={s.row}>
        <Counter count={3} tone="mention" label={t.unread(3)} />
        <Counter count={12} />
        <Dot label={t.new} />
        <Badge tone="success">{t.active}</Badge>
        <Badge tone="warning">{t.check}</Badge>
        <Badge tone="danger" icon={Flag}>
          {t.urgent}
        </Badge>
        <Badge>{t.suspended}</Badge>
        <Badge tone="info">{t.info}</Badge>
        <Badge tone="primary">{t.info}</Badge>
        <Badge isOutlined>{t.external}</Badge>
      </div>
      <p className={s.note}>
        {t.keys} <Kbd>Ctrl K</Kbd> <Kbd>F2</Kbd>
      </p>
    </div>
  )
}

const PRESENCES = ['online', 'busy', 'away', 'offline'] as const

export function People() {
  const [first, second, third] = SAMPLE_PEOPLE
  return (
    <div className={s.rows}>
      <div className={s.row}>
        {PRESENCES.map((presence, index) => (
          <Avatar key={presence} person={SAMPLE_PEOPLE[index] ?? first} size={40} presence={presence} isNamed />
        ))}
        <AvatarStack people={SAMPLE_PEOPLE.slice(4)} total={9} size={36} />
      </div>
      <div className={s.row}>
        <Avatar person={first} size={20} isNamed />
        <Avatar person={second} size={24} isNamed />
        <Avatar person={third} size={28} isNamed />
        <Avatar person={first} isNamed />
        <Avatar person={second} size={36} isNamed isRinged />
        <Avatar person={third} size={64} isNamed />
      </div>
      {PRESENCES.map((presence, index) => {
        const person = SAMPLE_PEOPLE[index] ?? first
        return (
          <span key={presence} className={s.person}>
            <Avatar person={person} presence={presence} size={28} />
            <span className={s.clip}>{person.name}</span>
          </span>
        )
      })}
    </div>
  )
}

const SURFACES = ['app', 'plain', 'hover', 'pressed', 'selected', 'primary', 'primaryHover', 'accent'] as const

export function Surfaces() {
  return (
    <div className={s.row} aria-hidden="true">
      {SURFACES.map((it) => (
        <span key={it} className={`${s.swatch} ${s[it]}`} />
      ))}
    </div>
  )
}

export function Categories() {
  return (
    <div className={s.row} aria-hidden="true">
      {CATEGORIES.map((it) => (
        <span key={it} className={`${s.swatch} ${s.category} ${categoryClass(it)}`} />
      ))}
    </div>
  )
}

export function Icons() {
  return (
    <div className={s.rows}>
      <div className={s.row}>
        {PROJECT_ICONS.map((icon, index) => (
          <ProjectIcon key={icon} icon={icon} colour={CATEGORIES[index % 10] ?? 'cat-1'} />
        ))}
      </div>
      <div className={s.row}>
        <ProjectIcon icon="users" colour="cat-1" size={22} />
        <ProjectIcon icon="bike" colour="cat-3" size={40} />
        <ProjectIcon icon="school" colour="cat-6" size={56} />
      </div>
    </div>
  )
}

export function Words() {
  const t = useTexts().text
  return (
    <div className={s.rows}>
      <p className={s.pageTitle}>{t.page}</p>
      <p className={s.sectionTitle}>{t.section}</p>
      <p className={s.body}>{t.body}</p>
      <p className={s.message}>{t.message}</p>
      <p className={s.dense}>
        {t.dense} <Link href="/">{t.link}</Link>
      </p>
      <p className={s.meta}>{t.meta}</p>
    </div>
  )
}

/** The line that stays at the top is plain here: the page has its title already. */
export function Heads() {
  const t = useTexts().heads
  return (
    <div className={s.rows}>
      <ScreenHeader title={t.members} isPlain summary={t.count} actions={<Button size="sm">{t.invite}</Button>} />
      <Section
        title={t.waiting}
        description={t.waitingText}
        headingLevel={3}
        actions={<Button size="sm">{t.examine}</Button>}
      >
        <p>{t.first}</p>
      </Section>
    </div>
  )
}

export function Cards() {
  const t = useTexts().cards
  return (
    <Card title={t.about} headingLevel={3} actions={<Button size="sm">{t.edit}</Button>}>
      <DefinitionList
        items={[
          { term: t.organisation, description: t.organisationName },
          { term: t.period, description: t.periodText },
          { term: t.budget, description: t.budgetText },
        ]}
      />
    </Card>
  )
}
