// SPDX-License-Identifier: EUPL-1.2
import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderUi } from '@/testing/render'
import { EmojiPicker } from './EmojiPicker'
import { oneEmoji } from './emoji'
import fr from './fr'

test('what is typed or pasted and is one emoji can be chosen, whether it is in the list or not', async () => {
  const onChoose = vi.fn()
  const { user } = renderUi(<EmojiPicker onChoose={onChoose} />)
  const field = screen.getByRole('searchbox', { name: fr.emoji.search })
  await user.click(field)
  await user.paste('🦔')
  expect(screen.getAllByRole('button').map((it) => it.textContent)).toEqual(['🦔'])
  await user.keyboard('{Enter}')
  expect(onChoose).toHaveBeenCalledWith('🦔')
  await user.clear(field)
  await user.type(field, 'zzz')
  expect(screen.getByRole('status').textContent).toBe(fr.emoji.none)
})

test('down goes to the sign below, however many stand in a row', async () => {
  const { user } = renderUi(<EmojiPicker onChoose={() => {}} />)
  const real = getComputedStyle
  vi.spyOn(globalThis, 'getComputedStyle').mockImplementation((it, pseudo) =>
    Object.assign(Object.create(real(it, pseudo)), { gridTemplateColumns: '46px 46px 46px 46px 46px 46px' }),
  )
  const signs = screen.getAllByRole('button')
  await user.click(screen.getByRole('searchbox', { name: fr.emoji.search }))
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(signs.indexOf(document.activeElement as HTMLElement)).toBe(6)
  vi.restoreAllMocks()
})

test('one emoji is told from several, and from a text', () => {
  for (const it of ['🦔', '👩🏽‍🚒', '🇧🇿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '❤️', '7️⃣', ' 🧇 ']) expect(oneEmoji(it), it).toBe(it.trim())
  // The heart of the old keyboards, as a picture.
  expect(oneEmoji('❤')).toBe('❤️')
  for (const it of ['', 'a', '7', '#', '🦔🦔', 'ok 🦔', '🇧', 'é']) expect(oneEmoji(it), it).toBeNull()
})
