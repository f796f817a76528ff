// SPDX-License-Identifier: EUPL-1.2

import { X } from 'lucide-react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from '@/lib/cx'
import { IconButton } from './Button'
import type { DialogProps } from './Dialog'
import s from './overlay.module.css'
import { useUiTexts } from './texts'

export default function DialogOverlay(props: DialogProps) {
  const { title, isOpen, onClose, children, footer, size = 'md', isHigh, isBare } = props
  const t = useUiTexts()
  return (
    <ModalOverlay
      className={cx(s.scrim, isHigh && s.top)}
      isOpen={isOpen}
      isDismissable
      shouldCloseOnInteractOutside={() => !props.keepsOnOutsidePress}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={cx(s.modal, s[size])}>
        <Dialog className={s.dialog ?? ''} {...(isBare ? { 'aria-label': title } : {})}>
          {isBare ? (
            children
          ) : (
            <>
              <header className={s.head}>
                <Heading slot="title" level={2} className={s.title ?? ''}>
                  {title}
                </Heading>
                <IconButton label={t.close} icon={X} onPress={onClose} />
              </header>
              <div className={s.body}>{children}</div>
              {footer && <footer className={s.foot}>{footer}</footer>}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
