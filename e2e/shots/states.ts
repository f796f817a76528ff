// SPDX-License-Identifier: EUPL-1.2
// What a screen becomes under a person's hands: dialogs, menus, refusals, nothing to show, no network.
import { accounts } from './states/accounts'
import { administration } from './states/administration'
import { messages } from './states/messages'
import { projects } from './states/projects'
import { shell } from './states/shell'
import type { State } from './states/state'

export type { State } from './states/state'

export const states: readonly State[] = [...shell, ...accounts, ...projects, ...messages, ...administration]
