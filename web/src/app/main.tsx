// SPDX-License-Identifier: EUPL-1.2
import '../styles/index.css'
import './app.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { setAttendant } from '../api/client'
import { queryClient } from '../api/query'
import { confirmIdentity, firstLanguage, startReadingFont } from '../areas/accounts'
import { setLanguage } from '../lib/i18n'
import { router } from './router'
import { leave, setGo } from './session'
import { registerWorker } from './worker'

setGo((to) => void router.navigate({ href: to, replace: true }))
setAttendant({ signedOut: () => leave('ended'), confirmIdentity })
startReadingFont()

// Each screen writes its own title; the one of the page that carried the script would stand before it.
document.querySelector('head > title')?.remove()

const place = document.getElementById('plano')
if (place) {
  // The words are loaded before anything is drawn, so that no page flashes in the other language.
  void setLanguage(firstLanguage()).finally(() => {
    createRoot(place).render(
      <StrictMode>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    )
    registerWorker()
  })
}
