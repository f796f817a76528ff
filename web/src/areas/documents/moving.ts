// SPDX-License-Identifier: EUPL-1.2
// Putting several entries into another folder. What stands there under the same name is never replaced.

import { isProblem } from '@/api/problem'
import type { Entry, Id } from '@/api/types'
import { numbered } from './names'
import { place } from './queries'
import { together } from './together'

export interface Moved {
  done: Entry[]
  /** Their names are taken there: the person chooses. */
  taken: Entry[]
  failed: { it: Entry; why: unknown }[]
}

/** More of the same name than this is not somebody keeping two. */
const NUMBERS_MAX = 200

async function numberedInto(entry: Entry, folder: Id): Promise<void> {
  for (let number = 2; ; number += 1) {
    try {
      await place(entry.id, folder, numbered(entry.name, number))
      return
    } catch (why) {
      if (!isProblem(why, 'document.name_taken') || number > NUMBERS_MAX) throw why
    }
  }
}

export async function moveInto(entries: readonly Entry[], folder: Id, isNumbered = false): Promise<Moved> {
  const { done, failed } = await together(entries, (it) =>
    isNumbered ? numberedInto(it, folder) : place(it.id, folder),
  )
  const isTaken = (why: unknown) => !isNumbered && isProblem(why, 'document.name_taken')
  return {
    done,
    taken: failed.filter((it) => isTaken(it.why)).map((it) => it.it),
    failed: failed.filter((it) => !isTaken(it.why)),
  }
}
