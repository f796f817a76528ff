// SPDX-License-Identifier: EUPL-1.2
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, Dialog, Form, ProblemLine, RadioGroup, toast } from '@/ui'
import s from './dialogs.module.css'
import { useTakeReaders, useTakeWhole } from './exportQueries'
import { useTalk } from './talk'
import { useTexts } from './texts'

/** Takes a whole channel away: for those who manage it, and for the people of a conversation. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts()
  const { channel, name } = useTalk()
  const [format, setFormat] = useState<'html' | 'json' | 'readers'>('html')
  const take = useTakeWhole()
  const takeReaders = useTakeReaders()
  const closed = useRef<AbortController | null>(null)
  useEffect(() => () => closed.current?.abort(), [])
  const isDirect = channel.kind === 'direct'
  const download = () => {
    const onSuccess = () => {
      toast({ text: t.export.begun })
      onClose()
    }
    if (format === 'readers') {
      takeReaders.mutate({ channel: channel.id, name: t.export.readersFile(name) }, { onSuccess })
      return
    }
    closed.current = new AbortController()
    take.mutate({ channel: channel.id, name, format, signal: closed.current.signal }, { onSuccess })
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
          <Button
            variant="primary"
            icon={Download}
            type="submit"
            form="exporter"
            isBusy={take.isPending || takeReaders.isPending}
          >
            {t.export.submit}
          </Button>
        </>
      }
    >
      <Form id="exporter" onSubmit={download}>
        {format !== 'readers' && <p className={s.intro}>{isDirect ? t.export.introConversation : t.export.intro}</p>}
        <RadioGroup
          label={t.export.format}
          value={format}
          onChange={setFormat}
          options={[
            { id: 'html', label: t.export.html, description: t.export.htmlText },
            { id: 'json', label: t.export.json, description: t.export.jsonText },
            // Who is in a conversation stands in its title.
            ...(isDirect
              ? []
              : [{ id: 'readers' as const, label: t.export.readers, description: t.export.readersText }]),
          ]}
        />
        <ProblemLine problem={format === 'readers' ? takeReaders.error : take.error} />
      </Form>
    </Dialog>
  )
}
