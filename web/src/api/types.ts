// SPDX-License-Identifier: EUPL-1.2
// What the server says and hears, by the names that the client uses. The types themselves are generated from the server's
// description (`schema.gen.ts`); only the frames of the live socket, which it tells in prose, are written here.

import type { components } from './schema.gen'

type Schemas = components['schemas']

/** Opaque, with its kind in front: `prj_…`. */
export type Id = string
/** RFC 3339, in UTC. */
export type Instant = Schemas['Instant']
/** YYYY-MM-DD. */
export type Day = Schemas['Day']

/** RFC 9457, with a stable code; `status` 0 means that the server was not reached, and then it has no number to quote. */
export type Problem = Omit<Schemas['Problem'], 'request_id'> & Partial<Pick<Schemas['Problem'], 'request_id'>>

export interface Page<T> {
  items: T[]
  next: string | null
}

export type Instance = Schemas['Instance']
export type SetUp = Schemas['SetUp']
export type NewSession = Schemas['NewSession']
export type InvitationView = Schemas['InvitationView']
export type Acceptance = Schemas['Acceptance']
export type OpenOrganisation = Schemas['OpenOrganisation']
export type NewAccessRequest = Schemas['NewAccessRequest']
export type AccessRequest = Schemas['AccessRequest']
export type RequestStatus = Schemas['RequestStatus']
export type AccessRequestPage = Schemas['AccessRequestPage']

export type Language = Schemas['Language']
export type Person = Schemas['Person']
export type Me = Schemas['Me']
export type MePatch = Schemas['MePatch']
export type Display = Schemas['Display']
export type Session = Schemas['Session']
export type NewAppPassword = Schemas['NewAppPassword']
export type PasswordChange = Schemas['PasswordChange']
export type AppPassword = Schemas['AppPassword']
export type MadeAppPassword = Schemas['MadeAppPassword']
export type PersonSheet = Schemas['PersonSheet']
export type Presence = Schemas['Presence']

export type OrganisationRef = Schemas['OrganisationRef']
export type Organisation = Schemas['Organisation']
export type OrganisationPatch = Schemas['OrganisationPatch']
export type AdminAccount = Schemas['AdminAccount']
export type AdminAccountPage = Schemas['AdminAccountPage']
export type NewAccount = Schemas['NewAccount']
export type AccountPatch = Schemas['AccountPatch']
export type AccountProject = Schemas['AccountProject']
export type BulkAction = Schemas['BulkAction']
export type BulkOutcome = Schemas['BulkOutcome']

export type Import = Schemas['Import']
export type ImportFault = Schemas['ImportFault']
export type GroupRef = Schemas['GroupRef']
export type Group = Schemas['Group']
export type JournalEntry = Schemas['JournalEntry']
export type Integrity = Schemas['Integrity']
export type Job = Schemas['Job']
export type Settings = Schemas['Settings']

export type Role = Schemas['Role']
export type Module = Schemas['Module']
export type Level = Schemas['Level']
export type Levels = Schemas['Levels']
export type ProjectColour = Schemas['ProjectColour']
export type ProjectIcon = Schemas['ProjectIcon']
export type ProjectRef = Schemas['ProjectRef']
export type Project = Schemas['Project']
export type NewProject = Schemas['NewProject']
export type Duplication = Schemas['Duplication']
export type ProjectPatch = Schemas['ProjectPatch']
export type MinePatch = Schemas['MinePatch']
export type Template = Schemas['Template']

export type Member = Schemas['Member']
export type NewMember = Schemas['NewMember']
export type MemberPatch = Schemas['MemberPatch']
export type InvitationResult = Schemas['InvitationResult']
export type ProjectAccessRequest = Schemas['ProjectAccessRequest']
export type Activity = Schemas['Activity']
export type WhoCanSee = Schemas['WhoCanSee']

export type Notification = Schemas['Notification']
export type NotificationPage = Schemas['NotificationPage']
export type MailRhythm = Schemas['MailRhythm']
export type NotificationSettings = Schemas['NotificationSettings']

