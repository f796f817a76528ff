// SPDX-License-Identifier: EUPL-1.2

export interface DemoAccount {
  email: string
  password: string
  /** The rest of its line: who this is. */
  about: string
}

/** The accounts that `plano demo` prints, one a line: address, password, who it is. */
export function demoAccounts(printed: string): DemoAccount[] {
  const accounts = printed.split('\n').flatMap((line) => {
    const found = /([\w.+-]+@[\w.-]+\.\w+)\s+(\S+)\s*(.*)$/.exec(line.trim())
    return found?.[1] && found[2]
      ? [{ email: found[1], password: found[2], about: `${line.slice(0, found.index)} ${found[3]}`.trim() }]
      : []
  })
  if (accounts.length < 3) throw new Error(`plano demo named ${accounts.length} accounts:\n${printed}`)
  return accounts
}
