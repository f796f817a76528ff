// SPDX-License-Identifier: EUPL-1.2

import type { LucideProps } from 'lucide-react'
import { type ComponentType, isValidElement, type ReactElement, type ReactNode } from 'react'

/** An icon of lucide by its component (`icon={Plus}`), drawn at the size of its place, or a ready element. */
export type IconLike = ComponentType<LucideProps> | ReactElement

export function drawIcon(icon: IconLike | undefined, size = 16): ReactNode {
  if (icon === undefined) return null
  if (isValidElement(icon)) return icon
  const Drawing = icon as ComponentType<LucideProps>
  return <Drawing size={size} strokeWidth={1.75} aria-hidden="true" />
}
