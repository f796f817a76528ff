// SPDX-License-Identifier: EUPL-1.2
// What each role may do in each module before any exception. The server decides; this table only lets a dialog say
// "by role: edit" while the role is still being chosen, and mirrors the policy of `crates/access`.

import type { Level, Levels, Module, Role } from '@/api/types'

export const MODULES: readonly Module[] = ['messages', 'tasks', 'files', 'pages', 'calendar', 'meetings']
export const ROLES: readonly Role[] = ['owner', 'manager', 'member', 'reader']

const LADDER: readonly Level[] = ['none', 'read', 'comment', 'write', 'manage']
const TASK_LADDER: readonly Level[] = ['none', 'own', 'read', 'comment', 'write', 'manage']

const PRESET: Record<Role, Level> = { owner: 'manage', manager: 'manage', member: 'write', reader: 'read' }

/** The levels that can be chosen for a module: only tasks know "own tasks", and an outsider never manages. */
export function levelsOf(module: Module, isExternal = false): readonly Level[] {
  const ladder = module === 'tasks' ? TASK_LADDER : LADDER
  return isExternal ? ladder.filter((it) => it !== 'manage') : ladder
}

/** What a role gives in every module. */
export function preset(role: Role): Levels {
  const level = PRESET[role]
  return { messages: level, tasks: level, files: level, pages: level, calendar: level, meetings: level }
}

/**
 * Sets one module, keeping only what differs from the role: choosing the role's own level again removes the exception,
 * so that a later change of role carries that module along.
 */
export function withLevel(role: Role, exceptions: Partial<Levels>, module: Module, level: Level): Partial<Levels> {
  const { [module]: _, ...rest } = exceptions
  return level === preset(role)[module] ? rest : { ...rest, [module]: level }
}

/** Exceptions that still are exceptions once the role has changed. */
export function prune(role: Role, exceptions: Partial<Levels>): Partial<Levels> {
  const given = preset(role)
  return Object.fromEntries(Object.entries(exceptions).filter(([module, level]) => given[module as Module] !== level))
}

/** Managers and owners hold every right: an exception on them would say less than it promises. */
export const mayHaveExceptions = (role: Role): boolean => role === 'member' || role === 'reader'
