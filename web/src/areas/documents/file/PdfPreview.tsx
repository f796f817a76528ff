// SPDX-License-Identifier: EUPL-1.2
// A PDF, drawn by pdf.js: without evaluating anything, without WebAssembly, as the content security policy wants it.

import { ChevronDown, ChevronUp, Maximize, Minus, Plus, Search, X } from 'lucide-react'
import { getDocument, type PDFDocumentProxy, PDFWorker, version } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?worker&url'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useFormat } from '@/lib/format'
import { trusted } from '@/lib/trusted'
import { announce, IconButton, Spinner } from '@/ui'
import { useTexts } from '../texts'
import { placesOf } from './find'
import { type PageSize, PdfPage } from './PdfPage'
import s from './pdf.module.css'
import shared from './previews.module.css'
import { isElsewhere, useZoomKeys } from './useZoomKeys'
import { zoomed } from './zoom'

/** Character maps and fonts that documents rely on, carried with the program (tools/build.ts). */
const FILES = `/assets/pdf-${version}`
/** A page is not made wider than this by itself. */
const FIT_MAX = 1.6
const SIDES_PX = 40
const SEARCH_AFTER_MS = 250

export function PdfPreview({ src, name, onFail }: { src: string; name: string; onFail: () => void }) {
  const t = useTexts()
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null)
  const [first, setFirst] = useState<PageSize | null>(null)
  const fail = useRef(onFail)
  useEffect(() => {
    fail.current = onFail
  })

  useEffect(() => {
    let isOver = false
    const port = new Worker(trusted(workerUrl), { type: 'module' })
    const worker = PDFWorker.create({ port })
    const task = getDocument({
      url: src,
      worker,
      // What is looked at is fetched: a plan of a gigabyte opens at its first page.
      rangeChunkSize: 512 * 1024,
      disableAutoFetch: true,
      disableStream: true,
      isEvalSupported: false,
      useWasm: false,
      // A machine's own fonts are wider or narrower than those that were meant.
      useSystemFonts: false,
      enableXfa: false,
      cMapUrl: `${FILES}/cmaps/`,
      standardFontDataUrl: `${FILES}/standard_fonts/`,
    })
    task.promise
      .then(async (it) => {
        const page = await it.getPage(1)
        if (isOver) return
        const { width, height } = page.getViewport({ scale: 1 })
        setFirst({ width, height })
        setPdf(it)
      })
      .catch(() => {
        if (!isOver) fail.current()
      })
    return () => {
      isOver = true
      void task.destroy().finally(() => {
        worker.destroy()
        port.terminate()
      })
    }
  }, [src])

  if (!pdf || !first) {
    return (
      <div className={shared.centre} role="status">
        <Spinner />
        <span className={s.said}>{t.loading}</span>
      </div>
    )
  }
  return <Reader pdf={pdf} first={first} name={name} />
}

