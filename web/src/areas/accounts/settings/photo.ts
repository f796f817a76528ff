// SPDX-License-Identifier: EUPL-1.2

/** The server's limit: a photo beyond it is refused before it is read. */
export const PHOTO_MAX_BYTES = 5 * 1024 * 1024
const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']

/** What makes a file unfit, known before it is sent. */
export function photoFault(file: { type: string; size: number }): 'type' | 'size' | null {
  if (!TYPES.includes(file.type)) return 'type'
  return file.size > PHOTO_MAX_BYTES ? 'size' : null
}
