// SPDX-License-Identifier: EUPL-1.2
import { CatchUpCard } from './CatchUpCard'

/** What this area brings to the home page. */
export const onHome = [{ place: 'aside', order: 5, Piece: CatchUpCard }]
