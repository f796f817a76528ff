// SPDX-License-Identifier: EUPL-1.2
const fr = {
  label: 'Administration',
  accounts: 'Comptes',
  requests: 'Demandes d’accès',
  import: 'Import',
  organisations: 'Structures et services',
  groups: 'Groupes',
  journal: 'Journal',
  jobs: 'Travaux de fond',
  settings: 'Réglages de l’installation',
  waiting: (count: number) => (count >= 2 ? `${count} demandes en attente` : '1 demande en attente'),
}

export default fr
