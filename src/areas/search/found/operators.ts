/** Operators: by an operator's engineers their own alone. */
import { operatorRows } from '../../operators/store.ts'
import { ofSubject, type Source, STAFF } from '../source.ts'

export const foundOperators: Source = {
  kind: 'operator',
  touched: ofSubject('operator'),
  documents: async (store, id) => {
    const operator = await operatorRows(store).operator(id)
    if (operator === null) return []
    const { name, state, createdAt: at } = operator
    return [
      {
        id,
        title: name,
        within: null,
        state,
        at,
        page: `/operators/${id}`,
        text: [id],
        seenBy: [...STAFF, { engineerOf: id }],
      },
    ]
  },
}
