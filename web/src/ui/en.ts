// SPDX-License-Identifier: EUPL-1.2

import type { Texts } from '@/lib/i18n'
import { inEnglish } from '../lib/counts'
import type fr from './fr'

const { grouped } = inEnglish

export const en: Texts<typeof fr> = {
  close: 'Close',
  optional: '(optional)',
  busy: 'In progress',
  chosen: 'selected',
  loading: 'Loading',
  more: 'More actions',
  newWindow: 'new window',
  fields: {
    required: 'This field is required.',
    email: 'This address is incomplete. Example: first.last@city.example.',
    number: 'Enter a number. Example: 12.',
    time: 'Enter a complete time. Example: 9:30.',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    clearSearch: 'Clear the search',
    counter: (used, max) => `${used} of ${max} characters`,
    charactersLeft: (left) => (left === 1 ? '1 character left.' : `${left} characters left.`),
    increase: 'Increase',
    decrease: 'Decrease',
    choose: 'Choose',
    openList: 'Open the list',
    noResult: 'No result',
    results: (n) => (n === 1 ? '1 result' : `${grouped(n)} results`),
    remove: (name) => `Remove ${name}`,
    openCalendar: 'Open the calendar',
    clearDate: 'Clear the date',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
  },
  confirm: { keep: 'Keep' },
  secret: {
    once: 'Copy it now: it will never be shown again.',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'Copying is not possible here: select the text.',
  },
  toast: { region: 'Messages', dismiss: 'Hide the message' },
  people: {
    presence: {
      online: 'available',
      busy: 'do not disturb',
      away: 'away',
      offline: 'offline',
    },
    external: 'External guest',
    andOthers: (names, n) => `${names} and ${n === 1 ? '1 other person' : `${grouped(n)} other people`}`,
  },
  table: {
    actions: 'Actions',
    selection: 'Selection',
    selectAll: 'Select all',
    select: (name) => `Select ${name}`,
    selected: (n) => (n === 1 ? '1 item selected' : `${grouped(n)} items selected`),
    clearSelection: 'Clear the selection',
    bulk: 'Actions on the selection',
  },
  loadMore: {
    more: 'Show more',
    loading: 'Loading more',
    shown: (shown, total) => `${shown} of ${total}`,
  },
  breadcrumbs: 'Breadcrumb',
  panel: {
    close: 'Close the panel',
    previous: 'Previous item',
    next: 'Next item',
  },
  tree: { expand: (name) => `Expand ${name}`, collapse: (name) => `Collapse ${name}` },
  fileDrop: {
    choose: 'Choose a file',
    chooseMany: 'Choose files',
    orDrop: 'or drop it here',
    orDropMany: 'or drop them here',
    refusedType: (name) => `“${name}” has the wrong format.`,
    tooLarge: (name, max) => `“${name}” is too large: ${max} at most.`,
  },
}
