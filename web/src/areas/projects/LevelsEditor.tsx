// SPDX-License-Identifier: EUPL-1.2
import type { Level, Levels, Module, Role } from '@/api/types'
import { Badge, Button, Select } from '@/ui'
import css from './LevelsEditor.module.css'
import { levelsOf, MODULES, preset, withLevel } from './levels'
import { useTexts } from './texts'

/** One choice per tool: what the role gives, or an exception for this person. */
export function LevelsEditor({
  role,
  exceptions,
  available,
  isExternal,
  onChange,
}: {
  role: Role
  exceptions: Partial<Levels>
  available: readonly Module[]
  /** An outsider never manages, in any tool. */
  isExternal: boolean
  onChange: (exceptions: Partial<Levels>) => void
}) {
  const t = useTexts()
  const given = preset(role)
  const hasExceptions = Object.keys(exceptions).length > 0
  const hasLater = MODULES.some((module) => !available.includes(module))
  return (
    <fieldset className={css.set}>
      <legend className={css.legend}>{t.edit.levels}</legend>
      <p className={css.hint}>
        {t.edit.levelsHint} {hasLater && t.modulesLater}
      </p>
      <ul className={css.list}>
        {MODULES.map((module) => (
          <li key={module} className={css.line}>
            <span className={css.tool} aria-hidden="true">
              {t.modules[module]}
              {exceptions[module] !== undefined && <Badge tone="primary">{t.edit.exception}</Badge>}
            </span>
            <Select
              label={t.modules[module]}
              isLabelHidden
              size="sm"
              value={exceptions[module] ?? given[module]}
              onChange={(level: Level) => onChange(withLevel(role, exceptions, module, level))}
              options={levelsOf(module, isExternal).map((level) => ({
                id: level,
                label: level === given[module] ? t.edit.fromRole(t.levels[level]) : t.levels[level],
              }))}
            />
          </li>
        ))}
      </ul>
      {hasExceptions && (
        <Button variant="ghost" size="sm" onPress={() => onChange({})}>
          {t.edit.reset}
        </Button>
      )}
    </fieldset>
  )
}
