// SPDX-License-Identifier: EUPL-1.2

import type { Texts } from '@/lib/i18n'
import { inEnglish } from '../../lib/counts'
import type fr from './fr'

const { grouped } = inEnglish

export const en: Texts<typeof fr> = {
  title: 'Home',
  hello: (name) => `Hello ${name}`,
  todayIs: (day) => `${day}.`,
  nothing: 'Nothing awaits your answer.',
  unread: (n) => (n === 1 ? '1 notification to read.' : `${grouped(n)} notifications to read.`),
  newProject: 'New project',
  externalTitle: 'You are an external guest.',
  external: 'You only see the projects you are invited to. You cannot search the directory or create projects.',
  endsOn: (date) => `Your access ends on ${date}.`,
}

export default en
