// SPDX-License-Identifier: EUPL-1.2

import s from './badges.module.css'

export function Kbd({ children }: { children: string }) {
  return <kbd className={s.kbd}>{children}</kbd>
}
