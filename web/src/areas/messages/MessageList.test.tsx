// SPDX-License-Identifier: EUPL-1.2
import { act, screen, waitFor } from '@testing-library/react'
import { createRef } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '@/api/types'
import { withLayout } from '@/testing/layout'
import { renderUi } from '@/testing/render'
import { type ListHandle, MessageList } from './MessageList'
import type { Row } from './rows'
import { aMessage } from './testkit'

beforeEach(withLayout)

const rows: Row[] = Array.from({ length: 400 }, (_, index) => ({
  kind: 'message',
  key: `draft-${index}`,
  message: aMessage(index),
  isFirst: true,
}))

/** Another for each test: where a list was left is remembered. */
let places = 0

const wordsOf = (it: Message) => `En mots : ${it.body}`

const shown = (kept: string | null) => {
  places += 1
  const handle = createRef<ListHandle>()
  const place = `chn_${places}`
  const listOf = (rows: Row[]) => (
    <MessageList
      place={place}
      label="Messages de travaux"
      rows={rows}
      hasOlder={false}
      hasNewer={false}
      onMore={async () => {}}
      onEnd={async () => {}}
      fresh={0}
      start={null}
      kept={kept}
      handle={handle}
      nameOf={() => 'Maëlle Kervadec'}
      wordsOf={wordsOf}
      line={({ message }) =>
        message.draft === kept ? <textarea aria-label="Modifier le message" defaultValue="Commencé" /> : message.body
      }
      waitingLine={() => null}
    />
  )
  const ui = renderUi(listOf(rows))
  return { ...ui, handle, withRows: (rows: Row[]) => ui.rerender(listOf(rows)) }
}

const scrolledTo = (top: number) => {
  const scroll = screen.getByRole('log').parentElement as HTMLElement
  act(() => {
    scroll.scrollTop = top
    scroll.dispatchEvent(new Event('scroll'))
  })
}

test('a message being written again stays, with what is typed, wherever one scrolls', async () => {
  const { user } = shown('draft-390')
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Modifier le message' })
  await user.type(field, ' et repris')
  act(() => field.blur())
  scrolledTo(0)
  await waitFor(() => expect(screen.getByText('Message 3')).toBeTruthy())
  // Another line takes the focus meanwhile.
  act(() => screen.getByText('Message 3').focus())
  scrolledTo(4000)
  await waitFor(() => expect(screen.queryByText('Message 3')).toBeTruthy())
  const kept = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Modifier le message' })
  expect(kept).toBe(field)
  expect(kept.value).toBe('Commencé et repris')
})

test('a message that is shown takes the focus', async () => {
  const { handle } = shown(null)
  await screen.findByText('Message 399')
  act(() => handle.current?.show('draft-200'))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-200'))
})

test('a message that is shown before it is drawn is shown once it is', async () => {
  const { handle, withRows } = shown(null)
  await screen.findByText('Message 399')
  withRows(rows.slice(300))
  act(() => handle.current?.show('draft-20'))
  withRows(rows.slice(0, 100))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-20'))
})

test('what comes as a message is being shown does not lead back to the end', async () => {
  const { handle, withRows } = shown(null)
  withRows(rows.slice(0, 300))
  await screen.findByText('Message 299')
  const scroll = screen.getByRole('log').parentElement as HTMLElement
  const end = () => Number.parseFloat(screen.getByRole('log').style.height) - 600
  await waitFor(() => expect(scroll.scrollTop).toBe(end()))
  scrolledTo(end())
  act(() => handle.current?.show('draft-20'))
  // Before the page has told of it.
  withRows(rows)
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-20'))
  expect(scroll.scrollTop, 'lines above are measured meanwhile').toBeLessThan(2000)
  // Back at the end, one follows again what comes.
  scrolledTo(end())
  await screen.findByText('Message 399')
  withRows([...rows, { kind: 'message', key: 'draft-400', message: aMessage(400), isFirst: true }])
  await screen.findByText('Message 400')
})

