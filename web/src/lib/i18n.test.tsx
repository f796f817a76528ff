// SPDX-License-Identifier: EUPL-1.2

import { act, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import { catalogue, later, setLanguage, type Texts } from './i18n'

const fr = { hello: 'Bonjour', members: { count: (n: number) => `${n} membres` } }
const en: Texts<typeof fr> = { hello: 'Hello', members: { count: (n) => `${n} members` } }

describe('a catalogue', () => {
  test('is read in the language of the person, and changes with it', async () => {
    const useTexts = catalogue({ fr, en: async () => ({ en }) })
    function Line() {
      const t = useTexts()
      return (
        <p>
          {t.hello}, {t.members.count(3)}
        </p>
      )
    }
    renderUi(<Line />)
    expect(screen.getByText('Bonjour, 3 membres')).toBeTruthy()
    await setLanguage('en')
    expect(await screen.findByText('Hello, 3 members')).toBeTruthy()
    expect(document.documentElement.lang).toBe('en')
    expect(useTexts.current().hello).toBe('Hello')
  })

  test('loaded after the language was chosen waits for its words', async () => {
    await setLanguage('en')
    const useTexts = catalogue({ fr, en: async () => ({ en }) })
    function Line() {
      return <p>{useTexts().hello}</p>
    }
    // What a component waits for while it is first drawn is only awaited in an asynchronous `act`.
    await act(async () => {
      renderUi(<Line />)
    })
    expect(await screen.findByText('Hello')).toBeTruthy()
  })

  test('that could not be loaded is asked for again', async () => {
    let isAway = true
    const useTexts = catalogue({
      fr,
      en: async () => {
        if (isAway) throw new Error('offline')
        return { en }
      },
    })
    await expect(setLanguage('en')).rejects.toThrow('offline')
    isAway = false
    await setLanguage('en')
    expect(useTexts.current().hello).toBe('Hello')
  })
})

describe('words that nobody waits for', () => {
  test('are drawn when they come, and again in another language', async () => {
    let come = (_: typeof fr) => {}
    const words = later({ fr: () => new Promise<typeof fr>((done) => (come = done)), en: async () => en })
    const Line = () => <p>{words.use()?.hello ?? 'Pas encore'}</p>
    renderUi(<Line />)
    expect(screen.getByText('Pas encore')).toBeTruthy()
    await act(async () => come(fr))
    expect(screen.getByText('Bonjour')).toBeTruthy()
    await act(async () => await setLanguage('en'))
    expect(await screen.findByText('Hello')).toBeTruthy()
    expect(words.current()?.hello).toBe('Hello')
  })
})
