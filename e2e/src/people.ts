// SPDX-License-Identifier: EUPL-1.2

/** Somebody who will sign in. */
export interface Person {
  email: string
  given: string
  family: string
  password: string
}

/** Long enough for an administrator, and on no list of leaked ones. */
function person(given: string, family: string, domain = 'rivemont.example'): Person {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
  return {
    email: `${plain(given)}.${plain(family)}@${domain}`,
    given,
    family,
    password: `${plain(family)}-traverse-le-gué-${given.length}`,
  }
}

export const camille = person('Camille', 'Rovère')
export const maelle = person('Maëlle', 'Kervadec')
export const yannick = person('Yannick', 'Morvézen')
export const idriss = person('Idriss', 'Benhaddou')
/** Works elsewhere: an outsider. */
export const lena = person('Léna', 'Vasseur', 'atelier-vasseur.example')

export const nameOf = (it: Person) => `${it.given} ${it.family}`
