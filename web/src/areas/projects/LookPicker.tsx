// SPDX-License-Identifier: EUPL-1.2
import { useId } from 'react'
import type { ProjectIcon as Icon, ProjectColour } from '@/api/types'
import { ProjectIcon } from '@/ui'
import css from './LookPicker.module.css'
import { useTexts } from './texts'

const COLOURS: readonly ProjectColour[] = [
  'cat-1',
  'cat-2',
  'cat-3',
  'cat-4',
  'cat-5',
  'cat-6',
  'cat-7',
  'cat-8',
  'cat-9',
  'cat-10',
]

export const ICONS: readonly Icon[] = [
  'users',
  'bike',
  'mail',
  'school',
  'shield',
  'vote',
  'building',
  'heart',
  'leaf',
  'book',
  'calendar',
  'chart',
  'euro',
  'flag',
  'folder',
  'globe',
  'hammer',
  'landmark',
  'lightbulb',
  'map',
  'megaphone',
  'music',
  'phone',
  'scale',
  'siren',
  'sprout',
  'star',
  'train',
  'truck',
  'wrench',
]

interface Props {
  icon: Icon
  colour: ProjectColour
  onIcon: (icon: Icon) => void
  onColour: (colour: ProjectColour) => void
  isDisabled?: boolean
}

/** Two groups of native radios: arrows choose, and each picture has its word. */
export function LookPicker({ icon, colour, onIcon, onColour, isDisabled }: Props) {
  const t = useTexts()
  const name = useId()
  return (
    <div className={css.look}>
      <fieldset className={css.set} disabled={isDisabled}>
        <legend className={css.legend}>
          {t.create.icon} <span className={css.chosen}>{t.icons[icon]}</span>
        </legend>
        <div className={css.choices}>
          {ICONS.map((it) => (
            <label key={it} className={css.choice} title={t.icons[it]}>
              <input
                className={css.input}
                type="radio"
                name={`${name}-icon`}
                value={it}
                checked={it === icon}
                aria-label={t.icons[it]}
                onChange={() => onIcon(it)}
              />
              <ProjectIcon icon={it} colour={it === icon ? colour : 'cat-10'} size={28} />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={css.set} disabled={isDisabled}>
        <legend className={css.legend}>
          {t.create.colour} <span className={css.chosen}>{t.colours[colour]}</span>
        </legend>
        <div className={css.choices}>
          {COLOURS.map((it) => (
            <label key={it} className={css.choice} title={t.colours[it]}>
              <input
                className={css.input}
                type="radio"
                name={`${name}-colour`}
                value={it}
                checked={it === colour}
                aria-label={t.colours[it]}
                onChange={() => onColour(it)}
              />
              <span className={css.swatch} data-colour={it} />
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
