// SPDX-License-Identifier: EUPL-1.2

import { inFrench } from '../lib/counts'

const { counted, grouped } = inFrench

const fr = {
  close: 'Fermer',
  optional: '(facultatif)',
  busy: 'En cours',
  chosen: 'choisi',
  loading: 'Chargement',
  more: 'Plus d’actions',
  newWindow: 'nouvelle fenêtre',
  fields: {
    required: 'Ce champ est obligatoire.',
    email: 'Cette adresse est incomplète. Exemple : prenom.nom@ville.example.',
    number: 'Saisissez un nombre. Exemple : 12.',
    time: 'Saisissez une heure complète. Exemple : 9:30.',
    show: 'Afficher',
    hide: 'Masquer',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    clearSearch: 'Effacer la recherche',
    counter: (used: number, max: number) => `${used} caractères sur ${max}`,
    charactersLeft: (left: number) => (left < 2 ? `Il reste ${left} caractère.` : `Il reste ${left} caractères.`),
    increase: 'Augmenter',
    decrease: 'Diminuer',
    choose: 'Choisir',
    openList: 'Ouvrir la liste',
    noResult: 'Aucun résultat',
    results: (n: number) => counted(n, 'résultat', 'résultats'),
    remove: (name: string) => `Retirer ${name}`,
    openCalendar: 'Ouvrir le calendrier',
    clearDate: 'Effacer la date',
    previousMonth: 'Mois précédent',
    nextMonth: 'Mois suivant',
  },
  confirm: { keep: 'Garder' },
  secret: {
    once: 'Copiez-le maintenant : il ne sera plus jamais affiché.',
    copy: 'Copier',
    copied: 'Copié.',
    notCopied: 'La copie n’est pas possible ici : sélectionnez le texte.',
  },
  toast: { region: 'Messages', dismiss: 'Masquer le message' },
  people: {
    presence: {
      online: 'disponible',
      busy: 'ne pas déranger',
      away: 'absent',
      offline: 'hors ligne',
    },
    external: 'Invité externe',
    andOthers: (names: string, n: number) =>
      `${names} et ${n < 2 ? '1 autre personne' : `${grouped(n)} autres personnes`}`,
  },
  table: {
    actions: 'Actions',
    selection: 'Sélection',
    selectAll: 'Tout sélectionner',
    select: (name: string) => `Sélectionner ${name}`,
    selected: (n: number) => counted(n, 'élément sélectionné', 'éléments sélectionnés'),
    clearSelection: 'Tout désélectionner',
    bulk: 'Actions sur la sélection',
  },
  loadMore: {
    more: 'Afficher la suite',
    loading: 'Chargement de la suite',
    shown: (shown: number, total: number) => `${shown} sur ${total}`,
  },
  breadcrumbs: 'Fil d’Ariane',
  panel: {
    close: 'Fermer le volet',
    previous: 'Élément précédent',
    next: 'Élément suivant',
  },
  tree: { expand: (name: string) => `Déplier ${name}`, collapse: (name: string) => `Replier ${name}` },
  fileDrop: {
    choose: 'Choisir un fichier',
    chooseMany: 'Choisir des fichiers',
    orDrop: 'ou déposez-le ici',
    orDropMany: 'ou déposez-les ici',
    refusedType: (name: string) => `« ${name} » n’a pas le bon format.`,
    tooLarge: (name: string, max: string) => `« ${name} » est trop lourd : ${max} au plus.`,
  },
}

export default fr
