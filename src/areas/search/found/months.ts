/** Reports of months, by their month in words, what people entered, and the digests of their editions. */
import { ENGLISH_MONTHS } from '../../../base/english-months.ts'
import { monthRows } from '../../months/store.ts'
import { ofSubject, type Source, STAFF } from '../source.ts'
import { textsIn } from './texts.ts'

/** Of what people entered for one month. */
const TEXTS_MAX = 2000

export const foundMonths: Source = {
  kind: 'month',
  touched: ofSubject('month'),
  documents: async (store, month) => {
    const rows = monthRows(store)
    const [items, editions] = [await rows.items(month), await rows.editions(month)]
    const newest = editions.at(-1)
    if (items.length === 0 && newest === undefined) return []
    const [year, number] = month.split('-')
    const state = newest === undefined || newest.state === 'returned' ? 'draft' : newest.state
    return [
      {
        id: month,
        title: `${number}/${year}`,
        within: null,
        state,
        at: Math.max(...[...items, ...editions].map(({ updatedAt }) => updatedAt)),
        page: `/reports/${month}`,
        text: [
          month,
          `Báo cáo tháng ${Number(number)} năm ${year}`,
          `Report of ${ENGLISH_MONTHS[Number(number) - 1]} ${year}`,
          ...editions.map(({ sha256 }) => sha256),
          ...textsIn(
            items.map(({ content: { unit, title, result, nextStep, english } }) => [
              ...[unit, title, result, nextStep, english],
            ]),
            TEXTS_MAX,
          ),
        ],
        seenBy: STAFF,
      },
    ]
  },
}
