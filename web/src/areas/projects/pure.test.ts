// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, test } from 'vitest'
import { readAddresses } from './addresses'
import { addMonths, daysBetween, today } from './days'
import { addressLine, joined, toNewMember } from './invitations'
import { levelsOf, mayHaveExceptions, preset, prune, withLevel } from './levels'
import { categoriesOf, grouped, matches, moved, pinnedOf, placeAfter } from './order'
import { aProject } from './testkit'

describe('levels', () => {
  test('a role gives one level everywhere, as the policy of the server does', () => {
    expect(preset('owner').files).toBe('manage')
    expect(preset('manager').tasks).toBe('manage')
    expect(preset('member').messages).toBe('write')
    expect(preset('reader').calendar).toBe('read')
  })

  test('an exception stands above the role; choosing the level of the role takes it away', () => {
    const once = withLevel('member', {}, 'files', 'read')
    expect(once).toEqual({ files: 'read' })
    expect(withLevel('member', once, 'files', 'write')).toEqual({})
  })

  test('a change of role drops the exceptions that say the same as the new role', () => {
    expect(prune('reader', { files: 'read', tasks: 'own' })).toEqual({ tasks: 'own' })
  })

  test('only tasks know "own", and those who manage have no exceptions', () => {
    expect(levelsOf('tasks')).toContain('own')
    expect(levelsOf('files')).not.toContain('own')
    expect(levelsOf('files', true)).not.toContain('manage')
    expect(mayHaveExceptions('manager')).toBe(false)
    expect(mayHaveExceptions('reader')).toBe(true)
  })
})

describe('order', () => {
  const it = (id: string, name: string, pinned: boolean, rank: string, category: string | null = null) =>
    aProject({ id, name, my: { ...aProject().my, pinned, rank, category } })

  test('pinned projects follow their rank, compared as texts and not by a language', () => {
    const list = [it('1', 'B', true, 'a'), it('2', 'A', true, 'Z'), it('3', 'C', false, '0')]
    expect(pinnedOf(list).map((each) => each.id)).toEqual(['2', '1'])
  })

  test('categories are in alphabetical order, those without one last', () => {
    const list = [
      it('1', 'Zoo', false, '', null),
      it('2', 'b', false, '', 'Été'),
      it('3', 'a', false, '', 'Été'),
      it('4', 'c', false, '', 'Écoles'),
    ]
    expect(grouped(list).map((group) => [group.category, group.projects.map((each) => each.id)])).toEqual([
      ['Écoles', ['4']],
      ['Été', ['3', '2']],
      [null, ['1']],
    ])
    expect(categoriesOf(list)).toEqual(['Écoles', 'Été'])
  })

  test('moving keeps everyone, and says after whom', () => {
    const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
    const down = moved(list, 'a', 1)
    expect(down.map((each) => each.id)).toEqual(['b', 'a', 'c'])
    expect(placeAfter(down, 'a')).toBe('b')
    expect(placeAfter(moved(list, 'c', 0), 'c')).toBeNull()
    expect(moved(list, 'b', 99).map((each) => each.id)).toEqual(['a', 'c', 'b'])
    expect(moved(list, 'unknown', 0)).toEqual(list)
  })

  test('search ignores case and accents, and wants every word', () => {
    expect(matches('ecole TIL', ['École des Tilleuls', null])).toBe(true)
    expect(matches('ecole vélo', ['École des Tilleuls'])).toBe(false)
    expect(matches('  ', ['anything'])).toBe(true)
  })
})

describe('addresses', () => {
  test('a pasted list: lines, commas, semicolons, names, twice the same', () => {
    const { found, bad } = readAddresses(
      'Nour Attali <n.attali@ch.example>\na@b.example, A@B.example; DUPONT Jean <j@d.example>',
    )
    expect(found).toEqual([
      { email: 'n.attali@ch.example', given_name: 'Nour', family_name: 'Attali' },
      { email: 'a@b.example', given_name: '', family_name: '' },
      { email: 'j@d.example', given_name: 'Jean', family_name: 'DUPONT' },
    ])
    expect(bad).toEqual([])
  })

  test.each(['a@b', 'a@@b.fr', 'a b@', '"a"@b.fr', '<@b.fr>', 'a@b..fr', 'a@.fr'])('%s is no address', (text) => {
    const { found, bad } = readAddresses(text)
    expect(found).toEqual([])
    expect(bad.length).toBeGreaterThan(0)
  })
})

describe('days', () => {
  test('counting does not see summer time', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(daysBetween('2026-10-09', '2026-10-08')).toBe(-1)
  })

  test('a month later is the same day, or the last one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
    expect(addMonths('2026-10-09', 12)).toBe('2027-10-09')
  })

  test('today is the day where the person is', () => {
    const justBeforeMidnight = new Date('2026-10-08T23:30:00Z')
    expect(today(justBeforeMidnight, 'Europe/Paris')).toBe('2026-10-09')
    expect(today(justBeforeMidnight, 'America/Cayenne')).toBe('2026-10-08')
  })
})

describe('invitations', () => {
  const nour = addressLine({ email: 'N@x.example', given_name: ' Nour ', family_name: '' }, '')

  test('the same mailbox in other capitals is invited once', () => {
    const again = addressLine({ email: 'n@X.example', given_name: '', family_name: '' }, '')
    expect(joined([nour], [again, again])).toEqual([nour])
  })

  test('nothing is sent that was not chosen', () => {
    expect(toNewMember(nour, { role: 'reader', levels: {}, endsOn: null })).toEqual({
      email: 'N@x.example',
      given_name: 'Nour',
      role: 'reader',
    })
    expect(toNewMember(nour, { role: 'member', levels: { files: 'read' }, endsOn: '2027-01-31' })).toMatchObject({
      levels: { files: 'read' },
      ends_on: '2027-01-31',
    })
  })
})
