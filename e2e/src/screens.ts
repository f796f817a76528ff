// SPDX-License-Identifier: EUPL-1.2

/** A screen as the address bar knows it; `{project}` is a project of the person, `{account}` a colleague. */
export interface Screen {
  name: string
  path: string
  who: 'nobody' | 'member' | 'administrator'
  /** Shows what is busy, and will stay so. */
  staysBusy?: boolean
}

/** Every screen that can be reached by its address. A new one is added here: it is then looked at, in all its forms. */
export const screens: readonly Screen[] = [
  { name: 'connexion', path: '/connexion', who: 'nobody' },
  { name: 'demande-acces', path: '/demande-acces', who: 'nobody' },
  { name: 'mot-de-passe-oublie', path: '/mot-de-passe-oublie', who: 'nobody' },
  { name: 'mot-de-passe', path: '/mot-de-passe#jeton-qui-n-est-pas-connu', who: 'nobody' },
  { name: 'invitation-refusee', path: '/invitation#jeton-qui-n-est-pas-connu', who: 'nobody' },
  { name: 'demande-lien-refuse', path: '/demande#jeton-qui-n-est-pas-connu', who: 'nobody' },
  { name: 'adresse-lien-refuse', path: '/adresse#jeton-qui-n-est-pas-connu', who: 'nobody' },
  // Whether a link is still good is said when the form is sent: until then this is what a good one shows.
  { name: 'installation', path: '/installation#jeton-de-mise-en-service', who: 'nobody' },
  { name: 'installation-sans-lien', path: '/installation', who: 'nobody' },

  { name: 'accueil', path: '/', who: 'member' },
  { name: 'projets', path: '/projets', who: 'member' },
  { name: 'projets-archives', path: '/projets?etat=archives', who: 'member' },
  { name: 'nouveau-projet', path: '/projets/nouveau', who: 'member' },
  { name: 'projet-apercu', path: '/p/{project}', who: 'member' },
  { name: 'projet-membres', path: '/p/{project}/membres', who: 'member' },
  { name: 'projet-reglages', path: '/p/{project}/reglages', who: 'member' },
  { name: 'projet-messages', path: '/p/{project}/messages', who: 'member' },
  { name: 'projet-fils-suivis', path: '/p/{project}/messages/fils', who: 'member' },
  { name: 'conversations', path: '/conversations', who: 'member' },
  { name: 'fils-suivis', path: '/conversations/fils', who: 'member' },
  { name: 'rattrapage', path: '/rattrapage?depuis=vendredi', who: 'member' },
  { name: 'notifications', path: '/notifications', who: 'member' },
  { name: 'personne', path: '/personnes/{account}', who: 'member' },
  { name: 'reglages-profil', path: '/reglages/profil', who: 'member' },
  { name: 'reglages-affichage', path: '/reglages/affichage', who: 'member' },
  { name: 'reglages-notifications', path: '/reglages/notifications', who: 'member' },
  { name: 'reglages-securite', path: '/reglages/securite', who: 'member' },
  { name: 'reglages-langue', path: '/reglages/langue', who: 'member' },
  { name: 'refusee-ou-absente', path: '/p/prj_00000000000000000000000000', who: 'member' },
  { name: 'administration-refusee', path: '/administration/comptes', who: 'member' },

  { name: 'administration-comptes', path: '/administration/comptes', who: 'administrator' },
  { name: 'administration-demandes', path: '/administration/demandes', who: 'administrator' },
  { name: 'administration-import', path: '/administration/import', who: 'administrator' },
  { name: 'administration-structures', path: '/administration/structures', who: 'administrator' },
  { name: 'administration-groupes', path: '/administration/groupes', who: 'administrator' },
  { name: 'administration-journal', path: '/administration/journal', who: 'administrator' },
  { name: 'administration-travaux', path: '/administration/travaux', who: 'administrator' },
  { name: 'administration-reglages', path: '/administration/reglages', who: 'administrator' },
  { name: 'composants', path: '/dev/composants', who: 'member', staysBusy: true },
]
