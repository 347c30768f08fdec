/** Where the record behind a part of a figure can be looked at in the console. Pure. */
import type { FigureRecord } from '../../../report/figure.ts'

export interface RecordLink {
  readonly word:
    | 'record.round'
    | 'record.operator'
    | 'record.freeList'
    | 'record.audit'
    | 'record.briefing'
    | 'record.instruction'
    | 'record.bulletin'
    | 'record.change'
    | 'record.situation'
    | 'record.item'
  /** A path of the console. */
  readonly to: string
}

/** None where the console has no page for it. `month`: of the report. */
export function linksOf(record: FigureRecord, month: string): readonly RecordLink[] {
  switch (record.is) {
    case 'return':
    case 'progress':
      return [
        { word: 'record.round', to: `/rounds/${record.round}/live` },
        { word: 'record.operator', to: `/operators/${record.operator}` },
      ]
    case 'round':
      return [{ word: 'record.round', to: `/rounds/${record.round}` }]
    case 'free-list':
      return [{ word: 'record.freeList', to: `/zero-rating/lists/${record.version}` }]
    case 'audit':
      return [{ word: 'record.audit', to: `/zero-rating/audits/${record.id}` }]
    case 'briefing':
      return [{ word: 'record.briefing', to: `/briefings/${record.briefing}` }]
    case 'instruction':
      return [{ word: 'record.instruction', to: `/instructions/${record.instruction}` }]
    case 'release':
    case 'placement':
    case 'announcement':
    case 'broadcast':
      return [{ word: 'record.bulletin', to: `/bulletins/${record.bulletin}` }]
    case 'plays':
      return record.bulletin === null ? [] : [{ word: 'record.bulletin', to: `/bulletins/${record.bulletin}` }]
    case 'level-change':
      return [{ word: 'record.change', to: `/plan/${record.plan}/changes/${record.change}` }]
    case 'situation':
      return [{ word: 'record.situation', to: `/plan/${record.plan}` }]
    case 'work-item':
      return [{ word: 'record.item', to: `/reports/${month}/items/${record.id}` }]
    case 'subscriptions':
    case 'screening':
    case 'document':
      return []
  }
}
