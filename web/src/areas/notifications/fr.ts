// SPDX-License-Identifier: EUPL-1.2

// The French words of the notifications area. `{who}`, `{person}` and `{project}` are replaced by elements (Rich.tsx).

import { inFrench } from '../../lib/counts'

const { counted, grouped, plural } = inFrench

const fr = {
  title: 'Notifications',
  all: 'Toutes',
  mentions: 'Mentions',
  saved: 'Enregistrées',
  unread: 'Non lues',
  unreadCount: (n: number) => counted(n, 'non lue', 'non lues'),
  filter: 'Notifications affichées',
  markAll: 'Tout marquer comme lu',
  settings: 'Régler les notifications',
  close: 'Fermer (Échap)',
  dot: 'Non lu',
  markRead: 'Marquer comme lu',
  markUnread: 'Marquer comme non lu',
  keys: 'Flèches pour aller de l’une à l’autre, Entrée pour ouvrir, L pour marquer comme lu ou non lu.',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  loadMore: 'Afficher les plus anciennes',
  loading: 'Les notifications se chargent.',
  someone: 'Une personne',
  aProject: 'un projet',
  aConversation: 'une conversation',
  /** The channel that every project has, until someone names it. */
  mainChannel: '#général',
  aPerson: 'une personne',
  andOthers: (name: string, n: number) =>
    plural(n, `${name} et ${grouped(n)} autre personne`, `${name} et ${grouped(n)} autres personnes`),
  external: 'Invité externe',
  kinds: {
    'project.member_added': {
      one: '{who} vous ajoute au projet {project}',
      many: '{who} vous ajoutent au projet {project}',
    },
    'project.member_role_changed': {
      one: '{who} change votre rôle dans {project}',
      many: '{who} changent votre rôle dans {project}',
    },
    'project.member_removed': {
      one: '{who} vous retire du projet {project}',
      many: '{who} vous retirent du projet {project}',
    },
    'project.access_requested': {
      one: '{who} demande à rejoindre {project}',
      many: '{who} demandent à rejoindre {project}',
    },
    'project.access_granted': {
      one: '{who} vous donne accès à {project}',
      many: '{who} vous donnent accès à {project}',
    },
    'project.access_refused': {
      one: '{who} refuse votre demande d’accès à {project}',
      many: '{who} refusent votre demande d’accès à {project}',
    },
    'project.member_waiting': {
      one: '{who} propose d’ajouter {person} à {project}',
      many: '{who} proposent des personnes pour {project}',
    },
    'project.member_accepted': {
      one: '{who} accepte {person} dans {project}',
      many: '{who} acceptent {person} dans {project}',
    },
    'project.handed_over': {
      one: '{who} vous transmet le projet {project}',
      many: '{who} vous transmettent le projet {project}',
    },
    'project.archived': { one: '{who} archive le projet {project}', many: '{who} archivent le projet {project}' },
    'project.restored': { one: '{who} restaure le projet {project}', many: '{who} restaurent le projet {project}' },
    'project.access_ending': {
      one: 'Votre accès à {project} se termine bientôt',
      many: 'Votre accès à {project} se termine bientôt',
    },
    'account.access_requested': { one: '{person} demande un compte', many: '{person} demandent un compte' },
    'account.import_done': { one: 'L’import de comptes est terminé', many: 'Les imports de comptes sont terminés' },
    'message.mentioned': {
      one: '{who} vous mentionne dans {channel}',
      many: '{who} vous mentionnent dans {channel}',
    },
    'message.direct': { one: '{who} vous a écrit', many: '{who} vous ont écrit' },
    'message.answered': {
      one: '{who} a répondu dans un fil que vous suivez',
      many: '{who} ont répondu dans un fil que vous suivez',
    },
    'message.reminded': { one: 'Rappel d’un message de {channel}', many: 'Rappel d’un message de {channel}' },
    'message.not_sent': {
      one: 'Votre message programmé n’a pas pu être envoyé',
      many: 'Vos messages programmés n’ont pas pu être envoyés',
    },
    'message.keyword': {
      one: '{who} a écrit « {keyword} » dans {channel}',
      many: '{who} ont écrit « {keyword} » dans {channel}',
    },
    'poll.closed': { one: 'Votre sondage dans {channel} est clos', many: 'Votre sondage dans {channel} est clos' },
    'message.posted': { one: '{who} a écrit dans {channel}', many: '{who} ont écrit dans {channel}' },
    'job.dead': { one: 'Une tâche de fond a échoué', many: 'Des tâches de fond ont échoué' },
  },
  otherKind: {
    one: '{who} a fait une modification dans {project}',
    many: '{who} ont fait des modifications dans {project}',
  },
  details: {
    /** What somebody wrote, apart from what Plano says. */
    quoted: (text: string) => `« ${text} »`,
    role: (role: string) => `Votre rôle : ${role}`,
    endsOn: (date: string) => `Dernier jour : ${date}`,
    created: (n: string) => `${n} comptes créés`,
    retry: 'Elle attend votre décision dans l’administration.',
  },
  notSent: {
    not_allowed: 'Vous n’écrivez plus dans ce canal. Votre texte est gardé.',
    closed: 'Le canal ou le projet est fermé. Votre texte est gardé.',
    suspended: 'Votre compte était suspendu. Votre texte est gardé.',
    gone: 'Le message auquel il répond n’est plus là. Votre texte est gardé.',
    refused: 'Le canal ne l’a pas accepté. Votre texte est gardé.',
  },
  roles: { owner: 'responsable', manager: 'gestionnaire', member: 'membre', reader: 'lecture seule' },
  answer: {
    reply: 'Répondre',
    /** After the word, for whoever does not see the line. */
    replyTo: (name: string) => `à ${name}`,
    open: 'Ouvrir',
    openOf: (name: string) => `le message de ${name}`,
    accept: 'Accepter',
    refuse: 'Refuser',
    examine: 'Examiner',
    accepted: (name: string) => `La demande de ${name} est acceptée.`,
    refused: (name: string) => `La demande de ${name} est refusée.`,
  },
  /** An hour as people say it, from the « 19:00 » of the settings. */
  hour: (hours: number, minutes: number) =>
    minutes === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h\u00a0${String(minutes).padStart(2, '0')}`,
  quiet: {
    between: (from: string, until: string) => `Rien ne vous sera envoyé de ${from} à ${until}.`,
    weekends: (from: string, until: string) => `Rien ne vous sera envoyé de ${from} à ${until}, ni le week-end.`,
    off: 'Aucune plage de silence n’est choisie.',
    edit: 'Modifier',
  },
  empty: {
    title: 'Rien de nouveau',
    text: 'Les invitations, les demandes et les changements qui vous concernent seront ici.',
    unreadTitle: 'Tout est lu',
    unreadText: 'Les notifications déjà lues sont dans la liste entière.',
    mentionsTitle: 'Aucune mention',
    mentionsText: 'Les messages qui vous nomment, vous ou un de vos groupes, seront ici.',
    unreadMentionsTitle: 'Toutes vos mentions sont lues',
  },
  forYou: { title: 'Pour vous', all: 'Tout voir', empty: 'Rien n’attend votre attention.' },
  spoken: {
    read: 'Marqué comme lu.',
    unread: 'Marqué comme non lu.',
    allRead: 'Toutes les notifications sont lues.',
  },
  rhythm: {
    title: 'Courriers de notification',
    intro: 'Un courrier part seulement quand vous n’êtes pas dans Plano.',
    label: 'Quand vous écrire',
    at_once: 'Tout de suite',
    at_onceHelp: 'Un courrier par nouveauté.',
    hourly: 'Toutes les heures',
    hourlyHelp: 'Un seul courrier pour l’heure passée.',
    daily: 'Une fois par jour',
    dailyHelp: 'Un résumé, le matin.',
    never: 'Jamais',
    neverHelp: 'Vous lisez vos notifications dans Plano.',
    saved: 'Votre choix est enregistré.',
    projects: 'Par projet',
    projectsIntro: 'Un projet sans choix particulier suit la règle générale.',
    project: 'Projet',
    asUsual: (rhythm: string) => `Règle générale (${rhythm})`,
    choose: (project: string) => `Courriers pour ${project}`,
    noProject: 'Vous n’avez pas encore de projet.',
    findProject: 'Chercher un projet',
    noResult: 'Aucun projet ne correspond.',
    clear: 'Effacer la recherche',
  },
  notices: {
    title: 'Avis du navigateur',
    on: 'Afficher les avis du navigateur',
    intro: 'Sur cet appareil, quand Plano n’est pas à l’écran : mentions, messages directs, fils suivis, rappels.',
    content: 'Montrer aussi le début du message',
    contentHint: 'Sinon, l’avis dit seulement qui écrit et où.',
    respects: 'La plage de silence et les canaux en sourdine sont respectés.',
    attempt: 'Essayer un avis',
    sampleTitle: 'Les avis de Plano s’affichent ici',
    sampleBody: 'Appuyez sur un avis pour ouvrir ce dont il parle.',
    refused:
      'Votre navigateur refuse les avis de Plano. Autorisez-les dans les réglages du site, à gauche de l’adresse, puis revenez ici.',
    dismissed: 'Le navigateur n’a pas reçu de réponse : les avis restent éteints.',
    unsupported: 'Ce navigateur n’affiche pas d’avis ici. Il faut une adresse sécurisée, qui commence par https.',
  },
  hours: {
    title: 'Plage de silence',
    intro: 'Pendant cette plage, aucun courrier ne part et aucun avis ne s’affiche. Le courrier attend la fin.',
    on: 'Respecter une plage de silence',
    from: 'Début',
    until: 'Fin',
    weekends: 'Aussi le samedi et le dimanche, toute la journée',
    save: 'Enregistrer la plage',
    same: 'Le début et la fin sont identiques. Choisissez deux heures différentes, par exemple 19 h 00 et 8 h 00.',
    missing: 'Indiquez une heure, par exemple 19 h 00.',
  },
  errors: { load: 'Le chargement a échoué.', retry: 'Réessayer' },
}

export default fr
export { fr }
