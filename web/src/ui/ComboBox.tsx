// SPDX-License-Identifier: EUPL-1.2

import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox as Widget } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { cx } from '@/lib/cx'
import { FieldError, type FieldFrameProps } from './Field'
import f from './Field.module.css'
import { useCheck } from './Form'
import m from './overlay.module.css'
import { Spinner } from './Spinner'
import { useUiTexts } from './texts'

/** What a list of suggestions holds: an area adds what it needs to draw a line. */
export interface ComboItem {
  id: string
  label: string
  description?: string
  isDisabled?: boolean
}

export interface ComboBoxProps<Item extends ComboItem> extends FieldFrameProps {
  /** What is typed: the area looks for it (after a short pause) and gives `items`. */
  text: string
  onTextChange: (text: string) => void
  /** Already filtered, best first. */
  items: readonly Item[]
  value: string | null
  onChange: (item: Item | null) => void
  /** Before the words: an avatar, a project's icon. */
  renderBefore?: (item: Item) => ReactNode
  isLoading?: boolean
  /** Instead of « Aucun résultat ». */
  emptyText?: string
  placeholder?: string
  isRequired?: boolean
  isDisabled?: boolean
  autoFocus?: boolean
  /** Suggests before anything is typed. */
  opensOnFocus?: boolean
  size?: 'sm' | 'md'
  id?: string
}

/** A choice in a list too long to show: typing narrows it. */
export function ComboBox<Item extends ComboItem>(props: ComboBoxProps<Item>) {
  const { label, text, onTextChange, items, value, onChange, hint } = props
  const t = useUiTexts()
  const error = useId()
  const own = useCheck(() => (props.isRequired && value === null ? t.fields.required : undefined))
  const wrong = props.error ?? own
  return (
    <Widget
      className={f.field ?? ''}
      items={items}
      inputValue={text}
      onInputChange={onTextChange}
      selectedKey={value}
      onSelectionChange={(key) => onChange(items.find((it) => it.id === key) ?? null)}
      // The list arrives filtered, by a server that knows accents and neighbours.
      defaultFilter={always}
      allowsEmptyCollection
      menuTrigger={props.opensOnFocus ? 'focus' : 'input'}
      isInvalid={Boolean(wrong)}
      {...(props.isDisabled ? { isDisabled: true } : {})}
      {...(props.id ? { id: props.id } : {})}
      {...(props.isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!props.isLabelHidden && (
        <Label className={f.label ?? ''}>
          {label}
          {props.isOptional && <span className={f.optional}> {t.optional}</span>}
        </Label>
      )}
      <div className={cx(f.box, f.frame, props.size === 'sm' && f.small)}>
        <Input
          className={f.inner ?? ''}
          autoFocus={props.autoFocus ?? false}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
        />
        {props.isLoading && <Spinner />}
        <Button className={f.inside ?? ''} aria-label={t.fields.openList}>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
      </div>
      {hint && (
        <Text slot="description" className={f.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Text slot="errorMessage" elementType="div" className={m.contents ?? ''}>
        <FieldError id={error} error={wrong} />
      </Text>
      <Suggestions
        items={items}
        renderBefore={props.renderBefore}
        isLoading={props.isLoading}
        emptyText={props.emptyText}
      />
    </Widget>
  )
}

export const always = () => true

interface SuggestionsProps<Item extends ComboItem> {
  items: readonly Item[]
  renderBefore?: ((item: Item) => ReactNode) | undefined
  isLoading?: boolean | undefined
  emptyText?: string | undefined
}

/** The list under a combobox or a picker. */
export function Suggestions<Item extends ComboItem>({ renderBefore, isLoading, emptyText }: SuggestionsProps<Item>) {
  const t = useUiTexts()
  return (
    <Popover className={cx(m.surface, m.asWide)} offset={4}>
      <ListBox<Item>
        className={m.list ?? ''}
        renderEmptyState={() => (
          <div className={m.nothing}>{isLoading ? t.loading : (emptyText ?? t.fields.noResult)}</div>
        )}
      >
        {(item) => (
          <ListBoxItem
            id={item.id}
            textValue={item.label}
            className={m.item ?? ''}
            {...(item.isDisabled ? { isDisabled: true } : {})}
          >
            {renderBefore?.(item)}
            <span className={m.itemWords}>
              {item.label}
              {item.description && <span className={m.description}>{item.description}</span>}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  )
}
