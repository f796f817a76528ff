// SPDX-License-Identifier: EUPL-1.2
import { type DragEvent, useRef, useState } from 'react'
import type { Id } from '@/api/types'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')

const folderUnder = (event: DragEvent): Id | null =>
  event.target instanceof Element ? (event.target.closest<HTMLElement>('[data-folder]')?.dataset.folder ?? null) : null

/** Files and folders let go over a part of the page; over a folder in it, they go into that one. */
export function useDropped(isOn: boolean, onDrop: (transfer: DataTransfer, into: Id | null) => void) {
  const [over, setOver] = useState<{ into: Id | null } | null>(null)
  // What is inside says that it is entered before what is around it says that it is left.
  const depth = useRef(0)
  const end = () => {
    depth.current = 0
    setOver(null)
  }
  const handlers = isOn
    ? {
        onDragEnter: (event: DragEvent) => {
          if (!hasFiles(event)) return
          depth.current += 1
          setOver({ into: folderUnder(event) })
        },
        onDragOver: (event: DragEvent) => {
          if (!hasFiles(event)) return
          event.preventDefault()
          event.dataTransfer.dropEffect = 'copy'
        },
        onDragLeave: (event: DragEvent) => {
          if (!hasFiles(event)) return
          depth.current -= 1
          if (depth.current <= 0) end()
        },
        onDrop: (event: DragEvent) => {
          if (!hasFiles(event)) return
          event.preventDefault()
          const into = folderUnder(event)
          end()
          onDrop(event.dataTransfer, into)
        },
      }
    : {}
  return { handlers, isOver: over !== null, into: over?.into ?? null }
}
