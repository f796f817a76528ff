// SPDX-License-Identifier: EUPL-1.2
// Where there is no server to show a page: what this person wrote and nobody has received yet, to be read and copied.

import { Copy } from 'lucide-react'
import { useId, useRef } from 'react'
import { announce, Button } from '@/ui'
import type { Id } from '../api/types'
import { useUnsent, type Written } from '../areas/messages/unsent'
import { useFormat } from '../lib/format'
import { useAppTexts } from './texts'
import s from './Unsent.module.css'

export function Unsent({ account }: { account: Id }) {
  const t = useAppTexts().unsent
  const { waiting, refused, drafts } = useUnsent(account)
  return (
    <>
      <Texts title={t.waiting} text={t.leaves} written={waiting} />
      <Texts title={t.refused} text={t.again} written={refused} />
      <Texts title={t.drafts} text={t.kept} written={drafts} />
    </>
  )
}

interface TextsProps {
  title: (n: number) => string
  text: (n: number) => string
  written: readonly Written[]
}

function Texts({ title, text, written }: TextsProps) {
  const id = useId()
  if (written.length === 0) return null
  return (
    <section className={s.section} aria-labelledby={id}>
      <h2 id={id} className={s.title}>
        {title(written.length)}
      </h2>
      <p>{text(written.length)}</p>
      <ul className={s.list}>
        {written.map((it) => (
          <OneText key={it.key} written={it} />
        ))}
      </ul>
    </section>
  )
}

function OneText({ written: { text, where, isAnswer, at } }: { written: Written }) {
  const t = useAppTexts().unsent
  const format = useFormat()
  const shown = useRef<HTMLParagraphElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      announce(t.copied)
    } catch {
      // Refused, or over plain HTTP: the keyboard copies what is selected.
      if (shown.current) getSelection()?.selectAllChildren(shown.current)
      announce(t.notCopied)
    }
  }
  return (
    <li className={s.item}>
      <p className={s.head}>
        {where && <b dir="auto">{where}</b>}
        {isAnswer && <span>{t.answer}</span>}
        {at !== null && (
          <time dateTime={new Date(at).toISOString()} title={format.fullDateTime(new Date(at))}>
            {format.dateTime(new Date(at))}
          </time>
        )}
      </p>
      <p ref={shown} className={s.text} dir="auto">
        {text}
      </p>
      <Button icon={Copy} variant="ghost" onPress={() => void copy()}>
        {t.copy}
      </Button>
    </li>
  )
}
