// SPDX-License-Identifier: EUPL-1.2
import { act, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { renderUi } from '@/testing/render'
import { useKeptFocus } from './useKeptFocus'

function Lines({ names, hasDone = false }: { names: string[]; hasDone?: boolean }) {
  const [left, setLeft] = useState(names)
  const [isNew, setNew] = useState(true)
  const kept = useKeptFocus<HTMLDivElement>()
  return (
    <>
      <div ref={kept} data-testid="area">
        {left.length === 0 ? (
          <p>Vide</p>
        ) : (
          <ul>
            {left.map((it) => (
              <li key={it}>
                <a href={`/${it}`}>{it}</a>
                <button type="button" onClick={() => setLeft(left.filter((each) => each !== it))}>
                  Retirer {it}
                </button>
                {hasDone && isNew && (
                  <button type="button" onClick={() => setNew(false)}>
                    Lu
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <button type="button" onClick={() => setLeft([])}>
        Ailleurs
      </button>
    </>
  )
}

const focused = (name: string) => waitFor(() => expect(document.activeElement).toBe(screen.getByRole('link', { name })))

test('a line that goes leaves the focus to the next one, the last to the one before, the only one to the place', async () => {
  const { user } = renderUi(<Lines names={['un', 'deux', 'trois']} />)
  await user.click(screen.getByRole('button', { name: 'Retirer deux' }))
  await focused('trois')
  await user.click(screen.getByRole('button', { name: 'Retirer trois' }))
  await focused('un')
  await user.click(screen.getByRole('button', { name: 'Retirer un' }))
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('area')))
})

test('a button that has done its work leaves the focus to its line', async () => {
  const { user } = renderUi(<Lines names={['un']} hasDone />)
  await user.click(screen.getByRole('button', { name: 'Lu' }))
  await focused('un')
})

test('a focus that is elsewhere stays there', async () => {
  const { user } = renderUi(<Lines names={['un', 'deux']} />)
  screen.getByRole('link', { name: 'un' }).focus()
  const elsewhere = screen.getByRole('button', { name: 'Ailleurs' })
  await user.click(elsewhere)
  await screen.findByText('Vide')
  expect(document.activeElement).toBe(elsewhere)
})

function Parts() {
  const [left, setLeft] = useState(['un', 'deux', 'trois'])
  const kept = useKeptFocus<HTMLDivElement>()
  return (
    <div ref={kept}>
      {left.map((it) => (
        <section key={it}>
          <button type="button" onClick={() => setLeft(left.filter((each) => each !== it))}>
            Retirer {it}
          </button>
          <button type="button" onClick={() => setLeft([...left.filter((each) => each !== it), it])}>
            Dernier {it}
          </button>
        </section>
      ))}
    </div>
  )
}

const button = (name: string) => screen.getByRole('button', { name })

test('a part that goes leaves the focus to the next one, the last to the one before', async () => {
  const { user } = renderUi(<Parts />)
  await user.click(button('Retirer deux'))
  await waitFor(() => expect(document.activeElement).toBe(button('Retirer trois')))
  await user.click(button('Retirer trois'))
  await waitFor(() => expect(document.activeElement).toBe(button('Retirer un')))
})

test('what is put elsewhere keeps the focus', async () => {
  renderUi(<Parts />)
  const first = button('Dernier un')
  first.focus()
  const line = first.closest('section')
  line?.parentElement?.append(line)
  await waitFor(() => expect(document.activeElement).toBe(first))
})

test('a focus that falls to the dialog around it, when a question over it closes, is not where the person has gone', async () => {
  renderUi(
    <>
      <section role="dialog" aria-label="Programmes" tabIndex={-1}>
        <Lines names={['un', 'deux']} />
      </section>
      <div role="alertdialog">
        <button type="button">Oui</button>
      </div>
    </>,
  )
  const remove = button('Retirer un')
  remove.focus()
  button('Oui').focus()
  screen.getByRole('dialog').focus()
  screen.getByRole('alertdialog').removeAttribute('role')
  act(() => remove.click())
  await focused('deux')
})
