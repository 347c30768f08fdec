/**
 * Links on paper: a sheet a site, with a code that a phone or a camera reads, and what to do in four lines. Drawn for the printer
 * alone, beside the page; the printer is asked at once.
 */
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { QrCode } from '../../../web/parts/qr-code.tsx'
import { shownTime } from '../../../web/times.ts'
import type { Briefing, Place, PlaceLink } from '../model.ts'
import { shownStart } from './days.ts'
import classes from './link-sheets.module.css'
import { useWords } from './words.ts'

export function LinkSheets(props: {
  briefing: Briefing
  links: readonly PlaceLink[]
  places: ReadonlyMap<string, Place>
  onPrinted: () => void
}) {
  const { t, spoken } = useWords()
  const { briefing, links, places, onPrinted } = props
  const done = useRef(onPrinted)
  done.current = onPrinted
  useEffect(() => {
    const over = () => done.current()
    addEventListener('afterprint', over)
    print()
    return () => removeEventListener('afterprint', over)
  }, [])
  return createPortal(
    <div className={classes.sheets} data-loa-sheets>
      {links.map(({ site, url, expiresAt }) => {
        const place = places.get(site)
        if (place === undefined) return null
        return (
          <section key={site} className={classes.sheet}>
            <p className={classes.kind}>{t('sheet.kind')}</p>
            <h2 className={classes.title}>{briefing.title}</h2>
            <p className={classes.when}>{shownStart(briefing.startsAt, spoken)}</p>
            <dl className={classes.facts}>
              <dt>{t('place.site')}</dt>
              <dd>{place.name}</dd>
              <dt>{t('sites.responsible')}</dt>
              <dd>
                {place.responsible.name}
                {place.responsible.title !== null && `, ${place.responsible.title}`}
              </dd>
              <dt>{t('sheet.role')}</dt>
              <dd>{t(`role.${place.role}`)}</dd>
            </dl>
            <QrCode text={url} label={t('sheet.code', { name: place.name })} />
            <p className={`loa-mono ${classes.url}`}>{url}</p>
            <ol className={classes.steps}>
              <li>{t('sheet.step1')}</li>
              <li>{t('sheet.step2')}</li>
              <li>{t('sheet.step3')}</li>
              <li>{t('sheet.step4')}</li>
            </ol>
            <p>{t('sheet.until', { time: shownTime(expiresAt, 'minute', spoken, TIME_ZONE) })}</p>
          </section>
        )
      })}
    </div>,
    document.body,
  )
}
