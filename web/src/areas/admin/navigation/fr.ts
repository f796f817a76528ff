// SPDX-License-Identifier: EUPL-1.2
import { inFrench } from '../../../lib/counts'

const { grouped } = inFrench

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
  waiting: (count: number) => (count >= 2 ? `${grouped(count)} demandes en attente` : '1 demande en attente'),
}

export default fr
