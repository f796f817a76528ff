// SPDX-License-Identifier: EUPL-1.2

import {
  createContext,
  type FormEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { cx } from '@/lib/cx'
import s from './Form.module.css'

/** Says what is wrong with a field's present value, or nothing. */
type Check = () => string | undefined

interface FormState {
  /** How many times the person has tried to send: a field complains only after the first. */
  attempts: number
  register: (check: Check) => () => void
}

const FormContext = createContext<FormState | undefined>(undefined)

export interface FormProps {
  onSubmit: () => void
  children: ReactNode
  id?: string
  /** Names the form when there is no heading right before it. */
  label?: string
  /** Fields one under the other with the usual distance. Off when the form lays itself out. */
  isStacked?: boolean
}

/**
 * A native form. It is sent only when every field of it accepts its value; otherwise, and when the server's
 * refusal marks a field, the focus goes to the first field in error.
 */
export function Form({ onSubmit, children, id, label, isStacked = true }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const checks = useRef(new Set<Check>())
  const [attempts, setAttempts] = useState(0)
  const seeksError = useRef(false)

  const register = useCallback((check: Check) => {
    checks.current.add(check)
    return () => {
      checks.current.delete(check)
    }
  }, [])
  const state = useMemo(() => ({ attempts, register }), [attempts, register])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A form in a dialog is, for React, inside the form behind it.
    event.stopPropagation()
    seeksError.current = true
    setAttempts(attempts + 1)
    const isAccepted = [...checks.current].every((check) => check() === undefined)
    if (isAccepted) onSubmit()
  }

  // After each drawing, because the server's answer marks fields some time after sending.
  useEffect(() => {
    if (!seeksError.current) return
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(:disabled)')
    if (!first) return
    seeksError.current = false
    first.focus()
  })

  return (
    <FormContext value={state}>
      <form
        ref={form}
        id={id}
        aria-label={label}
        noValidate
        className={cx(isStacked && s.stack)}
        onSubmit={submit}
        // The person has gone on: the focus is theirs again.
        onInput={() => {
          seeksError.current = false
        }}
      >
        {children}
      </form>
    </FormContext>
  )
}

/** The buttons at the end of a form; the main one comes last and, on a small screen, takes the whole width. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className={s.actions}>{children}</div>
}

/** For the fields: their own complaint, once the person has tried to send the form. */
export function useCheck(check: Check): string | undefined {
  const form = useContext(FormContext)
  const latest = useRef(check)
  useEffect(() => {
    latest.current = check
  })
  const register = form?.register
  useEffect(() => register?.(() => latest.current()), [register])
  return form && form.attempts > 0 ? check() : undefined
}
