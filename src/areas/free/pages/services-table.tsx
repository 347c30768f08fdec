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
  const t = useWords()
  const { described, more = [], actions } = props
  return (
    <Records
      caption={props.caption}
      rows={props.services}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          heading: t('service.name'),
          kind: 'title',
          cell: ({ title, kind }) => (
            <div>
              {title}
              <div className="loa-quiet" style={{ fontWeight: 400 }}>
                {t(`kind.${kind}`)}
              </div>
            </div>
          ),
        },
        {
          key: 'places',
          heading: t('service.places'),
          cell: service => described.places(service),
        },
        {
          key: 'owner',
          heading: t('service.owner'),
          cell: ({ owner }) => <div style={{ minWidth: '5rem' }}>{owner}</div>,
        },
        {
          key: 'free',
          heading: t('service.free'),
          cell: ({ free }) =>
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
        },
        ...more,
        { key: 'price', heading: t('service.tariff'), cell: service => described.tariff(service) },
        ...(actions === undefined
          ? []
          : [
              {
                key: 'actions',
                heading: t('draft.actions'),
                kind: 'actions' as const,
                cell: actions,
              },
            ]),
      ]}
    />
  )
}
