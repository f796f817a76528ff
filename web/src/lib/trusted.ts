// SPDX-License-Identifier: EUPL-1.2
// Our policy refuses text wherever a script may hide in it (`require-trusted-types-for`). The scripts that are named by text
// are these, and `plano` is the one way past: it lets nothing else through, and may be made once only.

/** The service worker, and what reads PDFs beside the page. */
const OURS = /^(?:\/sw\.js|\/assets\/pdf\.worker[\w.-]*\.js)$/

/** The part of Trusted Types that is used here; not every browser has it, and TypeScript's own types lack it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy
}

interface Policy {
  createScriptURL: (url: string) => string
}

let made: { by: TrustedTypes; policy: Policy } | undefined

/** The address of a script of ours, as the browser wants it. */
export function trusted(url: string): string {
  const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes
  if (types === undefined) return url
  if (made?.by !== types) {
    const createScriptURL = (asked: string) => {
      if (!OURS.test(asked)) throw new TypeError('not a script of ours')
      return asked
    }
    made = { by: types, policy: types.createPolicy('plano', { createScriptURL }) }
  }
  return made.policy.createScriptURL(url)
}
