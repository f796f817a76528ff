// SPDX-License-Identifier: EUPL-1.2
import { inTime } from './first/fr'
import type { SentenceParams } from './problem'

/** What is said of each rule that refuses something. It comes with the first screen that may show it. */
const fr = {
  codes: {
    not_found: () => 'Cet élément n’existe pas ou n’est plus accessible.',
    forbidden: () => 'Vous n’avez pas le droit de faire cela. Demandez à un responsable.',
    conflict: () => 'Quelqu’un a modifié cet élément en même temps. Rechargez, puis réessayez.',
    'session.refused': () => 'L’adresse ou le mot de passe ne correspond pas.',
    'session.throttled': (p: SentenceParams) => `Trop d’essais. Réessayez ${inTime(p)}.`,
    'session.not_fresh': () => 'Confirmez votre mot de passe pour continuer.',
    'account.deactivated': () => 'Ce compte est suspendu. Contactez votre administration.',
    'account.access_ended': () => 'Votre accès a pris fin. Demandez à la personne qui vous a invité de le prolonger.',
    'account.email_taken': () => 'Cette adresse a déjà un compte.',
    'account.last_administrator': () => 'C’est le dernier compte d’administration. Nommez d’abord une autre personne.',
    'setup.token_refused': () =>
      'Ce lien de première installation n’est pas valable. Reprenez celui du journal du serveur.',
    'setup.already_done': () => 'Cette installation est déjà faite. Connectez-vous.',
    'link.refused': () => 'Ce lien n’est plus valable : il a déjà servi, il est trop ancien ou un autre l’a remplacé.',
    'password.too_short': (p: SentenceParams) =>
      `Ce mot de passe est trop court : il faut au moins ${p.min_length ?? 12} caractères.`,
    'password.too_long': (p: SentenceParams) =>
      `Ce mot de passe est trop long : ${p.max_length ?? 256} caractères au plus.`,
    'password.guessable': () =>
      'Ce mot de passe est trop facile à deviner. Par exemple, assemblez quatre mots sans rapport.',
    'password.same': () => 'C’est déjà votre mot de passe actuel. Choisissez-en un autre.',
    'email.domain_refused': (p: SentenceParams) =>
      `Cette adresse n’est pas professionnelle. Saisissez une adresse qui se termine par ${domains(p.domains)}.`,
    'text.blank': () => 'Ce champ est obligatoire.',
    'text.too_long': (p: SentenceParams) => `Ce texte est trop long : ${p.max_chars ?? 500} caractères au plus.`,
    'access_request.answered': () => 'Quelqu’un a déjà répondu à cette demande.',
    'access_requests.closed': () => 'Les demandes d’accès sont fermées. Contactez votre administration.',
    'organisation.loop': () => 'Une structure ne peut pas être placée sous elle-même.',
    'organisation.not_empty': () => 'Cette structure contient encore des comptes ou d’autres structures.',
    'member.has_an_end': () =>
      'L’accès de cette personne a une date de fin. Retirez cette date avant de lui transmettre le projet.',
    'project.last_owner': () => 'Un projet garde au moins un propriétaire. Transmettez-le d’abord.',
    'edit.lost_race': () => 'Quelqu’un a modifié cet élément en même temps. La version actuelle est affichée.',
    'draft.reused': () => 'Cet envoi a déjà été fait avec un autre contenu. Rechargez la page.',
    'linked.itself': () => 'Un projet ne peut pas être lié à lui-même.',
    'linked.too_many': () => 'Deux cents liens au plus. Retirez-en un d’abord.',
    'photo.unreadable': () => 'Cette image ne peut pas être lue. Choisissez un fichier JPEG, PNG ou WebP.',
    'photo.too_large': () => 'Cette image est trop lourde. Choisissez un fichier de 5 Mo au plus.',
    'session.none': () => 'Votre session a pris fin. Reconnectez-vous.',
    'access.archived': () => 'Ce projet est archivé : il se lit, mais ne se modifie plus.',
    'access.managers_only': () => 'Seuls les gestionnaires et les responsables du projet peuvent le faire.',
    'access.owners_only': () => 'Seuls les responsables du projet peuvent le faire.',
    'access.not_for_externals': () => 'Une personne externe ne peut pas recevoir ce droit.',
    'access.readers_do_not_write': () => 'Vous lisez ce projet, sans pouvoir le modifier. Demandez à un responsable.',
    'access.level_too_low': () => 'Vos droits dans cet outil ne suffisent pas. Demandez à un responsable.',
    'access.announcers_only': () => 'Ce canal est réservé aux annonces. Vous le lisez sans y écrire.',
    'access.author_only': () => 'Seule la personne qui l’a écrit peut le faire.',
    'access.closed': () => 'Ce canal est fermé : il se lit, mais on n’y écrit plus.',
    'admits.unknown': () => 'Ce droit n’existe pas. Rechargez la page.',
    'channel.admits_all': () => 'Tous ceux qui lisent les messages du projet sont déjà dans ce canal.',
    'channel.is_a_log': () => 'Une main courante reste entière.',
    'expiry.days': () => 'Donnez un nombre de jours entre 1 et 3 650.',
    'channel.is_a_conversation': () => 'Une conversation ne se règle pas comme un canal.',
    'channel.is_main': () => 'Le canal principal du projet reste ouvert, en tête de la liste.',
    'channel.kind_unknown': () => 'Ce genre de canal n’existe pas. Rechargez la page.',
    'channel.last_manager': () =>
      'Un canal garde au moins une personne qui le gère. Confiez-le à quelqu’un d’autre d’abord.',
    'channel.not_a_conversation': () => 'Seule une conversation se masque.',
    'channel.not_in_project': () => 'Cette personne n’est pas membre du projet.',
    'channel.too_many': () => 'Ce projet a trop de canaux. Fermez-en un d’abord.',
    'channel.unknown': () => 'Ce canal n’est plus là. Rechargez la page.',
    'channel_folder.name_taken': () => 'Un autre dossier du projet porte déjà ce nom.',
    'channel_folder.too_many': () => 'Ce projet a trop de dossiers de canaux. Supprimez-en un d’abord.',
    'channel_folder.unknown': () => 'Ce dossier n’est plus là. Rechargez la page.',
    'conversation.of_two': () =>
      'On ne quitte pas une conversation à deux : l’autre y resterait sans personne. Masquez-la de votre liste.',
    'conversation.too_many_people': () =>
      'Une conversation réunit vingt personnes au plus. Créez plutôt un canal privé.',
    'conversation.unknown_person': () => 'Cette personne n’existe pas ou n’est pas à votre portée.',
    'log.no_threads': () => 'Une main courante n’a pas de fils. Écrivez une nouvelle entrée.',
    'message.blank': () => 'Ce message est vide.',
    'message.kind_unknown': () => 'Ce genre de message n’existe pas. Rechargez la page.',
    'message.too_long': () => 'Ce message est trop long. Raccourcissez-le, ou écrivez une page.',
    'message.too_often': (p: SentenceParams) => `Vous écrivez très vite. Réessayez ${inTime(p)}.`,
    'page.one_part': () => 'La page demandée n’a pas été comprise. Rechargez.',
    'pin.too_many': () => 'Ce canal a trop de messages épinglés. Retirez-en un d’abord.',
    'export.too_often': (p: SentenceParams) => `Vous exportez beaucoup à la fois. Réessayez ${inTime(p)}.`,
    'forward.unknown': () => 'Ce message n’est plus là, ou vous ne pouvez plus le lire.',
    'forward.too_long': () => 'Ce message est trop long pour être transféré. Copiez ce qui compte.',
    'log.no_polls': () => 'Une main courante ne reçoit pas de sondage.',
    'poll.options': (p: SentenceParams) => `Proposez de ${p.min} à ${p.max} réponses.`,
    'poll.option_twice': () => 'Deux réponses sont les mêmes.',
    'poll.option_unknown': () => 'Cette réponse n’existe pas.',
    'poll.one_option': () => 'Une seule réponse est possible.',
    'poll.closed': () => 'Ce sondage est clos.',
    'poll.has_votes': () => 'Quelqu’un a déjà voté : la question ne change plus.',
    'poll.anonymous': () => 'Ce vote est anonyme.',
    'keyword.too_many': (p: SentenceParams) => `Vous pouvez garder ${p.max} mots-clés au plus.`,
    'keyword.too_long': (p: SentenceParams) => `Un mot-clé a ${p.max_chars} caractères au plus.`,
    'keyword.blank': () => 'Écrivez un mot, avec une lettre ou un chiffre.',
    'later.past': () => 'Ce moment est passé. Choisissez-en un à venir.',
    'later.too_far': () => 'C’est trop loin. Choisissez un moment d’ici un an.',
    'saved.too_many': () => 'Vous avez déjà mille messages enregistrés. Retirez-en un d’abord.',
    'reminder.too_many': () => 'Vous avez déjà deux cents rappels. Retirez-en un d’abord.',
    'scheduled.too_many': () => 'Vous avez déjà deux cents messages programmés. Annulez-en un d’abord.',
    'scheduled.being_sent': () => 'Ce message est en train de partir. Il ne se modifie plus ici.',
    'scheduled.failure_unknown': () => 'Cette raison n’est pas connue. Rechargez la page.',
    'quote.unknown': () => 'Le message cité n’est plus là.',
    'reaction.not_an_emoji': () => 'Ce signe n’est pas un emoji.',
    'reaction.too_many': () => 'Ce message a déjà beaucoup de réactions. Choisissez-en une qui y est.',
    'thread.is_an_answer': () => 'Ce message est une réponse : répondez dans le même fil.',
    'thread.required': () => 'Dans ce canal, on répond dans les fils.',
    'thread.unknown': () => 'Le message auquel vous répondez n’est plus là.',
    'account.already_open': () => 'Cette personne a déjà ouvert son compte.',
    'account.not_active': () => 'Ce compte n’est pas actif.',
    'account.not_a_member': () => 'Cette personne n’est pas membre du projet.',
    'account.none_for_email': () => 'Aucun compte n’a cette adresse, et vous ne pouvez pas en inviter un nouveau.',
    'account.unknown': () => 'Ce compte n’existe pas ou n’est pas à votre portée.',
    'app_password.expired': () => 'Cette date est passée. Choisissez un jour à venir.',
    'app_password.too_many': (p: SentenceParams) =>
      `Vous avez déjà ${p.max ?? 50} mots de passe d’application. Supprimez-en un.`,
    'body.malformed': () => 'La demande n’a pas été comprise. Rechargez la page, puis réessayez.',
    'body.unacceptable': () => 'Une valeur n’est pas acceptée. Vérifiez les champs.',
    'body.too_large': () => 'C’est trop volumineux. Rien n’a été enregistré.',
    'body.too_slow': () => 'L’envoi a pris trop de temps. Rien n’a été enregistré. Réessayez.',
    'edit.no_precondition': () => 'La page est trop ancienne pour enregistrer. Rechargez-la.',
    'email.malformed': () => 'Cette adresse est incomplète. Exemple : prenom.nom@ville.example.',
    'email.domain_malformed': () => 'Ce domaine est incomplet. Exemple : ville.example.',
    'email.same': () => 'C’est déjà votre adresse.',
    'group.unknown': () => 'Ce groupe n’existe pas ou n’est pas à votre portée.',
    'hook.too_many': (p: SentenceParams) => `Ce canal a déjà ${p.max ?? 20} automates. Supprimez-en un.`,
    'log.too_long': (p: SentenceParams) =>
      `Cette période a trop d’entrées pour un seul fichier (${p.max_entries ?? 10_000} au plus). Choisissez moins de jours.`,
    'channel.not_a_log': () => 'Ce canal n’est pas une main courante.',
    'period.ends_before_it_starts': () => 'La fin vient avant le début. Choisissez un jour plus tardif.',
    'import.empty': () =>
      'Ce fichier est vide. Choisissez un fichier qui a une ligne de titres et une personne par ligne.',
    'import.too_long': (p: SentenceParams) =>
      `Ce fichier a plus de ${p.max_lines ?? 10_000} lignes. Coupez-le en plusieurs fichiers.`,
    'invitation.ends_in_the_past': () => 'La date de fin est déjà passée. Choisissez un jour à venir.',
    'invitation.ends_too_late': (p: SentenceParams) =>
      `La date de fin est trop lointaine : au plus tard le ${p.last_day ?? 'jour permis'}.`,
    'invitation.externals_not_allowed': () => 'Ici, vous ne pouvez pas inviter de personne externe.',
    'invitations.too_many': (p: SentenceParams) => `Trop d’invitations à la fois : ${p.max ?? 200} au plus.`,
    'link.malformed': () => 'Cette adresse de page est incomplète. Exemple : https://ville.example/accessibilite.',
    'list.too_long': (p: SentenceParams) => `Cette liste est trop longue : ${p.max ?? 100} éléments au plus.`,
    'organisation.not_yours': () => 'Cette structure n’est pas de celles que vous administrez.',
    'organisation.unknown': () => 'Cette structure n’existe pas ou n’accepte pas de demande.',
    'project.creation_is_for_administrators': () => 'Ici, les projets sont créés par l’administration.',
    'project.ends_before_it_starts': () => 'La fin vient avant le début. Choisissez une fin plus tardive.',
    'project.member_by_group': () => 'Cette personne est là par un groupe. Retirez le groupe, ou retirez-la du groupe.',
    'project.not_pinned': () => 'La liste a changé entre-temps. Réessayez.',
    'project.organisation_not_yours': () => 'Vous n’appartenez pas à cette structure.',
    'project.template_unknown': () => 'Ce modèle n’existe plus.',
    'document.into_itself': () => 'Un dossier ne se déplace pas dans lui-même.',
    'document.is_top': () => 'C’est la racine des documents : elle ne se renomme pas et ne se déplace pas.',
    'document.name_reserved': (p: SentenceParams) =>
      p.character === undefined
        ? 'Certains systèmes refusent ce nom. Retirez l’espace ou le point de la fin, ou choisissez un autre nom.'
        : `Un nom ne contient pas le signe « ${p.character} ». Choisissez un autre nom.`,
    'document.name_taken': () => 'Ce nom existe déjà dans ce dossier. Choisissez-en un autre.',
    'document.name_too_long': () => 'Ce nom est trop long. Raccourcissez-le.',
    'document.not_a_file': () => 'C’est un dossier, pas un fichier.',
    'document.not_a_folder': () => 'C’est un fichier, pas un dossier.',
    'document.other_project': () => 'Ce dossier est dans un autre projet.',
    'document.path_too_long': () => 'Trop de dossiers l’un dans l’autre, ou des noms trop longs. Raccourcissez un nom.',
    'document.unknown': () => 'Ce fichier n’est plus dans ce dossier. Rechargez la page.',
    'file.too_large': (p: SentenceParams) => `Ce fichier est trop lourd : ${gigabytes(p.max_bytes)} au plus.`,
    'upload.too_many': () => 'Trop de fichiers sont en cours de dépôt. Attendez que certains soient déposés.',
    'quota.full': () =>
      'L’espace de stockage de votre structure est plein. Rien n’a été enregistré. Prévenez votre administration.',
    'quota.not_positive': () => 'La limite doit être plus grande que zéro.',
    'settings.external_max_days': (p: SentenceParams) =>
      `Saisissez un nombre de jours entre ${p.min ?? 1} et ${p.max ?? 3650}.`,
    'time_zone.unknown': () => 'Ce fuseau horaire est inconnu. Exemple : Europe/Paris.',
    'text.control': () => 'Ce texte contient un caractère invisible. Saisissez-le de nouveau.',
    'service.unavailable': (p: SentenceParams) => `Le serveur est très occupé. Réessayez ${inTime(p)}.`,
    internal: () => 'Le serveur a rencontré une erreur. Rien n’a été enregistré. Réessayez dans un moment.',
    'account.already_member': () => 'Cette personne en fait déjà partie.',
    'account.external': () => 'Une personne externe n’entre pas dans une structure ni dans un groupe.',
    'account.self': () => 'Vous ne pouvez pas le faire sur votre propre compte.',
    'bulk.target': () => 'Choisissez où ajouter ces comptes.',
    'bulk.too_many': (p: SentenceParams) => `Trop de comptes à la fois : ${p.max ?? 200} au plus.`,
    'import.faulty': () => 'Le fichier a des défauts. Corrigez-les, ou créez les autres comptes sans ces lignes.',
    'import.not_running': () => 'Cet import n’est pas en cours.',
    'import.nothing': () => 'Ce fichier n’a aucun compte à créer.',
    'import.wave_size': (p: SentenceParams) =>
      `Saisissez un nombre d’invitations entre ${p.min ?? 1} et ${p.max ?? 1000}.`,
    'organisation.missing': () => 'Choisissez au moins une structure.',
    'photo.too_many_pixels': () => 'Cette image est trop grande. Choisissez une image plus petite.',
    'settings.too_many_projects': (p: SentenceParams) => `Trop de projets réglés à part : ${p.max ?? 200} au plus.`,
    'storage.full': () => 'Le serveur n’a plus de place. Rien n’a été enregistré. Prévenez votre administration.',
  },
}

/** « 10 Go ». */
const gigabytes = (bytes: string | number | undefined): string =>
  `${Math.round(Number(bytes ?? 10 * 1024 ** 3) / 1024 ** 3)} Go`

/** « @a.example, @b.example ou @c.example ». The server sends the list as one text. */
function domains(list: string | number | undefined): string {
  const names = String(list ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((name) => `@${name.replace(/^@/, '')}`)
  if (names.length === 0) return 'un domaine accepté'
  if (names.length === 1) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} ou ${names.at(-1)}`
}

export default fr
