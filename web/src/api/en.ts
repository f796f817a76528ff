// SPDX-License-Identifier: EUPL-1.2
import type { SentenceParams } from './problem'
import type { ApiTexts } from './texts'

function inTime(p: SentenceParams): string {
  const seconds = Number(p.retry_after_s ?? 0)
  if (seconds <= 0) return 'in a moment'
  return seconds < 90 ? `in ${Math.ceil(seconds)} s` : `in ${Math.ceil(seconds / 60)} min`
}

export const en: ApiTexts = {
  reference: (id) => `Reference to quote: ${id}`,
  unknown: 'The operation did not succeed. Try again or contact your administration.',
  codes: {
    'network.unreachable': () => 'The server does not answer. Check your connection, then try again.',
    'client.unexpected': () => 'The display ran into an error. Your data is not affected.',
    not_found: () => 'This item does not exist or is no longer accessible.',
    forbidden: () => 'You are not allowed to do this. Ask a manager.',
    conflict: () => 'Someone changed this item at the same time. Reload, then try again.',
    'session.refused': () => 'The address or the password does not match.',
    'session.throttled': (p) => `Too many attempts. Try again ${inTime(p)}.`,
    'session.not_fresh': () => 'Confirm your password to continue.',
    'account.deactivated': () => 'This account is suspended. Contact your administration.',
    'account.access_ended': () => 'Your access has ended. Ask the person who invited you to extend it.',
    'account.email_taken': () => 'This address already has an account.',
    'account.last_administrator': () => 'This is the last administration account. Appoint someone else first.',
    'setup.token_refused': () => 'This set-up link is not valid. Use the one in the server log.',
    'setup.already_done': () => 'This installation is already set up. Sign in.',
    'link.refused': () => 'This link is no longer valid: it has been used, is too old or was replaced by another.',
    'password.too_short': (p) => `This password is too short: at least ${p.min_length ?? 12} characters are needed.`,
    'password.too_long': (p) => `This password is too long: ${p.max_length ?? 256} characters at most.`,
    'password.guessable': () => 'This password is too easy to guess. For example, put four unrelated words together.',
    'password.same': () => 'This is already your current password. Choose another.',
    'email.domain_refused': (p) => `This is not a work address. Enter an address that ends with ${domains(p.domains)}.`,
    'text.blank': () => 'This field is required.',
    'text.too_long': (p) => `This text is too long: ${p.max_chars ?? 500} characters at most.`,
    'access_request.answered': () => 'Someone has already answered this request.',
    'access_requests.closed': () => 'Access requests are closed. Contact your administration.',
    'organisation.loop': () => 'An organisation cannot be placed under itself.',
    'organisation.not_empty': () => 'This organisation still contains accounts or other organisations.',
    'project.last_owner': () => 'A project keeps at least one owner. Hand it over first.',
    'edit.lost_race': () => 'Someone changed this item at the same time. The current version is shown.',
    'draft.reused': () => 'This was already sent with other content. Reload the page.',
    'photo.unreadable': () => 'This image cannot be read. Choose a JPEG, PNG or WebP file.',
    'photo.too_large': () => 'This image is too large. Choose a file of 5 MB at most.',
    'session.none': () => 'Your session has ended. Sign in again.',
    'access.archived': () => 'This project is archived: it can be read but no longer changed.',
    'access.managers_only': () => 'Only managers and owners of the project can do this.',
    'access.owners_only': () => 'Only owners of the project can do this.',
    'access.not_for_externals': () => 'An external person cannot be given this right.',
    'access.readers_do_not_write': () => 'You can read this project but not change it. Ask an owner.',
    'access.level_too_low': () => 'Your rights in this tool are not enough. Ask an owner.',
    'account.already_open': () => 'This person has already opened their account.',
    'account.not_active': () => 'This account is not active.',
    'account.not_a_member': () => 'This person is not a member of the project.',
    'account.none_for_email': () => 'No account has this address, and you cannot invite a new one.',
    'account.unknown': () => 'This account does not exist or is out of your reach.',
    'app_password.expired': () => 'This date has passed. Choose a day to come.',
    'app_password.too_many': (p) => `You already have ${p.max ?? 50} app passwords. Delete one.`,
    'body.malformed': () => 'The request was not understood. Reload the page, then try again.',
    'body.unacceptable': () => 'A value is not accepted. Check the fields.',
    'body.too_large': () => 'This is too large. Nothing was saved.',
    'edit.no_precondition': () => 'The page is too old to save. Reload it.',
    'email.malformed': () => 'This address is incomplete. Example: first.last@city.example.',
    'email.domain_malformed': () => 'This domain is incomplete. Example: city.example.',
    'email.same': () => 'This is already your address.',
    'group.unknown': () => 'This group does not exist or is out of your reach.',
    'import.empty': () => 'This file is empty. Choose one with a line of titles and one person a line.',
    'import.too_long': (p) => `This file has more than ${p.max_lines ?? 10_000} lines. Split it.`,
    'invitation.ends_in_the_past': () => 'The end date has passed. Choose a day to come.',
    'invitation.ends_too_late': (p) =>
      `The end date is too far: ${p.last_day ?? 'the last day allowed'} at the latest.`,
    'invitation.externals_not_allowed': () => 'You cannot invite external people here.',
    'invitations.too_many': (p) => `Too many invitations at once: ${p.max ?? 200} at most.`,
    'link.malformed': () => 'This page address is incomplete. Example: https://city.example/accessibility.',
    'list.too_long': (p) => `This list is too long: ${p.max ?? 100} items at most.`,
    'organisation.not_yours': () => 'This organisation is not one you administer.',
    'organisation.unknown': () => 'This organisation does not exist or takes no requests.',
    'project.creation_is_for_administrators': () => 'Here, projects are created by the administration.',
    'project.ends_before_it_starts': () => 'The end comes before the start. Choose a later end.',
    'project.member_by_group': () => 'This person is here through a group. Remove the group, or take them out of it.',
    'project.not_pinned': () => 'The list has changed meanwhile. Try again.',
    'project.organisation_not_yours': () => 'You do not belong to this organisation.',
    'project.template_unknown': () => 'This template no longer exists.',
    'quota.not_positive': () => 'The limit must be greater than zero.',
    'settings.external_max_days': (p) => `Enter a number of days between ${p.min ?? 1} and ${p.max ?? 3650}.`,
    'time_zone.unknown': () => 'This time zone is unknown. Example: Europe/Paris.',
    'text.control': () => 'This text contains an invisible character. Enter it again.',
    'service.unavailable': (p) => `The server is very busy. Try again ${inTime(p)}.`,
    internal: () => 'The server ran into an error. Nothing was saved. Try again in a moment.',
    'storage.full': () => 'The server is out of space. Nothing was saved. Tell your administration.',
  },
  statuses: {
    '400': () => 'The request was not understood. Reload the page, then try again.',
    '401': () => 'Your session has ended. Sign in again.',
    '403': () => 'You are not allowed to do this. Ask a manager.',
    '404': () => 'This item does not exist or is no longer accessible.',
    '409': () => 'The state has changed meanwhile. Reload, then try again.',
    '412': () => 'Someone changed this item at the same time. The current version is shown.',
    '413': () => 'This is too large. Nothing was saved.',
    '422': () => 'A value was not accepted. Check the fields.',
    '429': (p) => `Too many requests at once. Try again ${inTime(p)}.`,
    '500': () => 'The server ran into an error. Nothing was saved. Try again in a moment.',
    '502': () => 'The server does not answer. Try again in a moment.',
    '503': (p) => `The server is very busy. Try again ${inTime(p)}.`,
    '507': () => 'The server is out of space. Nothing was saved. Tell your administration.',
  },
}

function domains(list: string | number | undefined): string {
  const names = String(list ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((name) => `@${name.replace(/^@/, '')}`)
  if (names.length === 0) return 'an accepted domain'
  if (names.length === 1) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
