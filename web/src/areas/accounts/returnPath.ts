// SPDX-License-Identifier: EUPL-1.2

/**
 * Where to go after signing in, from `?retour=`. Only a path of ours: an address of another site, or anything that
 * a browser could read as one (`//host`, `/\host`), would turn the sign-in page into a trap.
 */
export function safeReturn(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || path.length > 2000) return '/'
  let url: URL
  try {
    url = new URL(path, 'https://plano.invalid')
  } catch {
    return '/'
  }
  if (url.origin !== 'https://plano.invalid' || path.includes('\\') || url.pathname.startsWith('//')) return '/'
  if (PUBLIC.has(url.pathname)) return '/'
  return url.pathname + url.search + url.hash
}

/** Pages that are for people who are not signed in: returning there would be a loop. */
export const PUBLIC: ReadonlySet<string> = new Set([
  '/connexion',
  '/installation',
  '/demande-acces',
  '/demande',
  '/mot-de-passe-oublie',
  '/mot-de-passe',
  '/invitation',
  '/adresse',
])
