// SPDX-License-Identifier: EUPL-1.2
// The notices of the browser, on this device: asked for here, by a press, and nowhere else.

import { useState } from 'react'
import { useMe } from '@/api/me'
import { announce, Button, Card, Checkbox, Notice, Switch } from '@/ui'
import css from './NotificationSettings.module.css'
import { askNoticePermission, chooseNotices, type NoticeChoice, useNoticeChoice, useNoticePermission } from './notices'
import { show } from './showNotices'
import { useTexts } from './texts'

export function BrowserNotices() {
  const t = useTexts()
  const { account } = useMe()
  const choice = useNoticeChoice(account.id)
  const permission = useNoticePermission()
  /** The browser's question was closed without an answer. */
  const [isDismissed, setDismissed] = useState(false)
  const isOn = choice.isOn && permission === 'granted'

  const choose = (next: NoticeChoice) => {
    chooseNotices(account.id, next)
    announce(t.rhythm.saved)
  }
  const turn = async (on: boolean) => {
    setDismissed(false)
    if (!on) return choose({ ...choice, isOn: false })
    const answer = await askNoticePermission()
    if (answer === 'granted') choose({ ...choice, isOn: true })
    else if (answer === 'default') setDismissed(true)
  }
  const attempt = () =>
    void show(
      {
        title: t.notices.sampleTitle,
        body: t.notices.sampleBody,
        tag: 'essai',
        href: '/reglages/notifications',
        id: '',
      },
      () => {},
    )

  return (
    <Card title={t.notices.title}>
      <div className={css.quiet}>
        <Switch
          label={t.notices.on}
          hint={t.notices.intro}
          isSpread
          isSelected={isOn}
          isDisabled={permission === 'unsupported'}
          onChange={(on) => void turn(on)}
        />
        {permission === 'unsupported' && <Notice>{t.notices.unsupported}</Notice>}
        {permission === 'denied' && <Notice tone="warning">{t.notices.refused}</Notice>}
        {isDismissed && permission === 'default' && <Notice>{t.notices.dismissed}</Notice>}
        {isOn && (
          <>
            <Checkbox
              label={t.notices.content}
              hint={t.notices.contentHint}
              isSelected={choice.hasContent}
              onChange={(hasContent) => choose({ ...choice, hasContent })}
            />
            <p className={css.intro}>{t.notices.respects}</p>
            <div className={css.save}>
              <Button size="sm" onPress={attempt}>
                {t.notices.attempt}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  )
}
