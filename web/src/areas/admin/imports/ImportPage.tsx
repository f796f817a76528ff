// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import type { Id } from '@/api/types'
import { text, useAddress } from '@/lib/useAddress'
import { LinkButton } from '@/ui'
import { BranchNotice, Gate } from '../Gate'
import { Page } from '../Page'
import { importOf } from '../queries'
import { useTexts } from '../texts'
import { Waiting } from '../Waiting'
import { History } from './History'
import { Report } from './Report'
import { StartImport } from './StartImport'

interface ImportSearch {
  import?: Id | undefined
}

const readSearch = (search: Record<string, unknown>): ImportSearch => ({ import: text(search.import) })

export function ImportPage() {
  const t = useTexts().import
  const [search, change] = useAddress(readSearch)
  const open = (id: Id) => change({ import: id }, { isStep: true })
  return (
    <Gate>
      <Page
        title={t.title}
        actions={
          search.import !== undefined && (
            <LinkButton href="/administration/import" icon={ArrowLeft}>
              {t.back}
            </LinkButton>
          )
        }
      >
        <BranchNotice />
        {search.import === undefined ? (
          <>
            <StartImport onChecked={open} />
            <History onOpen={open} />
          </>
        ) : (
          <One id={search.import} />
        )}
      </Page>
    </Gate>
  )
}

function One({ id }: { id: Id }) {
  const shown = useQuery(importOf(id))
  if (!shown.data) return <Waiting query={shown} />
  return <Report key={id} shown={shown.data} />
}
