// SPDX-License-Identifier: EUPL-1.2
// What the server says and hears, as types. Times are RFC 3339 UTC texts, days are YYYY-MM-DD, ids are opaque texts.

export type Id = string
export type Instant = string
export type Day = string
/** RFC 9457, with a stable code; `status` 0 means that the server was not reached. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  request_id?: string
  fields?: { field: string; code: string; params?: Record<string, string | number> }[]
  params?: Record<string, string | number>
  retry_after_s?: number
  current?: unknown
}
export interface Page<T> {
  items: T[]
  next: string | null
}
export interface Instance {
  name: string
  version: string
  is_set_up: boolean
  languages: ('fr' | 'en')[]
  default_language: 'fr' | 'en'
  access_requests: { open: boolean; email_domains: string[] }
  password: { min_length: number; admin_min_length: number }
  links: { accessibility: string | null; privacy: string | null; legal: string | null; help: string | null }
}
export interface SetUp {
  token: string
  instance_name: string
  organisation_name: string
  email: string
  given_name: string
  family_name: string
  password: string
  language: 'fr' | 'en'
}
export interface NewSession {
  email: string
  password: string
  stay_signed_in?: boolean
}
export interface InvitationView {
  email: string
  given_name: string
  family_name: string
  invited_by: string | null
  organisation: string | null
  project: string | null
  is_external: boolean
  expires_at: Instant
  access_ends_on: Day | null
}
export interface NewAccessRequest {
  draft: string
  given_name: string
  family_name: string
  email: string
  organisation: Id
  unit?: string
  reason: string
  language: 'fr' | 'en'
}
export interface AccessRequest {
  id: Id
  given_name: string
  family_name: string
  email: string
  organisation: OrganisationRef
  unit: string | null
  reason: string
  status: 'waiting' | 'approved' | 'refused'
  asked_at: Instant
  answered_at: Instant | null
  answered_by: Person | null
  answer_reason: string | null
  account: Id | null
}
export interface Person {
  id: Id
  name: string
  given_name: string
  family_name: string
  function: string | null
  organisation: string | null
  is_external: boolean
  is_active: boolean
  photo: string | null /* URL path with version */
}
export interface Me {
  account: Person
  email: string
  language: 'fr' | 'en'
  time_zone: string
  organisations: OrganisationRef[]
  display: Display
  is_instance_admin: boolean
  administers: OrganisationRef[]
  can: { create_projects: boolean; search_people: boolean; administer: boolean }
  password_changed_at: Instant
  session: Id
  session_is_fresh: boolean
  unread_notifications: number
  access_ends_on: Day | null
}
export interface Display {
  theme: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
  reading_font: boolean
  single_key_shortcuts: boolean
  reduced_motion: boolean
}
export interface Session {
  id: Id
  device: string /* e.g. "Firefox · Linux" */
  kind: 'desktop' | 'mobile' | 'other'
  address: string
  started_at: Instant
  last_used_at: Instant
  ends_at: Instant
  is_current: boolean
}
export interface NewAppPassword {
  name: string
  scope: 'files' | 'files:read' | 'calendar' | 'calendar:read' | 'api' | 'api:read'
  project?: Id
  expires_on?: Day
}
export interface AppPassword {
  id: Id
  name: string
  scope: string
  project: Id | null
  created_at: Instant
  last_used_at: Instant | null
  expires_on: Day | null
}
export interface PersonSheet {
  person: Person
  email: string
  organisations: OrganisationRef[]
  shared_projects: ProjectRef[]
  local_time: string
  time_zone: string
  presence: Presence
}
export type Presence = 'online' | 'busy' | 'away' | 'offline'
export interface GroupRef {
  id: Id
  name: string
  organisation: string | null
  people: number
}
export interface OrganisationRef {
  id: Id
  name: string
}
export interface Organisation {
  id: Id
  name: string
  parent: Id | null
  path: string[]
  accounts: number
  branch_accounts: number
  open_to_requests: boolean
  email_domains: string[]
  quota_bytes: number | null
  administrators: Person[]
  etag: string
  can: { manage: boolean; add_child: boolean; delete: boolean }
}
export interface AdminAccount {
  person: Person
  email: string
  status: 'active' | 'invited' | 'deactivated'
  role: 'member' | 'branch_admin' | 'instance_admin' | 'external'
  organisations: OrganisationRef[]
  last_active_at: Instant | null
  created_at: Instant
  deactivated_at: Instant | null
  access_ends_on: Day | null
  projects: number
  etag: string
  can: { edit: boolean; deactivate: boolean; hand_over: boolean; promote: boolean }
}
export interface NewAccount {
  draft: string
  email: string
  given_name: string
  family_name: string
  function?: string
  organisations: Id[]
  language: 'fr' | 'en'
  invite: boolean
}
export interface Import {
  id: Id
  file_name: string
  status: 'checked' | 'running' | 'paused' | 'done'
  organisation: OrganisationRef | null
  created_at: Instant
  created_by: Person
  lines: number
  valid: number
  existing: number
  created: number
  invited: number
  faults: ImportFault[] /* first 500 */
  faults_total: number
  columns: string[]
  preview: {
    line: number
    email: string
    given_name: string
    family_name: string
    function: string
    organisation: string
    group: string
  }[] /* first 5 */
}
export interface ImportFault {
  line: number
  column: string
  code: string
  value: string
}
export interface Group {
  id: Id
  name: string
  organisation: OrganisationRef | null
  people: number
  projects: number
  etag: string
  can: { manage: boolean }
}
export interface JournalEntry {
  seq: number
  at: Instant
  actor: Person | null
  kind: string /* e.g. 'account.deactivated' */
  account: Person | null
  organisation: OrganisationRef | null
  address: string | null
  details: Record<string, string>
}
export interface Job {
  id: Id
  kind: string
  status: 'waiting' | 'running' | 'dead'
  attempts: number
  run_at: Instant
  last_error: string | null
  created_at: Instant
}
export interface Settings {
  instance_name: string
  default_language: 'fr' | 'en'
  default_time_zone: string
  access_requests_open: boolean
  email_domains: string[]
  projects_created_by: 'everyone' | 'administrators'
  externals_invited_by: 'managers' | 'owners' | 'nobody'
  external_max_days: number | null
  links: { accessibility: string | null; privacy: string | null; legal: string | null; help: string | null }
  etag: string
}
export type Role = 'owner' | 'manager' | 'member' | 'reader'
export type Module = 'messages' | 'tasks' | 'files' | 'pages' | 'calendar' | 'meetings'
export type Level = 'none' | 'own' | 'read' | 'comment' | 'write' | 'manage' // 'own' only for tasks
export type Levels = Record<Module, Level>
export type ProjectColour =
  | 'cat-1'
  | 'cat-2'
  | 'cat-3'
  | 'cat-4'
  | 'cat-5'
  | 'cat-6'
  | 'cat-7'
  | 'cat-8'
  | 'cat-9'
  | 'cat-10'
