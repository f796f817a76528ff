// SPDX-License-Identifier: EUPL-1.2
// The words of problems that are there from the start: what one is called by its status, and that the server does not
// answer. Those of each rule come later, with `../fr`.

import type { SentenceParams } from '../problem'

/** « dans 40 s », « dans 2 min »: how long to wait, rounded up so that the next try is not too early. */
export function inTime(p: SentenceParams): string {
  const seconds = Number(p.retry_after_s ?? 0)
  if (seconds <= 0) return 'dans un moment'
  return seconds < 90 ? `dans ${Math.ceil(seconds)} s` : `dans ${Math.ceil(seconds / 60)} min`
}

const fr = {
  /** Shown small under a problem, so that support can find it in the journal. */
  reference: (id: string) => `Référence à citer : ${id}`,
  unknown: 'L’opération n’a pas abouti. Réessayez ou contactez votre administration.',
  /** Those of a server that does not answer: the rest may never come. */
  codes: {
    'network.unreachable': () => 'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.',
    'client.unexpected': () => 'L’affichage a rencontré une erreur. Vos données ne sont pas en cause.',
  },
  statuses: {
    '400': () => 'La demande n’a pas été comprise. Rechargez la page, puis réessayez.',
    '401': () => 'Votre session a pris fin. Reconnectez-vous.',
    '403': () => 'Vous n’avez pas le droit de faire cela. Demandez à un responsable.',
    '404': () => 'Cet élément n’existe pas ou n’est plus accessible.',
    '408': () => 'L’envoi a pris trop de temps. Rien n’a été enregistré. Réessayez.',
    '409': () => 'L’état a changé entre-temps. Rechargez, puis réessayez.',
    '412': () => 'Quelqu’un a modifié cet élément en même temps. La version actuelle est affichée.',
    '413': () => 'C’est trop volumineux. Rien n’a été enregistré.',
    '422': () => 'Une valeur n’est pas acceptée. Vérifiez les champs.',
    '429': (p: SentenceParams) => `Trop de demandes à la fois. Réessayez ${inTime(p)}.`,
    '500': () => 'Le serveur a rencontré une erreur. Rien n’a été enregistré. Réessayez dans un moment.',
    '502': () => 'Le serveur ne répond pas. Réessayez dans un moment.',
    '503': (p: SentenceParams) => `Le serveur est très occupé. Réessayez ${inTime(p)}.`,
    '507': () => 'Le serveur n’a plus de place. Rien n’a été enregistré. Prévenez votre administration.',
  },
}

export default fr
