// SPDX-License-Identifier: EUPL-1.2
import { Maximize, Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { cx } from '@/lib/cx'
import { useFormat } from '@/lib/format'
import { announce, IconButton } from '@/ui'
import { useTexts } from '../texts'
import s from './previews.module.css'
import { useZoomKeys } from './useZoomKeys'
import { zoomed } from './zoom'

/** An image, whole at first, then as large as one wants. */
export function ImagePreview({ src, name, onFail }: { src: string; name: string; onFail: () => void }) {
  const t = useTexts()
  const format = useFormat()
  // `null`: as large as its place lets it be whole.
  const [zoom, setZoom] = useState<number | null>(null)
  const [natural, setNatural] = useState<{ width: number; fitted: number } | null>(null)

  const scale = zoom ?? natural?.fitted ?? 1
  const change = (by: 1 | -1) => {
    const next = zoomed(scale, by)
    setZoom(next)
    announce(format.percent(next))
  }
  const fit = () => setZoom(null)
  useZoomKeys({ onLarger: () => change(1), onSmaller: () => change(-1), onFit: fit })

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a large image scrolls in its own region. */}
      <div className={s.canvas} role="group" aria-label={t.file.contentOf(name)} tabIndex={0}>
        <img
          className={cx(s.image, zoom === null && s.whole)}
          src={src}
          alt={name}
          draggable={false}
          style={zoom !== null && natural ? { width: natural.width * zoom } : undefined}
          onLoad={(event) => {
            const { naturalWidth, clientWidth } = event.currentTarget
            setNatural({ width: naturalWidth, fitted: naturalWidth > 0 ? clientWidth / naturalWidth : 1 })
          }}
          onError={onFail}
        />
      </div>
      <div className={s.tools} role="toolbar" aria-label={t.file.zoom}>
        <IconButton size="sm" icon={Minus} label={t.file.smaller} shortcut="-" onPress={() => change(-1)} />
        <span className={s.percent}>{format.percent(scale)}</span>
        <IconButton size="sm" icon={Plus} label={t.file.larger} shortcut="+" onPress={() => change(1)} />
        <IconButton size="sm" icon={Maximize} label={t.file.fit} shortcut="0" isPressed={zoom === null} onPress={fit} />
      </div>
    </>
  )
}
