// SPDX-License-Identifier: EUPL-1.2

// The French words of the home page.
import { inFrench } from '../../lib/counts'

const { counted } = inFrench

const fr = {
  title: 'Accueil',
  hello: (name: string) => `Bonjour ${name}`,
  todayIs: (day: string) => `${day}.`,
  nothing: 'Rien n’attend votre réponse.',
  unread: (n: number) => counted(n, 'notification à lire.', 'notifications à lire.'),
  newProject: 'Nouveau projet',
  externalTitle: 'Vous êtes invité externe.',
  external:
    'Vous ne voyez que les projets où vous êtes invité. Vous ne pouvez ni chercher dans l’annuaire, ni créer de projet.',
  endsOn: (date: string) => `Votre accès se termine le ${date}.`,
}

export default fr
export { fr }
