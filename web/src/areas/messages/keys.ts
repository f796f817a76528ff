// SPDX-License-Identifier: EUPL-1.2
// Where the query cache keeps what the server said of channels and messages. What belongs to a channel or project bears
// its id, so that a late subscription to its topic asks for exactly these again (api/live.ts).

import type { Id } from '@/api/types'

export const keys = {
  all: ['messages'] as const,
  /** All channels and conversations of mine. */
  mine: ['messages', 'mine'] as const,
  channel: (channel: Id) => ['messages', 'channel', channel] as const,
  /** How many messages of a channel would go. */
  history: (channel: Id, days: number | null) => ['messages', 'history', channel, days] as const,
  allFolders: ['messages', 'folders'] as const,
  /** The folders of a project's channels. */
  folders: (project: Id) => ['messages', 'folders', project] as const,
  /** All conversations of mine, page by page. */
  conversations: ['messages', 'conversations'] as const,
  /** The stretch of a channel that is held. */
  stretch: (channel: Id) => ['messages', 'stretch', channel] as const,
  thread: (channel: Id, root: Id) => ['messages', 'thread', channel, root] as const,
  /** How far I have read a thread, and whether I follow it. */
  myThread: (channel: Id, root: Id) => ['messages', 'my-thread', channel, root] as const,
  /** The threads one follows, over all channels. */
  threads: ['messages', 'threads'] as const,
  allLastAnswers: (channel: Id, root: Id) => ['messages', 'answers', channel, root] as const,
  lastAnswers: (channel: Id, root: Id, last: number) => ['messages', 'answers', channel, root, last] as const,
  one: (channel: Id, message: Id) => ['messages', 'one', channel, message] as const,
  pins: (channel: Id) => ['messages', 'pins', channel] as const,
  allDecisions: ['messages', 'decisions'] as const,
  decisions: (project: Id) => ['messages', 'decisions', project] as const,
  allVersions: ['messages', 'versions'] as const,
  versions: (message: Id, etag: string) => ['messages', 'versions', message, etag] as const,
  /** What was found, here and by the search over everything. */
  found: ['messages', 'found'] as const,
  allPeople: ['messages', 'people'] as const,
  people: (channel: Id) => ['messages', 'people', channel] as const,
  /** Who reads a channel, of those whose words begin so. */
  readers: (channel: Id, typed: string) => ['messages', 'people', channel, 'readers', typed] as const,
  /** Which messages I keep, and how. */
  marks: ['messages', 'marks'] as const,
  saved: ['messages', 'saved'] as const,
  reminders: ['messages', 'reminders'] as const,
  /** What I chose in a poll, and who chose what. */
  vote: (channel: Id, message: Id) => ['messages', 'vote', channel, message] as const,
  votes: (channel: Id, message: Id) => ['messages', 'votes', channel, message] as const,
  /** The words of which I am told. */
  keywords: ['messages', 'keywords'] as const,
  /** How my projects are called, to choose a channel among all. */
  projectNames: ['messages', 'project-names'] as const,
  allCatchUp: ['messages', 'catch-up'] as const,
  /** What happened since a moment. */
  catchUp: (since: string) => ['messages', 'catch-up', since] as const,
  /** What I was told of being named, and have not read. */
  calls: ['messages', 'calls'] as const,
  /** What I wrote for later. */
  scheduled: ['messages', 'scheduled'] as const,
  allAutomates: ['messages', 'automates'] as const,
  /** The programs of a channel. */
  automates: (channel: Id) => ['messages', 'automates', channel] as const,
  /** Who can be named in a project. */
  members: (project: Id) => ['messages', 'members', project] as const,
  /** Cards of everyone met in messages. */
  cards: ['messages', 'cards'] as const,
}
