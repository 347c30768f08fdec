/** The button in the header that opens the search, and Ctrl K (⌘K), which does so on every page. */
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, useEffect } from 'react'
import { useLanguage } from '../../../web/i18n.ts'
import { arriving } from '../../../web/page-code.ts'
import classes from './search.module.css'

const code = arriving(() => import('./every-page.ts'))
const SearchDialogue = lazy(async () => ({ default: (await code()).SearchDialogue }))

const LABEL = { vi: 'Tìm kiếm', en: 'Search' } as const
const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

export function Field() {
  const label = LABEL[useLanguage()]
  const [isOpen, { open, close }] = useDisclosure(false)
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isOurs = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
      if (!isOurs || event.altKey || event.shiftKey || event.defaultPrevented) return
      event.preventDefault()
      open()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [open])
  return (
    <>
      <button
        type="button"
        className={classes.field}
        onClick={open}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
          <path d="m13 13 5 5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
        <span className={classes.label}>{label}</span>
        <span className={classes.key} aria-hidden="true">
          {IS_APPLE ? '⌘K' : 'Ctrl K'}
        </span>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <SearchDialogue onClose={close} />
        </Suspense>
      )}
    </>
  )
}
