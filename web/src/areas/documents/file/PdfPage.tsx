// SPDX-License-Identifier: EUPL-1.2
import { type PDFDocumentProxy, type PDFPageProxy, type RenderTask, TextLayer } from 'pdfjs-dist'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTexts } from '../texts'
import s from './pdf.module.css'

/** More pixels than this some browsers do not draw at all. */
const PIXELS_MAX = 16_000_000
const RATIO_MAX = 2

export interface PageSize {
  width: number
  height: number
}

export interface PdfPageProps {
  pdf: PDFDocumentProxy
  number: number
  scale: number
  /** At full size. Until it is known, that of the first page. */
  size: PageSize
  scroll: RefObject<HTMLElement | null>
  onSize: (number: number, size: PageSize) => void
  /** Its text stands over it, or does no longer. */
  onText: (number: number, text: HTMLElement | null) => void
}

/** One page, drawn while it is in sight or near: the picture, and over it the text, which can be selected and read out. */
export function PdfPage({ pdf, number, scale, size, scroll, onSize, onText }: PdfPageProps) {
  const t = useTexts()
  const place = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)

  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new IntersectionObserver(
      (entries) => setNear(entries.some((it) => it.isIntersecting)),
      // A screen before and after: it is there when one comes to it.
      { root: scroll.current, rootMargin: '100% 0px' },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [scroll])

  useEffect(() => {
    const element = place.current
    if (!element || !isNear) return
    const drawn = draw(
      element,
      pdf,
      number,
      scale,
      (it) => onSize(number, it),
      (it) => onText(number, it),
    )
    return () => {
      drawn.end()
      onText(number, null)
    }
  }, [isNear, pdf, number, scale, onSize, onText])

  return (
    // biome-ignore lint/a11y/useSemanticElements: a page of the document, not of ours.
    <div
      ref={place}
      role="group"
      aria-label={t.file.page(number)}
      data-page={number}
      // A page of paper is white in any theme, and so is what is marked on it.
      data-theme="light"
      className={s.page}
      style={{ width: size.width * scale, height: size.height * scale }}
    />
  )
}

function draw(
  place: HTMLElement,
  pdf: PDFDocumentProxy,
  number: number,
  scale: number,
  onSize: (size: PageSize) => void,
  onText: (text: HTMLElement) => void,
): { end: () => void } {
  let isOver = false
  let painting: RenderTask | undefined
  let writing: TextLayer | undefined
  const canvas = document.createElement('canvas')
  canvas.className = s.canvas ?? ''
  canvas.setAttribute('aria-hidden', 'true')
  const text = document.createElement('div')
  text.className = s.text ?? ''

  const work = async (page: PDFPageProxy) => {
    const { width, height } = page.getViewport({ scale: 1 })
    onSize({ width, height })
    const viewport = page.getViewport({ scale })
    const fits = Math.sqrt(PIXELS_MAX / (viewport.width * viewport.height))
    const ratio = Math.min(window.devicePixelRatio || 1, RATIO_MAX, fits)
    canvas.width = Math.floor(viewport.width * ratio)
    canvas.height = Math.floor(viewport.height * ratio)
    text.style.setProperty('--total-scale-factor', String(scale))
    place.replaceChildren(canvas, text)
    painting = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] })
    await painting.promise
    if (isOver) return
    writing = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport })
    await writing.render()
    if (!isOver) onText(text)
  }
  void pdf
    .getPage(number)
    .then((page) => (isOver ? undefined : work(page)))
    // Stopped, because one has gone on; or a page that cannot be drawn, among others that can.
    .catch(() => {})
  return {
    end: () => {
      isOver = true
      painting?.cancel()
      writing?.cancel()
      // Gives its memory back at once.
      canvas.width = 0
      canvas.height = 0
      place.replaceChildren()
    },
  }
}