export type Channel = Schemas['Channel']
export type ChannelFolder = Schemas['ChannelFolder']
export type ChannelKind = Schemas['ChannelKind']
export type ChannelPerson = Schemas['ChannelPerson']
export type ChannelPatch = Schemas['ChannelPatch']
export type NewChannel = Schemas['NewChannel']
export type Attention = Schemas['Attention']
export type KeptSo = Schemas['KeptSo']
export type Message = Schemas['Message']
export type Automate = Schemas['Automate']
export type Automates = Schemas['Automates']
export type Hook = Schemas['Hook']
export type NewHook = Schemas['NewHook']
export type HookPatch = Schemas['HookPatch']
export type MadeHook = Schemas['MadeHook']
export type Bot = Schemas['Bot']
export type NewBot = Schemas['NewBot']
export type Messages = Schemas['Messages']
export type MessageVersion = Schemas['MessageVersion']
export type FoundMessage = Schemas['FoundMessage']
export type FoundMessages = Schemas['FoundMessages']
export type CatchUp = Schemas['CatchUp']
export type CaughtThread = Schemas['CaughtThread']
export type BusyChannel = Schemas['BusyChannel']
export type Forwarded = Schemas['Forwarded']
export type NewForward = Schemas['NewForward']
export type Poll = Schemas['Poll']
export type NewPoll = Schemas['NewPoll']
export type PollVotes = Schemas['PollVotes']
export type NewMessage = Schemas['NewMessage']
export type Reaction = Schemas['Reaction']
export type MessageMark = Schemas['MessageMark']
export type SavedMessage = Schemas['SavedMessage']
export type Reminder = Schemas['Reminder']
export type ScheduledMessage = Schemas['ScheduledMessage']
export type NewScheduledMessage = Schemas['NewScheduledMessage']
export type ScheduledMessagePatch = Schemas['ScheduledMessagePatch']
export type Answers = Schemas['Answers']
export type ThreadAttention = Schemas['ThreadAttention']
export type FollowedThread = Schemas['FollowedThread']
export type FollowedThreads = Schemas['FollowedThreads']
export type MyThread = Schemas['MyThread']

export type Entry = Schemas['Entry']
export type EntryKind = Schemas['EntryKind']
export type EntryPage = Schemas['EntryPage']
export type Entries = Schemas['Entries']
export type FolderRef = Schemas['FolderRef']
export type FileVersion = Schemas['FileVersion']
export type FileVersions = Schemas['FileVersions']
export type Trash = Schemas['Trash']
export type TrashedEntry = Schemas['TrashedEntry']
export type Upload = Schemas['Upload']
export type UploadTurn = Schemas['UploadTurn']

// ---- The live socket ---------------------------------------------------------------------
export type ClientFrame =
  | { type: 'resume'; cursor: string | null; topics: string[] }
  | { type: 'subscribe'; topic: string }
  | { type: 'unsubscribe'; topic: string }
  | { type: 'presence'; state: Exclude<Presence, 'offline'> }
  | { type: 'typing'; topic: string; thread?: Id }
  | { type: 'ping' }

export type ServerFrame =
  | { type: 'ready'; cursor: string | null }
  | { type: 'refetch'; cursor: string | null }
  | { type: 'event'; cursor: string; topic: string; name: string; body: unknown }
  | { type: 'presence'; people: Record<Id, Presence> }
  | { type: 'typing'; topic: string; thread?: Id; people: Id[] }
  | { type: 'subscribed'; topic: string }
  | { type: 'denied'; topic: string }
  | { type: 'ended'; topic: string }
  /** Said to the person's own windows only, and never again: who was away asks. */
  | { type: 'aside'; topic: string; name: string; body: unknown }
  | { type: 'pong' }

/** A message as its channel hears it: with the people it shows, and of an answer what its thread is now. */
export interface HeardMessage {
  message: Message
  people: Person[]
  root?: { id: Id; answers: Answers | null }
}

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
  'project.people_changed': { project: Id }
  'project.archived': { project: Id }
  'project.restored': { project: Id }
  'member.added': Member
  'member.changed': Member
  'member.removed': { member: Id; account: Id | null }
  'project.request_changed': { project: Id }
  'activity.added': Activity
  'message.posted': HeardMessage
  'message.changed': HeardMessage
  /** The signs I answered a message with: of one that many gave, all are told how many, and who came first. */
  'message.signed': { channel: Id; message: Id; mine: readonly string[] }
  /** How I keep a message since. */
  'message.kept': MessageMark
  /** An aside: what I chose in a poll, in another window. */
  'poll.voted': { message: Id }
  /** What names me in channels is behind me, or calls me again. */
  'calls.changed': Record<string, never>
  /** I am told of other words. */
  'keywords.changed': Record<string, never>
  /** What I wrote for later is otherwise. */
  'scheduled.changed': { channel: Id }
  /** On the channel's topic: it is otherwise named, closed, has other people. On the person's: he keeps it otherwise. */
  'channel.changed': { channel: Id; project: Id | null }
  'channel.joined': { channel: Id; project: Id | null }
  'channel.left': { channel: Id; project: Id | null }
  'channels.changed': { project: Id }
  /** What was said up to this place is gone, but for decisions. */
  'channel.cleared': { channel: Id; seq: number }
  /** The programs that post in a channel are others, or otherwise called. */
  'automates.changed': { channel: Id }
  /** An aside: how far one has read, in another window. */
  'channel.read': { channel: Id; seq: number }
  /** An aside: how far one has read a thread, in another window. */
  'thread.read': { thread: Id; seq: number }
  /** There is something else to see. Without `entry` and `folders`: anywhere in that project. */
  'documents.changed': { project: Id; entry?: Id; folders?: Id[] }
  'admin.changed': { what: 'accounts' | 'requests' | 'organisations' | 'groups' | 'imports' | 'jobs' | 'settings' }
}