test('who goes elsewhere by hand meanwhile is not led to it any more', async () => {
  const { handle, withRows } = shown(null)
  await screen.findByText('Message 399')
  withRows(rows.slice(300))
  act(() => handle.current?.show('draft-20'))
  screen.getByRole('log').dispatchEvent(new WheelEvent('wheel', { bubbles: true }))
  withRows(rows.slice(0, 100))
  await new Promise((passed) => setTimeout(passed, 200))
  expect(document.activeElement).toBe(document.body)
  // Asked for anew, it is.
  act(() => handle.current?.show('draft-20'))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-20'))
})

test('a message that is only brought into view leaves the focus where it is', async () => {
  const { handle } = shown(null)
  await screen.findByText('Message 399')
  act(() => handle.current?.reveal('draft-200'))
  await screen.findByText('Message 200')
  expect(document.activeElement).toBe(document.body)
})

/** What is watched gets another height, as when the composer below it grows. */
const withHeight = (element: HTMLElement, height: number) => {
  for (const name of ['offsetHeight', 'clientHeight'])
    Object.defineProperty(element, name, { configurable: true, value: height })
  act(() => {
    for (const [watched, tell] of watching) if (watched === element) tell()
  })
}
const watching: [Element, () => void][] = []
class Watching {
  constructor(private readonly tell: () => void) {}
  observe(element: Element) {
    watching.push([element, this.tell])
  }
  unobserve() {}
  disconnect() {}
}

test('whoever is at the end stays there as the list gets lower, and nobody else is moved', async () => {
  vi.stubGlobal('ResizeObserver', Watching)
  shown(null)
  await screen.findByText('Message 399')
  const scroll = screen.getByRole('log').parentElement as HTMLElement
  const end = (height: number) => Number.parseFloat(screen.getByRole('log').style.height) - height
  await waitFor(() => expect(scroll.scrollTop).toBe(end(600)))
  // By hand: the list is no longer on its way.
  scrolledTo(4000)
  await screen.findByText('Message 66')
  scrolledTo(end(600))
  await screen.findByText('Message 399')
  withHeight(scroll, 400)
  await waitFor(() => expect(scroll.scrollTop).toBe(end(400)))
  // Behind a thread, on a telephone, it is not shown for a while.
  withHeight(scroll, 0)
  withHeight(scroll, 350)
  await waitFor(() => expect(scroll.scrollTop).toBe(end(350)))
  scrolledTo(4000)
  withHeight(scroll, 300)
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  expect(scroll.scrollTop).toBe(4000)
  vi.unstubAllGlobals()
})

const described = () => {
  const id = document.activeElement?.getAttribute('aria-describedby')
  return id ? document.getElementById(id)?.getAttribute('aria-label') : null
}

test('whoever moves from line to line hears what each says', async () => {
  const { user, handle } = shown(null)
  await screen.findByText('Message 399')
  // Whoever comes from elsewhere too: what is said of the line is there before the line has the focus.
  await waitFor(() =>
    expect(screen.getByText('Message 399').closest('article')?.getAttribute('aria-describedby')).toBeTruthy(),
  )
  act(() => handle.current?.focusLast())
  await waitFor(() => expect(described()).toBe('En mots : Message 399'))
  await user.keyboard('{ArrowUp}')
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-398'))
  expect(described()).toBe('En mots : Message 398')
})

test('the button that leads to the end leaves the focus there', async () => {
  const { user } = shown(null)
  await screen.findByText('Message 399')
  scrolledTo(0)
  await user.click(await screen.findByRole('button', { name: 'Aller aux derniers messages' }))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-399'))
})

test('the button that leads to what is new leaves the focus there', async () => {
  const { user, withRows } = shown(null)
  await screen.findByText('Message 399')
  withRows([...rows.slice(0, 200), { kind: 'new', key: 'new' }, ...rows.slice(200)])
  await user.click(await screen.findByRole('button', { name: 'Nouveaux messages' }))
  await waitFor(() => expect(document.activeElement?.getAttribute('data-key')).toBe('draft-200'))
})
