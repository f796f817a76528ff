// SPDX-License-Identifier: EUPL-1.2
import { Fragment, type ReactNode } from 'react'

const HOLES = /\{(\w+)\}/

/**
 * A sentence of the catalogue with elements in its holes: `<Rich text="{who} a invité {person}" parts={…} />`.
 * Each language keeps its own order of words, and no markup travels through the catalogue.
 */
export function Rich({ text, parts }: { text: string; parts: Readonly<Record<string, ReactNode>> }) {
  return text.split(HOLES).map((piece, index) =>
    // The odd pieces are the names of the holes. A sentence never changes its number of pieces: the index is the identity.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    index % 2 === 1 ? <Fragment key={index}>{parts[piece]}</Fragment> : piece,
  )
}

/** The same sentence as plain words, for what is spoken or put in a label. */
export const plain = (text: string, parts: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => parts[name] ?? hole)
