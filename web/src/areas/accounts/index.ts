// SPDX-License-Identifier: EUPL-1.2
// The door of the accounts area.

export { applyLanguage, applyProfile, firstLanguage, startReadingFont } from './display'
export { confirmIdentity, useIsIdentityAsked } from './freshSignIn'
export { PUBLIC, safeReturn } from './returnPath'
export { accountRoutesIn, settingsRoutesIn } from './routes'
