// SPDX-License-Identifier: EUPL-1.2
import s from './previews.module.css'

interface MediaPreviewProps {
  src: string
  name: string
  onFail: () => void
}

export function AudioPreview({ src, name, onFail }: MediaPreviewProps) {
  return (
    <div className={s.centre}>
      {/* biome-ignore lint/a11y/useMediaCaption: what people put there has none. */}
      <audio className={s.audio} src={src} controls preload="metadata" aria-label={name} onError={onFail} />
    </div>
  )
}

export function VideoPreview({ src, name, onFail }: MediaPreviewProps) {
  return (
    <div className={s.centre}>
      {/* biome-ignore lint/a11y/useMediaCaption: as above. */}
      <video className={s.video} src={src} controls preload="metadata" aria-label={name} onError={onFail} />
    </div>
  )
}
