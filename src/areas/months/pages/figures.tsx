/**
 * Figures as links to what they were counted from, which is shown over the page. The address says which one is open, so
 * that it can be sent to somebody, and the way back closes it.
 */
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react'
import type { Report } from '../../../report/document.ts'
import type { Prose } from '../../../report/documents/prose.ts'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { Tip } from '../../../web/parts/tip.tsx'
import { Derivation, MissingFigure } from './derivation.tsx'
import classes from './figures.module.css'
import { useWords } from './words.ts'

const Opening = createContext<(figure: string) => void>(() => {})

export function Figures({ prose, children }: { prose: Prose<Report>; children: ReactNode }) {
  const { t, spoken } = useWords()
  const navigate = useNavigate()
  const router = useRouter()
  const { figure: wanted } = useSearch({ strict: false })
  const isOpenedHere = useRef(false)
  const open = useCallback(
    (figure: string) => {
      isOpenedHere.current = true
      void navigate({ to: '.', search: { figure }, resetScroll: false })
    },
    [navigate],
  )
  const close = () => {
    if (isOpenedHere.current) router.history.back()
    else void navigate({ to: '.', search: {}, replace: true, resetScroll: false })
    isOpenedHere.current = false
  }
  // What is being closed stays until it is gone.
  const last = useRef<string>(undefined)
  if (wanted !== undefined) last.current = wanted
  const figure = prose.report.figures.find(({ id }) => id === last.current)
  return (
    <Opening value={open}>
      {children}
      <Dialogue
        isOpen={wanted !== undefined}
        size="lg"
        title={figure?.label[spoken] ?? t('figure.missing')}
        onClose={close}
      >
        {figure === undefined ? <MissingFigure /> : <Derivation figure={figure} prose={prose} />}
      </Dialogue>
    </Opening>
  )
}

/** As the text says it; the exact value at its hover and focus. In tables every digit is there already. */
export function FigureLink(props: { prose: Prose; id: string; text: string; isCell?: boolean }) {
  const { prose, id, text, isCell = false } = props
  const open = useContext(Opening)
  const link = (
    <a
      href={`?figure=${encodeURIComponent(id)}`}
      aria-haspopup="dialog"
      className={isCell ? `loa-target ${classes.figure} ${classes.cell}` : classes.figure}
      onClick={event => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        open(id)
      }}
    >
      {text}
    </a>
  )
  if (isCell) return link
  const figure = prose.figure(id)
  return <Tip label={`${prose.exact(figure)} · ${prose.asOf(figure)}`}>{link}</Tip>
}