export type ProjectIcon =
  | 'users'
  | 'bike'
  | 'mail'
  | 'school'
  | 'shield'
  | 'vote'
  | 'building'
  | 'heart'
  | 'leaf'
  | 'book'
  | 'calendar'
  | 'chart'
  | 'euro'
  | 'flag'
  | 'folder'
  | 'globe'
  | 'hammer'
  | 'landmark'
  | 'lightbulb'
  | 'map'
  | 'megaphone'
  | 'music'
  | 'phone'
  | 'scale'
  | 'siren'
  | 'sprout'
  | 'star'
  | 'train'
  | 'truck'
  | 'wrench'
export interface ProjectRef {
  id: Id
  name: string
  icon: ProjectIcon
  colour: ProjectColour
}
export interface Project {
  id: Id
  name: string
  aim: string
  icon: ProjectIcon
  colour: ProjectColour
  organisation: OrganisationRef | null
  modules: Record<Module, boolean>
  available_modules: Module[]
  admission: 'managers' | 'approval' /* approval: an invitation by a member waits for a manager (2.9) */
  starts_on: Day | null
  ends_on: Day | null
  budget: string | null
  created_at: Instant
  archived_at: Instant | null
  is_template: boolean
  members: number
  externals: number
  waiting: number /* requests and invitations to accept; 0 unless can.manage */
  my: {
    role: Role
    levels: Levels
    is_external: boolean
    ends_on: Day | null
    pinned: boolean
    rank: string
    category: string | null
  }
  etag: string
  can: {
    write: boolean
    manage: boolean
    own: boolean
    invite: boolean
    invite_external: boolean
    leave: boolean
    archive: boolean
    duplicate: boolean
    make_template: boolean
  }
}
export interface NewProject {
  draft: string
  name: string
  aim?: string
  icon?: ProjectIcon
  colour?: ProjectColour
  modules?: Module[]
  organisation?: Id
  template?: Id
}
export interface Member {
  id: Id
  kind: 'person' | 'group'
  person: Person | null
  group: GroupRef | null
  role: Role
  levels: Levels /* effective */
  own_levels: Partial<Levels> /* exceptions to the role */
  is_external: boolean
  ends_on: Day | null
  status: 'active' | 'invited' | 'waiting'
  joined_at: Instant
  invited_by: Person | null
  presence: Presence
  is_me: boolean
  etag: string
  can: { edit: boolean; remove: boolean; accept: boolean; make_owner: boolean }
}
export interface NewMember {
  account?: Id
  group?: Id
  email?: string
  given_name?: string
  family_name?: string
  role: Role
  levels?: Partial<Levels>
  ends_on?: Day
} // exactly one of account, group, email
export interface ProjectAccessRequest {
  id: Id
  project: ProjectRef
  person: Person
  reason: string
  asked_at: Instant
}
export interface Activity {
  id: string
  at: Instant
  actor: Person | null
  kind: string /* event kind, e.g. 'project.member_added' */
  person: Person | null
  group: GroupRef | null
  details: Record<string, string>
}
export interface WhoCanSee {
  object: Id
  items: {
    person: Person
    role: Role
    levels: Levels
    why: {
      via: 'direct' | 'group'
      group: GroupRef | null
      invited_by: Person | null
      since: Instant
      ends_on: Day | null
    }[]
  }[]
}
export interface Notification {
  id: Id
  kind: string
  at: Instant
  is_read: boolean
  actor: Person | null
  others: number /* other people in the same group */
  project: ProjectRef | null
  organisation: OrganisationRef | null
  request: Id | null
  details: Record<string, string>
  href: string
  is_open: boolean /* an answer is still expected */
}
export type MailRhythm = 'at_once' | 'hourly' | 'daily' | 'never'
export interface NotificationSettings {
  mail: MailRhythm
  projects: { project: ProjectRef; mail: MailRhythm }[]
  quiet: { on: boolean; from: string /* HH:MM */; until: string; weekends: boolean }
}

