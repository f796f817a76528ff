// SPDX-License-Identifier: EUPL-1.2
import { Dialog, Kbd, Link } from '@/ui'
import s from './ShortcutList.module.css'
import { useAppTexts } from './texts'

/** Every key that works everywhere, and where to switch the single letters off. */
export function ShortcutList({ onClose, hasSingleKeys }: { onClose: () => void; hasSingleKeys: boolean }) {
  const t = useAppTexts().shortcuts
  return (
    <Dialog title={t.title} isOpen onClose={onClose} size="sm">
      <p className={s.note}>
        {hasSingleKeys ? t.on : t.off} <Link href="/reglages/affichage">{t.change}</Link>
      </p>
      <h3 className={s.heading}>{t.everywhere}</h3>
      <dl className={s.list}>
        <Line words={t.search} keys={[[t.keys.ctrl, 'K']]} />
        <Line words={t.regions} keys={[['F6']]} />
        {hasSingleKeys && <Line words={t.list} keys={[['?']]} />}
        {hasSingleKeys && <Line words={t.newProject} keys={[['N']]} />}
      </dl>
      <h3 className={s.heading}>{t.messages}</h3>
      <dl className={s.list}>
        <Line words={t.lines} keys={[['↑'], ['↓']]} then={t.or} />
        {hasSingleKeys && (
          <>
            <Line words={t.answer} keys={[['R']]} />
            <Line words={t.edit} keys={[['E']]} />
            <Line words={t.react} keys={[['+']]} />
            <Line words={t.save} keys={[['S']]} />
            <Line words={t.actionsMenu} keys={[['M']]} />
          </>
        )}
        <Line words={t.retract} keys={[[t.keys.delete]]} />
        <Line words={t.editLast} keys={[['↑']]} />
        <Line words={t.name} keys={[['@'], ['#'], ['/']]} then={t.or} />
      </dl>
      {hasSingleKeys && (
        <>
          <h3 className={s.heading}>{t.goTo}</h3>
          <dl className={s.list}>
            <Line words={t.home} keys={[['G'], ['A']]} then={t.after} />
            <Line words={t.notifications} keys={[['G'], ['N']]} then={t.after} />
            <Line words={t.projects} keys={[['G'], ['P']]} then={t.after} />
          </dl>
        </>
      )}
    </Dialog>
  )
}

/** Keys of one inner list are pressed together, the lists one after the other. */
function Line({ words, keys, then }: { words: string; keys: string[][]; then?: string }) {
  return (
    <div className={s.line}>
      <dt>{words}</dt>
      <dd className={s.keys}>
        {keys.map((together, at) => (
          <span key={together.join('+')} className={s.keys}>
            {at > 0 && <span className={s.then}>{then}</span>}
            {together.map((it) => (
              <Kbd key={it}>{it}</Kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}
