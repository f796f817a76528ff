// SPDX-License-Identifier: EUPL-1.2
// The home page is made of pieces that the areas bring: an area that has something to say there exports `onHome` from
// `onHome.tsx`. The page knows none of them, so that tasks, agenda and messages come by adding a file.

import type { ComponentType } from 'react'

export interface HomePiece {
  place: 'main' | 'aside'
  /** Lower comes first. */
  order: number
  Piece: ComponentType
}

const brought = import.meta.glob<{ onHome: readonly HomePiece[] }>('../*/onHome.tsx', { eager: true })

export const pieces: readonly HomePiece[] = Object.values(brought)
  .flatMap((it) => it.onHome)
  .sort((a, b) => a.order - b.order)
