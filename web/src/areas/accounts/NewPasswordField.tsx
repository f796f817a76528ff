// SPDX-License-Identifier: EUPL-1.2
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { PasswordField } from '@/ui'
import { useInstance } from '../../api/me'
import s from './forms.module.css'
import { type Advice, adviseOn } from './password'
import { type AccountTexts, useTexts } from './texts'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  /** What others know of the person. */
  about?: readonly string[]
  isAdmin?: boolean
}

/** A password being chosen: the rule before, then what would make it better, in words, as it is typed. */
export function NewPasswordField({ label, value, onChange, error, about = [], isAdmin = false }: Props) {
  const t = useTexts()
  const rules = useInstance()?.password
  const minLength = (isAdmin ? rules?.admin_min_length : rules?.min_length) ?? (isAdmin ? 16 : 12)
  const advice = adviseOn(value, minLength, about)
  return (
    <div>
      <PasswordField
        label={label}
        autoComplete="new-password"
        hint={t.rules.atLeast(minLength)}
        value={value}
        onChange={onChange}
        error={error}
        isRequired
      />
      {/* Always there, so that its words are heard when they come. */}
      <p
        className={advice ? `${s.advice} ${s[toneOf(advice)] ?? ''}` : s.advice}
        role="status"
        aria-label={t.rules.status}
      >
        {advice && (
          <>
            {drawing(advice)}
            <span>{words(advice, t)}</span>
          </>
        )}
      </p>
    </div>
  )
}

const toneOf = (advice: Advice): 'good' | 'poor' | 'plain' =>
  advice.kind === 'strong' || advice.kind === 'fair' ? 'good' : advice.kind === 'missing' ? 'plain' : 'poor'

function drawing(advice: Advice) {
  const Drawing = { good: CircleCheck, poor: TriangleAlert, plain: Info }[toneOf(advice)]
  return <Drawing size={15} strokeWidth={1.75} aria-hidden="true" />
}

function words(advice: Advice, t: AccountTexts): string {
  return advice.kind === 'missing' ? t.rules.missing(advice.characters) : t.rules[advice.kind]
}
