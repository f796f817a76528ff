// SPDX-License-Identifier: EUPL-1.2

import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { ComboBox as Widget } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { cx } from '@/lib/cx'
import { announce } from './announce'
import { always, type ComboItem, Suggestions } from './ComboBox'
import { FieldError, type FieldFrameProps } from './Field'
import f from './Field.module.css'
import { useCheck } from './Form'
import m from './overlay.module.css'
import { Spinner } from './Spinner'
import s from './TokenPicker.module.css'
import { useUiTexts } from './texts'

export interface TokenPickerProps<Item extends ComboItem> extends FieldFrameProps {
  chosen: readonly Item[]
  onChange: (chosen: Item[]) => void
  text: string
  onTextChange: (text: string) => void
  /** Suggestions, already filtered. Those already chosen are left out here. */
  items: readonly Item[]
  renderBefore?: (item: Item) => ReactNode
  /** Turns typed text into an item on Enter, comma, or leaving: an address that is in no list. */
  fromText?: (text: string) => Item | null
  isLoading?: boolean
  emptyText?: string
  placeholder?: string
  isRequired?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
  opensOnFocus?: boolean
}

/** Several people, groups or labels, in one field. Backspace in an empty field takes the last one away. */
export function TokenPicker<Item extends ComboItem>(props: TokenPickerProps<Item>) {
  const { label, chosen, onChange, text, onTextChange, items, hint, fromText } = props
  const t = useUiTexts()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const own = useCheck(() => (props.isRequired && chosen.length === 0 ? t.fields.required : undefined))
  const wrong = props.error ?? own
  const isChosen = new Set(chosen.map((it) => it.id))
  const hasText = text.trim() !== ''
  const proposed = items.filter((it) => !isChosen.has(it.id))

  const add = (item: Item | null | undefined) => {
    if (!item) return false
    onTextChange('')
    if (!isChosen.has(item.id)) onChange([...chosen, item])
    return true
  }
  const remove = (item: Item) => {
    onChange(chosen.filter((it) => it.id !== item.id))
    announce(t.fields.remove(item.label))
    input.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = chosen.at(-1)
    if (event.key === 'Backspace' && text === '' && last) remove(last)
    // Enter on a suggestion is the list's; it is ours when no line of it is pointed at.
    const isPointing = input.current?.hasAttribute('aria-activedescendant') ?? false
    if (((event.key === 'Enter' && !isPointing) || event.key === ',' || event.key === ';') && text.trim() !== '') {
      if (add(fromText?.(text.trim()))) event.preventDefault()
    }
  }
  return (
    <Widget
      className={f.field ?? ''}
      items={proposed}
      inputValue={text}
      onInputChange={onTextChange}
      // Choosing adds and leaves the field empty for the next.
      selectedKey={null}
      onSelectionChange={(key) => {
        add(proposed.find((it) => it.id === key))
      }}
      defaultFilter={always}
      // Open while the suggestions are on their way: they may come after the last key.
      allowsEmptyCollection={hasText && (props.isLoading || !fromText)}
      allowsCustomValue
      // The field emptied by a choice is not somebody typing: the list stays closed.
      menuTrigger={props.opensOnFocus ? 'focus' : hasText ? 'input' : 'manual'}
      isInvalid={Boolean(wrong)}
      {...(props.isDisabled ? { isDisabled: true } : {})}
      {...(props.isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!props.isLabelHidden && (
        <Label className={f.label ?? ''}>
          {label}
          {props.isOptional && <span className={f.optional}> {t.optional}</span>}
        </Label>
      )}
      <div className={cx(f.box, f.frame, s.box)}>
        {chosen.length > 0 && (
          <ul className={s.tokens} aria-label={label}>
            {chosen.map((item) => (
              <li key={item.id} className={s.token}>
                {props.renderBefore?.(item)}
                <span className={s.name}>{item.label}</span>
                <button
                  type="button"
                  className={s.remove}
                  aria-label={t.fields.remove(item.label)}
                  disabled={props.isDisabled}
                  onClick={() => remove(item)}
                >
                  <X size={14} strokeWidth={2} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Input
          ref={input}
          className={cx(f.inner, s.input)}
          onKeyDown={press}
          onBlur={() => {
            if (text.trim() !== '') add(fromText?.(text.trim()))
          }}
          autoFocus={props.autoFocus ?? false}
          {...(props.placeholder && chosen.length === 0 ? { placeholder: props.placeholder } : {})}
        />
        {props.isLoading && <Spinner />}
      </div>
      {hint && (
        <Text slot="description" className={f.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Text slot="errorMessage" elementType="div" className={m.contents ?? ''}>
        <FieldError id={`${id}-error`} error={wrong} />
      </Text>
      <Suggestions
        items={proposed}
        renderBefore={props.renderBefore}
        isLoading={props.isLoading}
        emptyText={props.emptyText}
      />
    </Widget>
  )
}
