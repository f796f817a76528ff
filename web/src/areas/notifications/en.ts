// SPDX-License-Identifier: EUPL-1.2
import type { Texts } from '@/lib/i18n'
import type fr from './fr'

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many)

export const en: Texts<typeof fr> = {
  title: 'Notifications',
  all: 'All',
  unread: 'Unread',
  unreadCount: (n) => `${n} unread`,
  filter: 'Notifications shown',
  markAll: 'Mark all as read',
  settings: 'Notification settings',
  close: 'Close (Escape)',
  dot: 'Unread',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  keys: 'Arrow keys to move between them, Enter to open, L to mark as read or unread.',
  today: 'Today',
  yesterday: 'Yesterday',
  loadMore: 'Show older ones',
  loading: 'Notifications are loading.',
  someone: 'Someone',
  aProject: 'a project',
  aPerson: 'someone',
  andOthers: (name, n) => plural(n, `${name} and ${n} other`, `${name} and ${n} others`),
  external: 'External guest',
  kinds: {
    'project.member_added': { one: '{who} added you to {project}', many: '{who} added you to {project}' },
    'project.member_role_changed': {
      one: '{who} changed your role in {project}',
      many: '{who} changed your role in {project}',
    },
    'project.member_removed': { one: '{who} removed you from {project}', many: '{who} removed you from {project}' },
    'project.access_requested': { one: '{who} asks to join {project}', many: '{who} ask to join {project}' },
    'project.access_granted': { one: '{who} gave you access to {project}', many: '{who} gave you access to {project}' },
    'project.access_refused': {
      one: '{who} refused your request to join {project}',
      many: '{who} refused your request to join {project}',
    },
    'project.member_waiting': {
      one: '{who} proposes to add {person} to {project}',
      many: '{who} propose people for {project}',
    },
    'project.member_accepted': {
      one: '{who} accepted {person} into {project}',
      many: '{who} accepted {person} into {project}',
    },
    'project.handed_over': { one: '{who} handed over {project} to you', many: '{who} handed over {project} to you' },
    'project.archived': { one: '{who} archived {project}', many: '{who} archived {project}' },
    'project.restored': { one: '{who} restored {project}', many: '{who} restored {project}' },
    'project.access_ending': { one: 'Your access to {project} ends soon', many: 'Your access to {project} ends soon' },
    'account.access_requested': { one: '{person} asks for an account', many: '{person} ask for an account' },
    'account.import_done': { one: 'The import of accounts is finished', many: 'The imports of accounts are finished' },
    'job.dead': { one: 'A background job has failed', many: 'Background jobs have failed' },
  },
  otherKind: { one: '{who} made a change in {project}', many: '{who} made changes in {project}' },
  details: {
    role: (role) => `Your role: ${role}`,
    endsOn: (date) => `Last day: ${date}`,
    created: (n) => `${n} accounts created`,
    retry: 'It awaits your decision in the administration.',
  },
  roles: { owner: 'owner', manager: 'manager', member: 'member', reader: 'reader' },
  answer: {
    accept: 'Accept',
    refuse: 'Refuse',
    examine: 'Examine',
    accepted: (name) => `The request of ${name} is accepted.`,
    refused: (name) => `The request of ${name} is refused.`,
  },
  hour: (hours, minutes) => {
    const half = hours < 12 ? 'am' : 'pm'
    const twelve = hours % 12 === 0 ? 12 : hours % 12
    return minutes === 0 ? `${twelve}\u00a0${half}` : `${twelve}:${String(minutes).padStart(2, '0')}\u00a0${half}`
  },
  quiet: {
    between: (from, until) => `Nothing will be sent to you from ${from} to ${until}.`,
    weekends: (from, until) => `Nothing will be sent to you from ${from} to ${until}, nor at weekends.`,
    off: 'No quiet hours are chosen.',
    edit: 'Change',
  },
  empty: {
    title: 'Nothing new',
    text: 'Invitations, requests and changes that concern you will be here.',
    unreadTitle: 'All is read',
    unreadText: 'Notifications you have read stay under “All”.',
  },
  forYou: { title: 'For you', all: 'See all', empty: 'Nothing needs your attention.' },
  spoken: {
    read: 'Marked as read.',
    unread: 'Marked as unread.',
    allRead: 'All notifications are read.',
  },
  rhythm: {
    title: 'Notification e-mails',
    intro: 'An e-mail leaves only when you are not in Plano.',
    label: 'When to write to you',
    at_once: 'At once',
    at_onceHelp: 'One e-mail for each thing.',
    hourly: 'Every hour',
    hourlyHelp: 'A single e-mail for the past hour.',
    daily: 'Once a day',
    dailyHelp: 'A summary, in the morning.',
    never: 'Never',
    neverHelp: 'You read your notifications in Plano.',
    saved: 'Your choice is saved.',
    projects: 'Per project',
    projectsIntro: 'A project without its own choice follows the general rule.',
    project: 'Project',
    asUsual: (rhythm) => `General rule (${rhythm})`,
    choose: (project) => `E-mails for ${project}`,
    noProject: 'You have no project yet.',
    findProject: 'Search for a project',
    noResult: 'No project matches.',
    clear: 'Clear the search',
  },
  hours: {
    title: 'Quiet hours',
    intro: 'During these hours, no e-mail leaves. It waits until they end.',
    on: 'Keep quiet hours',
    from: 'Start',
    until: 'End',
    weekends: 'Also on Saturdays and Sundays, all day',
    save: 'Save the quiet hours',
    same: 'The start and the end are the same. Choose two different times, for example 7 pm and 8 am.',
    missing: 'Give a time, for example 7 pm.',
  },
  errors: { load: 'Loading failed.', retry: 'Try again' },
}

export default en
