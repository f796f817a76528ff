// SPDX-License-Identifier: EUPL-1.2
// The settings as they are being typed, and back. Kept apart from the screen so that the rules can be tested.

import type { Settings } from '@/api/types'
import { domainsOf, notADomain, textOf } from '../domains'

export const LINKS = ['accessibility', 'privacy', 'legal', 'help'] as const
export type LinkName = (typeof LINKS)[number]

export const EXTERNAL_DAYS_MAX = 3650

export interface SettingsDraft {
  instance_name: string
  default_language: Settings['default_language']
  default_time_zone: string
  access_requests_open: boolean
  email_domains: string
  projects_created_by: Settings['projects_created_by']
  externals_invited_by: Settings['externals_invited_by']
  external_max_days: number | null
  links: Record<LinkName, string>
}

export interface SettingsFaults {
  instance_name?: true
  /** The text that is not a domain. */
  email_domains?: string
  external_max_days?: true
  links: Partial<Record<LinkName, true>>
}

export function draftOf(settings: Settings): SettingsDraft {
  const { etag: _, email_domains, links, ...same } = settings
  return {
    ...same,
    email_domains: textOf(email_domains),
    links: {
      accessibility: links.accessibility ?? '',
      privacy: links.privacy ?? '',
      legal: links.legal ?? '',
      help: links.help ?? '',
    },
  }
}

/** `shown` is what the person was editing: its etag makes the server notice that someone else saved meanwhile. */
export function settingsOf(draft: SettingsDraft, shown: Settings): Settings {
  const link = (name: LinkName) => (draft.links[name].trim() === '' ? null : draft.links[name].trim())
  return {
    instance_name: draft.instance_name.trim(),
    default_language: draft.default_language,
    default_time_zone: draft.default_time_zone,
    access_requests_open: draft.access_requests_open,
    email_domains: domainsOf(draft.email_domains),
    projects_created_by: draft.projects_created_by,
    externals_invited_by: draft.externals_invited_by,
    external_max_days: draft.external_max_days,
    links: {
      accessibility: link('accessibility'),
      privacy: link('privacy'),
      legal: link('legal'),
      help: link('help'),
    },
    etag: shown.etag,
  }
}

export function faultsOf(draft: SettingsDraft): SettingsFaults {
  const faults: SettingsFaults = { links: {} }
  if (draft.instance_name.trim() === '') faults.instance_name = true
  const wrong = notADomain(domainsOf(draft.email_domains))
  if (wrong !== undefined) faults.email_domains = wrong
  const days = draft.external_max_days
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= EXTERNAL_DAYS_MAX))
    faults.external_max_days = true
  for (const name of LINKS) {
    const address = draft.links[name].trim()
    if (address !== '' && !isWebAddress(address)) faults.links[name] = true
  }
  return faults
}

export const isSound = (faults: SettingsFaults): boolean =>
  Object.keys(faults).length === 1 && Object.keys(faults.links).length === 0

/** Anything but a web address in a link shown to everyone would be a way to run a script. */
function isWebAddress(address: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}
