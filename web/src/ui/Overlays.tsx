// SPDX-License-Identifier: EUPL-1.2

import { Announcer } from './announce'
import { ConfirmRegion } from './confirm'
import { ToastRegion } from './toast'

/** What floats over every page, drawn once by the shell, after the page. */
export function Overlays() {
  return (
    <>
      <Announcer />
      <ConfirmRegion />
      <ToastRegion />
    </>
  )
}
