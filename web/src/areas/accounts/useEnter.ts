// SPDX-License-Identifier: EUPL-1.2
import { useCallback } from 'react'
import { useNavigateTo } from '@/ui'
import { safeReturn } from './returnPath'

/** Goes in, once signed in: where the person wanted to be, otherwise home. */
export function useEnter(): () => void {
  const navigate = useNavigateTo()
  return useCallback(() => {
    navigate(safeReturn(new URLSearchParams(location.search).get('retour')))
  }, [navigate])
}