function Reader({ pdf, first, name }: { pdf: PDFDocumentProxy; first: PageSize; name: string }) {
  const t = useTexts()
  const format = useFormat()
  const scroll = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(0)
  const [zoom, setZoom] = useState<number | null>(null)
  const [sizes, setSizes] = useState<ReadonlyMap<number, PageSize>>(new Map())
  const [current, setCurrent] = useState(1)
  const [isFinding, setFinding] = useState(false)
  const [texts, setTexts] = useState<ReadonlyMap<number, HTMLElement>>(new Map())

  useEffect(() => {
    const box = scroll.current
    if (!box) return
    const watch = new ResizeObserver(() => setRoom(box.clientWidth))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])

  const fitted = room > 0 ? Math.min(FIT_MAX, Math.max(0.1, (room - SIDES_PX) / first.width)) : 1
  const scale = zoom ?? fitted

  const onSize = useCallback((number: number, size: PageSize) => {
    setSizes((now) => {
      const known = now.get(number)
      return known?.width === size.width && known.height === size.height ? now : new Map(now).set(number, size)
    })
  }, [])
  const onText = useCallback((number: number, text: HTMLElement | null) => {
    setTexts((now) => {
      const next = new Map(now)
      if (text) next.set(number, text)
      else next.delete(number)
      return next
    })
  }, [])

  const pageAt = (number: number) => scroll.current?.querySelector<HTMLElement>(`[data-page="${number}"]`)
  const go = (number: number) => {
    const to = Math.min(pdf.numPages, Math.max(1, number))
    pageAt(to)?.scrollIntoView({ block: 'start' })
    setCurrent(to)
  }
  const look = () => {
    const box = scroll.current
    if (!box) return
    const line = box.scrollTop + box.clientHeight / 3
    const all = [...box.querySelectorAll<HTMLElement>('[data-page]')]
    const at = all.findLast((it) => it.offsetTop <= line)
    setCurrent(Number(at?.dataset.page ?? 1))
  }
  // What one was reading stays in sight as it gets larger.
  const change = (next: number | null) => {
    const box = scroll.current
    const share = box && box.scrollHeight > 0 ? (box.scrollTop + box.clientHeight / 2) / box.scrollHeight : 0
    setZoom(next)
    announce(format.percent(next ?? fitted))
    requestAnimationFrame(() => {
      if (box) box.scrollTop = share * box.scrollHeight - box.clientHeight / 2
    })
  }
  useZoomKeys({
    onLarger: () => change(zoomed(scale, 1)),
    onSmaller: () => change(zoomed(scale, -1)),
    onFit: () => change(null),
  })
  const latest = useRef({ go, current })
  latest.current = { go, current }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isElsewhere(event) || (event.key !== 'PageDown' && event.key !== 'PageUp')) return
      event.preventDefault()
      latest.current.go(latest.current.current + (event.key === 'PageDown' ? 1 : -1))
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])

  return (
    <>
      {isFinding && (
        <Find
          pdf={pdf}
          texts={texts}
          onPage={(it) => pageAt(it)?.scrollIntoView({ block: 'center' })}
          onClose={() => setFinding(false)}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: what the file says, which is no part of the page's own outline. */}
      <div
        ref={scroll}
        className={s.pages}
        role="group"
        aria-label={t.file.contentOf(name)}
        tabIndex={0}
        onScroll={look}
      >
        {Array.from({ length: pdf.numPages }, (_, index) => index + 1).map((number) => (
          <PdfPage
            key={number}
            pdf={pdf}
            number={number}
            scale={scale}
            size={sizes.get(number) ?? first}
            scroll={scroll}
            onSize={onSize}
            onText={onText}
          />
        ))}
      </div>
      <div className={shared.tools} role="toolbar" aria-label={t.file.tools}>
        <IconButton
          size="sm"
          icon={ChevronUp}
          label={t.file.previousPage}
          isDisabled={current <= 1}
          onPress={() => go(current - 1)}
        />
        <PageField current={current} count={pdf.numPages} onGo={go} />
        <IconButton
          size="sm"
          icon={ChevronDown}
          label={t.file.nextPage}
          isDisabled={current >= pdf.numPages}
          onPress={() => go(current + 1)}
        />
        <span className={shared.separator} />
        <IconButton
          size="sm"
          icon={Minus}
          label={t.file.smaller}
          shortcut="-"
          onPress={() => change(zoomed(scale, -1))}
        />
        <span className={shared.percent}>{format.percent(scale)}</span>
        <IconButton size="sm" icon={Plus} label={t.file.larger} shortcut="+" onPress={() => change(zoomed(scale, 1))} />
        <IconButton
          size="sm"
          icon={Maximize}
          label={t.file.fit}
          shortcut="0"
          isPressed={zoom === null}
          onPress={() => change(null)}
        />
        <span className={shared.separator} />
        <IconButton
          size="sm"
          icon={Search}
          label={t.file.find}
          isPressed={isFinding}
          onPress={() => setFinding(!isFinding)}
        />
      </div>
    </>
  )
}

function PageField({ current, count, onGo }: { current: number; count: number; onGo: (page: number) => void }) {
  const t = useTexts()
  const [typed, setTyped] = useState<string | null>(null)
  const go = () => {
    const page = Number(typed)
    if (typed !== null && Number.isInteger(page) && page > 0) onGo(page)
    setTyped(null)
  }
  return (
    <span className={s.where}>
      <input
        className={s.field}
        aria-label={t.file.pageField}
        inputMode="numeric"
        value={typed ?? String(current)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={go}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go()
        }}
      />{' '}
      {t.file.pageOf(count)}
    </span>
  )
}

interface Hit {
  page: number
  /** Which of those on its page. */
  at: number
}

interface FindProps {
  pdf: PDFDocumentProxy
  /** Of the pages that are drawn. */
  texts: ReadonlyMap<number, HTMLElement>
  onPage: (page: number) => void
  onClose: () => void
}

