// SPDX-License-Identifier: EUPL-1.2
// The words of which one is told, in the settings.

import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { asProblem, fieldSentences } from '@/api/problem'
import { useApiTexts } from '@/api/texts'
import { announce, Button, Card, Form, IconButton, ProblemLine, Skeleton, TextField, toast, useKeptFocus } from '@/ui'
import { NotLoadedLine } from './AskAgain'
import s from './KeywordSettings.module.css'
import { keywords, useSetKeywords } from './keywordQueries'
import { failed } from './problems'
import { useTexts } from './texts'

/** As the server has it. Source: KEYWORDS_MAX of the messages area. */
const KEYWORDS_MAX = 20

export function KeywordSettings() {
  const t = useTexts().keywords
  const api = useApiTexts()
  const query = useQuery(keywords)
  const put = useSetKeywords()
  const drop = useSetKeywords()
  const [text, setText] = useState('')
  const kept = useKeptFocus<HTMLDivElement>((piece) =>
    piece.querySelector('li') ? null : piece.querySelector('input'),
  )
  const words = query.data
  const latest = useRef(words)
  latest.current = words
  const faults = fieldSentences(put.error ? asProblem(put.error) : null, api)
  const add = () => {
    const word = text.trim()
    if (!words || word === '') return
    put.mutate([...words, word], {
      onSuccess: () => {
        setText('')
        announce(t.added(word))
      },
    })
  }
  const remove = (word: string) => {
    if (!words) return
    const at = words.indexOf(word)
    // Where it stood, beside what was added meanwhile.
    const undo = () => {
      const now = latest.current ?? []
      if (!now.includes(word)) drop.mutate([...now.slice(0, at), word, ...now.slice(at)], { onError: failed })
    }
    drop.mutate(
      words.filter((it) => it !== word),
      {
        onSuccess: () => toast({ text: t.removed(word), action: { label: t.undo, onAction: undo } }),
        onError: failed,
      },
    )
  }
  return (
    <Card title={t.title}>
      <div ref={kept} className={s.piece}>
        <p className={s.text}>{t.text}</p>
        {query.isError && !words && <NotLoadedLine query={query} />}
        {!words && !query.isError && <Skeleton lines={2} />}
        {words && (
          <>
            {words.length === 0 ? (
              <p className={s.text}>{t.none}</p>
            ) : (
              <ul className={s.words} aria-label={t.list}>
                {words.map((word) => (
                  <li key={word}>
                    <span>{word}</span>
                    <IconButton size="sm" icon={X} label={t.remove(word)} onPress={() => remove(word)} />
                  </li>
                ))}
              </ul>
            )}
            {words.length < KEYWORDS_MAX ? (
              <Form onSubmit={add}>
                <div className={s.add}>
                  <TextField
                    label={t.word}
                    hint={t.hint}
                    value={text}
                    onChange={setText}
                    error={faults.words ?? null}
                    maxLength={60}
                  />
                  <Button type="submit" isBusy={put.isPending}>
                    {t.add}
                  </Button>
                </div>
                {!faults.words && <ProblemLine problem={put.error} />}
              </Form>
            ) : (
              <p className={s.text}>{t.full}</p>
            )}
          </>
        )}
      </div>
    </Card>
  )
}
