// SPDX-License-Identifier: EUPL-1.2
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, Dialog, Form, ProblemLine, RadioGroup, toast } from '@/ui'
import s from './dialogs.module.css'
import { useTakeWhole } from './exportQueries'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** Takes a whole channel away: for those who manage it, and for the people of a conversation. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const { channel, name } = useTalk()
  const [format, setFormat] = useState<'html' | 'json'>('html')
  const take = useTakeWhole()
  const closed = useRef<AbortController | null>(null)
  useEffect(() => () => closed.current?.abort(), [])
  const isDirect = channel.kind === 'direct'
  const download = () => {
    closed.current = new AbortController()
    take.mutate(
      { channel: channel.id, name, format, signal: closed.current.signal },
      {
        onSuccess: () => {
          toast({ text: t.export.begun })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={isDirect ? t.export.conversation : t.export.title}
      isOpen
      onClose={onClose}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{t.export.close}</Button>
          <Button variant="primary" icon={Download} type="submit" form="exporter" isBusy={take.isPending}>
            {t.export.submit}
          </Button>
        </>
      }
    >
      <Form id="exporter" onSubmit={download}>
        <p className={s.intro}>{isDirect ? t.export.introConversation : t.export.intro}</p>
        <RadioGroup
          label={t.export.format}
          value={format}
          onChange={setFormat}
          options={[
            { id: 'html', label: t.export.html, description: t.export.htmlText },
            { id: 'json', label: t.export.json, description: t.export.jsonText },
          ]}
        />
        <ProblemLine problem={take.error} />
      </Form>
    </Dialog>
  )
}