/** Looks for words in all pages, and marks them in those that are drawn. */
function Find({ pdf, texts, onPage, onClose }: FindProps) {
  const t = useTexts()
  const [typed, setTyped] = useState('')
  const [query, setQuery] = useState('')
  const [hits, setHits] = useState<readonly Hit[]>([])
  const [at, setAt] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const show = useRef(onPage)
  useEffect(() => {
    show.current = onPage
  })

  useEffect(() => {
    const timer = setTimeout(() => setQuery(typed.trim()), SEARCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typed])

  useEffect(() => {
    let isOver = false
    setHits([])
    setAt(0)
    if (query === '') return
    setBusy(true)
    const look = async () => {
      const found: Hit[] = []
      for (let page = 1; page <= pdf.numPages && !isOver; page += 1) {
        const places = placesOf(await wordsOf(pdf, page), query)
        if (isOver || places.length === 0) continue
        found.push(...places.map((_, index) => ({ page, at: index })))
        if (found.length === places.length) show.current(page)
        setHits([...found])
      }
      if (isOver) return
      setBusy(false)
      announce(t.file.found(found.length > 0 ? 1 : 0, found.length))
    }
    void look()
    return () => {
      isOver = true
      setBusy(false)
    }
  }, [query, pdf, t])

  const hit = hits[at]
  useEffect(() => mark(texts, query, hit), [texts, query, hit])

  const step = (by: 1 | -1) => {
    if (hits.length === 0) return
    const next = (at + by + hits.length) % hits.length
    const to = hits[next]
    setAt(next)
    if (to && to.page !== hit?.page) onPage(to.page)
    announce(t.file.found(next + 1, hits.length))
  }

  return (
    <search className={s.find}>
      <input
        className={s.words}
        type="search"
        aria-label={t.file.find}
        placeholder={t.file.find}
        value={typed}
        // Opened to be typed into.
        // biome-ignore lint/a11y/noAutofocus: see above.
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span className={s.found}>
        {query === ''
          ? ''
          : isBusy && hits.length === 0
            ? t.file.finding
            : t.file.found(hits.length > 0 ? at + 1 : 0, hits.length)}
      </span>
      <IconButton size="sm" icon={ChevronUp} label={t.file.findPrevious} onPress={() => step(-1)} />
      <IconButton size="sm" icon={ChevronDown} label={t.file.findNext} onPress={() => step(1)} />
      <IconButton size="sm" icon={X} label={t.file.closeFind} onPress={onClose} />
    </search>
  )
}

const read = new WeakMap<PDFDocumentProxy, Map<number, Promise<string>>>()

/** What a page says; lines end with a space, as they do where they are marked. */
function wordsOf(pdf: PDFDocumentProxy, page: number): Promise<string> {
  const pages = read.get(pdf) ?? new Map<number, Promise<string>>()
  read.set(pdf, pages)
  const known = pages.get(page)
  if (known) return known
  const asked = pdf
    .getPage(page)
    .then((it) => it.getTextContent())
    .then(({ items }) => items.map((it) => ('str' in it ? it.str + (it.hasEOL ? ' ' : '') : '')).join(''))
    .catch(() => '')
  pages.set(page, asked)
  return asked
}

const FOUND = 'plano-found'
const CURRENT = 'plano-found-here'

/** Marks what is found without touching the text itself; a browser that cannot shows the page alone. */
function mark(texts: ReadonlyMap<number, HTMLElement>, query: string, hit: Hit | undefined): (() => void) | undefined {
  if (typeof Highlight === 'undefined' || !CSS.highlights) return
  const all: Range[] = []
  let here: Range | null = null
  for (const [page, element] of texts) {
    rangesIn(element, query).forEach((range, index) => {
      if (hit?.page === page && hit.at === index) here = range
      else all.push(range)
    })
  }
  CSS.highlights.set(FOUND, new Highlight(...all))
  CSS.highlights.set(CURRENT, here ? new Highlight(here) : new Highlight())
  if (here) (here as Range).startContainer.parentElement?.scrollIntoView({ block: 'center', inline: 'nearest' })
  return () => {
    CSS.highlights.delete(FOUND)
    CSS.highlights.delete(CURRENT)
  }
}

function rangesIn(element: HTMLElement, query: string): Range[] {
  const pieces: { node: Text; from: number }[] = []
  let text = ''
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      pieces.push({ node, from: text.length })
      text += node.data
    } else if (node instanceof HTMLBRElement) text += ' '
  }
  const spot = (index: number, isEnd: boolean) => {
    const piece = pieces.findLast((it) => (isEnd ? it.from < index : it.from <= index))
    return piece ? { node: piece.node, offset: Math.min(index - piece.from, piece.node.length) } : null
  }
  return placesOf(text, query).flatMap(([from, to]) => {
    const start = spot(from, false)
    const end = spot(to, true)
    if (!start || !end) return []
    const range = new Range()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset)
    return [range]
  })
}
