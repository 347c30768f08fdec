/**
 * The sections of the console: in one line on a wide screen, where what does not fit is behind a button at its end; one below another in
 * the menu of a narrow one. How many fit is measured, for a language, a count and a bold section change it.
 */
import { useQuery } from '@tanstack/react-query'
import { Link, useRouteContext, useRouterState } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { COUNT_KEY, type Section, sectionsOf } from '../area-pages.ts'
import { useLanguage } from '../i18n.ts'
import { announce } from '../parts/announcer.tsx'
import { useMe } from '../session.ts'
import { setWaiting } from '../shown-title.ts'
import { useWords } from '../use-words.ts'
import { fitting } from './fitting.ts'
import classes from './frame.module.css'

export function Sections() {
  return useSections().map(section => <SectionLink key={section.path} section={section} />)
}

export function SectionLine() {
  const { t } = useWords('shell')
  const all = useSections()
  const line = useRef<HTMLDivElement>(null)
  const more = useRef<HTMLButtonElement>(null)
  const [fit, setFit] = useState(all.length)
  const [isOpen, setOpen] = useState(false)
  const path = useRouterState({ select: state => state.location.pathname })
  useEffect(() => setOpen(false), [path])
  useLayoutEffect(() => {
    const { current: element } = line
    if (element === null) return
    const links = [...element.children]
    const measure = () =>
      setFit(fitting({ widths: links.map(widthOf), room: widthOf(element.parentElement), more: widthOf(more.current) }))
    measure()
    const watch = new ResizeObserver(measure)
    for (const each of [element, ...links]) watch.observe(each)
    return () => watch.disconnect()
  }, [all.length])
  const rest = all.slice(fit)
  const isHere = rest.some(section => path === section.path || path.startsWith(`${section.path}/`))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is in it takes the keys, and it hears of them
    <div
      className={classes.sections}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !isOpen) return
        setOpen(false)
        more.current?.focus()
      }}
      onBlur={event => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
      }}
    >
      <div ref={line} className={classes.line}>
        {all.map((section, at) => (
          <SectionLink key={section.path} section={section} isHidden={at >= fit} />
        ))}
      </div>
      <button
        ref={more}
        type="button"
        className={`${classes.section} ${classes.more}`}
        // Measured, and in nobody's way.
        style={rest.length === 0 ? { position: 'absolute', visibility: 'hidden' } : undefined}
        aria-expanded={isOpen}
        data-status={isHere ? 'active' : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {t('nav.more')}
        <span className={classes.moreSign} aria-hidden="true">
          ▾
        </span>
      </button>
      {isOpen && rest.length > 0 && (
        <div className={classes.rest}>
          {rest.map(section => (
            <SectionLink key={section.path} section={section} />
          ))}
        </div>
      )}
    </div>
  )
}

/** With the parts of a pixel, which add up. */
function widthOf(element: Element | null): number {
  return element?.getBoundingClientRect().width ?? 0
}

function useSections(): readonly Section[] {
  const { role, factor } = useMe()
  const { areas } = useRouteContext({ from: '__root__' })
  return factor === 'fine' ? sectionsOf(areas, role) : []
}

function SectionLink(props: { readonly section: Section; readonly isHidden?: boolean }) {
  const spoken = useLanguage()
  const { path, title, count } = props.section
  return (
    <Link
      to={path}
      className={classes.section}
      activeOptions={{ exact: path === '/' }}
      // Neither seen nor reached by keyboard, but as wide as it is.
      style={props.isHidden ? { visibility: 'hidden' } : {}}
    >
      {title[spoken]}
      {count !== undefined && <Waiting count={count} />}
    </Link>
  )
}

function Waiting({ count }: { count: () => Promise<number> }) {
  const { t } = useWords('shell')
  const { data = 0, isSuccess } = useQuery({ queryKey: [COUNT_KEY], queryFn: count })
  const before = useRef<number | null>(null)
  useEffect(() => {
    setWaiting(data)
    if (before.current !== null && data > before.current) announce(t('frame.waits', { count: data }))
    before.current = isSuccess ? data : null
  }, [data, isSuccess, t])
  if (data === 0) return null
  return (
    <span className={classes.count}>
      <span aria-hidden="true">{data}</span>
      <span className="loa-heard">{t('frame.waits', { count: data })}</span>
    </span>
  )
}
