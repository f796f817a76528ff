// SPDX-License-Identifier: EUPL-1.2

import { useEffect, useId, useRef } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from '@/lib/cx'
import { Button } from './Button'
import type { Question } from './confirm'
import s from './overlay.module.css'
import { useUiTexts } from './texts'

interface ConfirmOverlayProps {
  question: Question
  onAnswer: (isConfirmed: boolean) => void
}

export default function ConfirmOverlay({ question, onAnswer }: ConfirmOverlayProps) {
  const t = useUiTexts()
  const body = useId()
  const safe = useRef<HTMLElement>(null)
  // A dialog below takes the focus back once, before this one holds it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => safe.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <ModalOverlay
      className={s.scrim ?? ''}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onAnswer(false)
      }}
    >
      <Modal className={cx(s.modal, s.sm)}>
        <Dialog role="alertdialog" className={s.dialog ?? ''} aria-describedby={body}>
          <Heading slot="title" level={2} className={s.question ?? ''}>
            {question.title}
          </Heading>
          <div className={s.answer} id={body}>
            {question.body}
          </div>
          <footer className={s.foot}>
            <Button ref={safe} autoFocus onPress={() => onAnswer(false)}>
              {question.keepLabel ?? t.confirm.keep}
            </Button>
            <Button variant={question.isDanger ? 'danger' : 'primary'} onPress={() => onAnswer(true)}>
              {question.confirmLabel}
            </Button>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
