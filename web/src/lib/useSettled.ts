// SPDX-License-Identifier: EUPL-1.2
import { useEffect, useRef, useState } from 'react'

/** Long enough to type a word, short enough to feel immediate. */
const TYPING_MS = 250

/** A text being typed, told to `settle` once the typing pauses. `from` is the value outside, e.g. in the address. */
export function useSettled(from: string, settle: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(from)
  const last = useRef(from)
  const tell = useRef(settle)
  tell.current = settle

  // The value changed outside (filters cleared, back): the field follows, unless it is what was just told.
  useEffect(() => {
    if (from !== last.current) {
      last.current = from
      setText(from)
    }
  }, [from])

  useEffect(() => {
    if (text === last.current) return
    const timer = setTimeout(() => {
      last.current = text
      tell.current(text)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])

  return [text, setText]
}

/** The value once it has stopped changing: for requests that follow the typing. */
export function usePaused<T>(value: T, pauseMs = TYPING_MS): T {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return paused
}
