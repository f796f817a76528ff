// SPDX-License-Identifier: EUPL-1.2
import { HomeActivity, HomeProjects } from './HomePieces'

/** What this area brings to the home page. */
export const onHome = [
  { place: 'main', order: 20, Piece: HomeProjects },
  { place: 'main', order: 30, Piece: HomeActivity },
]
