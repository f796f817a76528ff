// SPDX-License-Identifier: EUPL-1.2
import type { AccessRequest, AdminAccount, Import, Organisation, Person, Settings } from '@/api/types'

export function aPerson(name: string, more: Partial<Person> = {}): Person {
  const [given = '', ...family] = name.split(' ')
  return {
    id: `acc_${name.toLowerCase().replace(/\W/g, '')}`,
    name,
    given_name: given,
    family_name: family.join(' '),
    function: null,
    organisation: 'Bâtiments',
    is_external: false,
    is_active: true,
    photo: null,
    ...more,
  }
}

export function anAccount(name: string, more: Partial<AdminAccount> = {}): AdminAccount {
  return {
    person: aPerson(name),
    email: `${name.toLowerCase().replace(/\W/g, '')}@rivemont.example`,
    status: 'active',
    role: 'member',
    organisations: [{ id: 'org_1', name: 'Bâtiments' }],
    last_active_at: null,
    created_at: '2026-10-01T08:00:00Z',
    deactivated_at: null,
    access_ends_on: null,
    projects: 0,
    etag: '"1"',
    can: { edit: true, deactivate: true, hand_over: true, promote: true },
    ...more,
  }
}

export function anOrganisation(name: string, parent: string | null, more: Partial<Organisation> = {}): Organisation {
  return {
    id: `org_${name.toLowerCase().replace(/\W/g, '')}`,
    name,
    parent,
    path: [],
    accounts: 0,
    branch_accounts: 0,
    open_to_requests: false,
    email_domains: [],
    quota_bytes: null,
    used_bytes: 0,
    administrators: [],
    etag: '"1"',
    can: { manage: true, add_child: true, delete: true, limit: true },
    ...more,
  }
}

export function aRequest(name: string, more: Partial<AccessRequest> = {}): AccessRequest {
  const { given_name, family_name } = aPerson(name)
  return {
    id: `req_${family_name.toLowerCase()}`,
    given_name,
    family_name,
    email: 'x@rivemont.example',
    organisation: { id: 'org_1', name: 'Bâtiments' },
    unit: null,
    reason: 'Je rejoins le service.',
    status: 'waiting',
    asked_at: '2026-10-08T07:30:00Z',
    answered_at: null,
    answered_by: null,
    answer_reason: null,
    account: null,
    ...more,
  }
}

export function anImport(more: Partial<Import> = {}): Import {
  return {
    id: 'imp_1',
    file_name: 'agents.csv',
    status: 'checked',
    organisation: null,
    created_at: '2026-10-08T07:30:00Z',
    created_by: aPerson('Camille Rovère'),
    lines: 4000,
    valid: 3963,
    existing: 0,
    created: 0,
    invited: 0,
    faults: [
      { line: 12, column: 'email', code: 'email.invalid', value: 'camille@' },
      { line: 40, column: 'organisation', code: 'organisation.unknown', value: 'Voirie' },
    ],
    faults_total: 37,
    columns: ['email', 'given_name', 'family_name'],
    preview: [],
    ...more,
  }
}

export function someSettings(more: Partial<Settings> = {}): Settings {
  return {
    instance_name: 'Rivemont',
    default_language: 'fr',
    default_time_zone: 'Europe/Paris',
    access_requests_open: true,
    email_domains: [],
    projects_created_by: 'everyone',
    externals_invited_by: 'managers',
    external_max_days: null,
    links: { accessibility: null, privacy: null, legal: null, help: null },
    etag: '"1"',
    ...more,
  }
}
