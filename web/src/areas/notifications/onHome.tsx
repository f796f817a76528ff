// SPDX-License-Identifier: EUPL-1.2
import { ForYou } from './ForYou'

/** What this area brings to the home page. */
export const onHome = [{ place: 'aside', order: 10, Piece: ForYou }]
