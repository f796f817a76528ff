// SPDX-License-Identifier: EUPL-1.2

// People of the drawings, to show what a person looks like.
export const SAMPLE_PEOPLE = [
  { id: 'acc_camille', name: 'Camille Rovère' },
  { id: 'acc_idriss', name: 'Idriss Benkacem' },
  { id: 'acc_solene', name: 'Solène Duvauchel' },
  { id: 'acc_nour', name: 'Nour Attali-Faure' },
  { id: 'acc_maelle', name: 'Maëlle Kervadec' },
  { id: 'acc_aurelien', name: 'Aurélien Tissot-Blanc' },
  { id: 'acc_fatoumata', name: 'Fatoumata Sylla-Roux' },
] as const
