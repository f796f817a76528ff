// SPDX-License-Identifier: EUPL-1.2
// What a notification says: its sentence, its second line, and the icon of its kind.

import {
  AlarmClock,
  Archive,
  ArchiveRestore,
  ArrowRightLeft,
  AtSign,
  BadgeCheck,
  Bell,
  CalendarClock,
  CircleAlert,
  FileUp,
  Hash,
  Highlighter,
  Hourglass,
  Inbox,
  type LucideIcon,
  MessageCircle,
  MessagesSquare,
  ShieldCheck,
  UserMinus,
  UserPlus,
  UserRoundX,
  Vote,
} from 'lucide-react'
import type { Notification, ProjectColour } from '@/api/types'
import type { Formats } from '@/lib/format'
import type { Texts } from '@/lib/i18n'
import type fr from './fr'

type Words = Texts<typeof fr>

interface Look {
  icon: LucideIcon
  colour: ProjectColour
}

const LOOKS: Record<keyof Words['kinds'], Look> = {
  'project.member_added': { icon: UserPlus, colour: 'cat-1' },
  'project.member_role_changed': { icon: ShieldCheck, colour: 'cat-2' },
  'project.member_removed': { icon: UserMinus, colour: 'cat-10' },
  'project.access_requested': { icon: UserPlus, colour: 'cat-1' },
  'project.access_granted': { icon: BadgeCheck, colour: 'cat-4' },
  'project.access_refused': { icon: UserRoundX, colour: 'cat-10' },
  'project.member_waiting': { icon: Hourglass, colour: 'cat-6' },
  'project.member_accepted': { icon: BadgeCheck, colour: 'cat-4' },
  'project.handed_over': { icon: ArrowRightLeft, colour: 'cat-9' },
  'project.archived': { icon: Archive, colour: 'cat-10' },
  'project.restored': { icon: ArchiveRestore, colour: 'cat-4' },
  'project.access_ending': { icon: CalendarClock, colour: 'cat-6' },
  'message.mentioned': { icon: AtSign, colour: 'cat-6' },
  'message.direct': { icon: MessageCircle, colour: 'cat-1' },
  'message.answered': { icon: MessagesSquare, colour: 'cat-2' },
  'message.reminded': { icon: AlarmClock, colour: 'cat-6' },
  'message.not_sent': { icon: CircleAlert, colour: 'cat-7' },
  'message.keyword': { icon: Highlighter, colour: 'cat-6' },
  'poll.closed': { icon: Vote, colour: 'cat-4' },
  'message.posted': { icon: Hash, colour: 'cat-10' },
  'account.access_requested': { icon: Inbox, colour: 'cat-2' },
  'account.import_done': { icon: FileUp, colour: 'cat-4' },
  'job.dead': { icon: CircleAlert, colour: 'cat-7' },
}

const isKnown = (kind: string): kind is keyof Words['kinds'] => kind in LOOKS

/** A server one step ahead may say kinds this page does not know: they get a plain sentence, never nothing. */
export const lookOf = (kind: string): Look => (isKnown(kind) ? LOOKS[kind] : { icon: Bell, colour: 'cat-10' })

/** The template, and what fills its holes. */
export function sentenceOf(it: Notification, t: Words): { text: string; parts: Record<string, string> } {
  const kind = isKnown(it.kind) ? t.kinds[it.kind] : t.otherKind
  // A program that posts for someone says its name; no person did it.
  const program = it.kind.startsWith('message.') ? it.details.name : undefined
  const actor = it.actor?.name ?? program ?? t.someone
  // Who asks for an account has none yet: the name is all there is.
  const person = it.details.name ?? it.details.person ?? t.aPerson
  const gathered = (name: string) => (it.others > 0 ? t.andOthers(name, it.others) : name)
  return {
    text: it.others > 0 ? kind.many : kind.one,
    parts: {
      who: gathered(actor),
      person: it.kind === 'account.access_requested' ? gathered(person) : person,
      keyword: it.details.keyword ?? '',
      project: it.project?.name ?? t.aProject,
      channel: it.details.channel ? `#${it.details.channel}` : it.project ? t.mainChannel : t.aConversation,
    },
  }
}

/** One more line, when there is something to add: a reason, a role, a date, an organisation. */
export function secondLine(it: Notification, t: Words, format: Formats): string | null {
  const { details } = it
  const lines = [
    details.reason,
    details.excerpt ? t.details.quoted(details.excerpt) : undefined,
    details.role && it.kind !== 'project.access_requested' && details.role in t.roles
      ? t.details.role(t.roles[details.role as keyof Words['roles']])
      : undefined,
    details.not_sent && details.not_sent in t.notSent
      ? t.notSent[details.not_sent as keyof Words['notSent']]
      : undefined,
    details.ends_on ? t.details.endsOn(format.date(details.ends_on)) : undefined,
    details.file_name,
    it.kind === 'account.import_done' && details.created ? t.details.created(details.created) : undefined,
    it.kind === 'job.dead' ? (details.job_kind ?? t.details.retry) : undefined,
    details.organisation ?? it.organisation?.name,
  ].filter((line): line is string => line !== undefined && line !== '')
  if (lines.length === 0 && asksForAccess(it)) return it.actor?.organisation ?? null
  return lines.length > 0 ? lines.join(' · ') : null
}

const asksForAccess = (it: Notification) => it.kind === 'project.access_requested'

const SAID_TO_ME: ReadonlySet<string> = new Set(['message.mentioned', 'message.direct', 'message.answered'])

/** Somebody speaks to me, and may wait for my answer. */
export const isSaidToMe = (it: Notification): boolean => SAID_TO_ME.has(it.kind)

/** A question that can be answered here, in one click. */
export const isAnswerable = (it: Notification): boolean =>
  it.is_open &&
  ((asksForAccess(it) && it.request !== null && it.others === 0) ||
    (it.kind === 'project.member_waiting' && it.project !== null && it.details.member !== undefined && it.others === 0))

/** A question that needs more than yes or no: it is answered on its page. */
export const isExaminable = (it: Notification): boolean => it.is_open && !isAnswerable(it)
