// SPDX-License-Identifier: EUPL-1.2
// E-mail domains, typed as people type them: « @Rivemont.fr, ville.fr ».

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

export function domainsOf(text: string): string[] {
  const domains = text
    .split(/[\s,;]+/)
    .map((it) => it.replace(/^@/, '').toLowerCase())
    .filter((it) => it !== '')
  return [...new Set(domains)]
}

/** The first text that is not a domain, to name it in the error. */
export const notADomain = (domains: readonly string[]): string | undefined => domains.find((it) => !DOMAIN.test(it))

export const textOf = (domains: readonly string[]): string => domains.join(', ')
