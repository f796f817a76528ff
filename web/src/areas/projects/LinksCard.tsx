// SPDX-License-Identifier: EUPL-1.2
import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Project, ProjectRef } from '@/api/types'
import { Anchor, Button, Card, IconButton, ProjectIcon, toast } from '@/ui'
import { LinkDialog } from './LinkDialog'
import css from './LinksCard.module.css'
import { failed } from './problems'
import { linksOf, useLink } from './queries'
import { useTexts } from './texts'

/** The projects that belong with this one. Draws nothing for a reader when there are none. */
export function LinksCard({ project }: { project: Project }) {
  const t = useTexts()
  const { data = [] } = useQuery(linksOf(project.id))
  const link = useLink(project.id)
  const [isLinking, setLinking] = useState(false)
  const add = useRef<HTMLElement>(null)
  const mayWrite = project.can.write
  if (data.length === 0 && !mayWrite) return null

  const unlink = (other: ProjectRef) =>
    link.mutate(
      { other: other.id, isLinked: false },
      {
        onSuccess: () => {
          // The button that was pressed goes with its line.
          add.current?.focus()
          toast({
            text: t.links.removed(other.name),
            action: {
              label: t.links.undo,
              onAction: () => link.mutate({ other: other.id, isLinked: true }, { onError: failed }),
            },
          })
        },
        onError: failed,
      },
    )

  return (
    <Card
      title={t.links.title}
      isFlush
      actions={
        mayWrite && (
          <Button ref={add} variant="ghost" size="sm" icon={Plus} onPress={() => setLinking(true)}>
            {t.links.add}
          </Button>
        )
      }
    >
      {data.length === 0 && <p className={css.none}>{t.links.none}</p>}
      {data.length > 0 && (
        <ul className={css.list}>
          {data.map((it) => (
            <li key={it.id} className={css.line}>
              <Anchor href={`/p/${it.id}`} className={css.link}>
                <ProjectIcon icon={it.icon} colour={it.colour} size={28} />
                {it.name}
              </Anchor>
              {mayWrite && <IconButton label={t.links.remove(it.name)} icon={X} size="sm" onPress={() => unlink(it)} />}
            </li>
          ))}
        </ul>
      )}
      {isLinking && <LinkDialog project={project} linked={data} onClose={() => setLinking(false)} />}
    </Card>
  )
}
