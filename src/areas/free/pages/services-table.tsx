/** Services of a list as a table: what is dialled or read, whose it is, when it is free, what it costs otherwise. */
import type { ReactNode } from 'react'
import { type Column, Records } from '../../../web/parts/records.tsx'
import type { Service } from '../../../zerorating/list.ts'
import type { Described } from './describe.ts'
import { useWords } from './words.ts'

/** More periods of one service than these are in its own place. */
const PERIODS_SHOWN = 4

export function ServicesTable(props: {
  readonly caption: string
  readonly services: readonly Service[]
  readonly described: Described
  /** More columns, before the price. */
  readonly more?: readonly Column<Service>[]
  /** Buttons. */
  readonly actions?: (service: Service) => ReactNode
}) {
  const { t } = useWords()
  const { described, more = [], actions } = props
  return (
    <Records
      caption={props.caption}
      rows={props.services}
      columns={[
        [
          t('service.name'),
          ({ title, kind }) => (
            <div>
              {title}
              <div className="loa-quiet" style={{ fontWeight: 400 }}>
                {t(`kind.${kind}`)}
              </div>
            </div>
          ),
          'title',
        ],
        [t('service.places'), service => described.places(service)],
        [t('service.owner'), ({ owner }) => <div style={{ minWidth: '5rem' }}>{owner}</div>],
        [
          t('service.free'),
          ({ free }) =>
            free.length === 0 ? (
              t('time.spanNone')
            ) : (
              <div>
                {free.slice(0, PERIODS_SHOWN).map(period => (
                  <div key={period.from}>{described.period(period)}</div>
                ))}
                {free.length > PERIODS_SHOWN && <div>… +{free.length - PERIODS_SHOWN}</div>}
              </div>
            ),
        ],
        ...more,
        [t('service.tariff'), service => described.tariff(service)],
        actions !== undefined && [t('draft.actions'), actions, 'actions'],
      ]}
    />
  )
}