// ---- The live socket ---------------------------------------------------------------------
export type ClientFrame =
  | { type: 'resume'; cursor: string | null; topics: string[] }
  | { type: 'subscribe'; topic: string }
  | { type: 'unsubscribe'; topic: string }
  | { type: 'presence'; state: Exclude<Presence, 'offline'> }
  | { type: 'typing'; topic: string }
  | { type: 'ping' }

export type ServerFrame =
  | { type: 'ready'; cursor: string | null }
  | { type: 'refetch'; cursor: string | null }
  | { type: 'event'; cursor: string; topic: string; name: string; body: unknown }
  | { type: 'presence'; people: Record<Id, Presence> }
  | { type: 'typing'; topic: string; people: Id[] }
  | { type: 'subscribed'; topic: string }
  | { type: 'denied'; topic: string }
  | { type: 'ended'; topic: string }
  | { type: 'pong' }

/** Event names and what they carry. Person topic first, then project topics, then administrators. */
export interface LiveEvents {
  'me.changed': Record<string, never>
  'session.ended': { session: Id }
  'notification.changed': Notification
  'notification.all_read': { until: Id }
  'project.joined': { project: Id }
  'project.left': { project: Id }
  'project.mine_changed': { project: Id }
  'project.changed': { project: Id }
  'project.archived': { project: Id }
  'project.restored': { project: Id }
  'member.added': Member
  'member.changed': Member
  'member.removed': { member: Id; account: Id | null }
  'project.request_changed': { project: Id }
  'activity.added': Activity
  'admin.changed': { what: 'accounts' | 'requests' | 'organisations' | 'groups' | 'imports' | 'jobs' | 'settings' }
}
