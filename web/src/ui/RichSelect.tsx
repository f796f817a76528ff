// SPDX-License-Identifier: EUPL-1.2

import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { cx } from '@/lib/cx'
import { FieldError } from './Field'
import f from './Field.module.css'
import m from './overlay.module.css'
import type { SelectProps } from './Select'
import { useUiTexts } from './texts'

/** The list whose options carry an explanation. Loaded by `Select` when it is needed. */
export default function RichSelect(props: SelectProps<string>) {
  const { label, value, onChange, options, hint, error } = props
  const t = useUiTexts()
  return (
    <Select
      className={f.field ?? ''}
      selectedKey={value}
      onSelectionChange={(key) => {
        if (key !== null) onChange(String(key))
      }}
      isInvalid={Boolean(error)}
      placeholder={props.placeholder ?? t.fields.choose}
      {...(props.isDisabled ? { isDisabled: true } : {})}
      {...(props.name ? { name: props.name } : {})}
      {...(props.isLabelHidden ? { 'aria-label': label } : {})}
    >
      {!props.isLabelHidden && (
        <Label className={f.label ?? ''}>
          {label}
          {props.isOptional && <span className={f.optional}> {t.optional}</span>}
        </Label>
      )}
      <Button
        className={cx(f.box, m.opener, props.size === 'sm' && f.small)}
        {...(props.id ? { id: props.id } : {})}
        aria-invalid={error ? true : undefined}
      >
        <SelectValue className={m.chosen ?? ''}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? (props.placeholder ?? t.fields.choose) : selectedText)}
        </SelectValue>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
      </Button>
      {hint && (
        <Text slot="description" className={f.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Text slot="errorMessage" elementType="div" className={m.contents ?? ''}>
        <FieldError id={`${props.id ?? label}-error`} error={error} />
      </Text>
      <Popover className={cx(m.surface, m.asWide)} offset={4}>
        <ListBox className={m.list ?? ''} items={options}>
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              className={m.option ?? ''}
              {...(option.isDisabled ? { isDisabled: true } : {})}
            >
              {option.label}
              {option.description && <span className={m.description}>{option.description}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
