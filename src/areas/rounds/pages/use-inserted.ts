/**
 * Approved texts that were inserted and not read again yet, by the message that they stand in. The server keeps them beside the draft, so
 * that a reload, another browser and another person know of them; what stood there before can be taken back as long as the page is open.
 */
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { queries } from '../../../web/session.ts'
import type { ApprovedText, InsertedText, TemplateLine } from '../../drafting/model.ts'
import { insertedQuery } from '../../drafting/pages/drafting-queries.ts'
import { useWords } from '../../drafting/pages/words.ts'
import type { RoundContent } from '../model.ts'
import { withVariants } from './content.ts'
import type { DraftInHand } from './use-draft.ts'

export interface Inserted {
  readonly message: number
  readonly template: InsertedText['template']
  /** Null: the page was opened since. */
  readonly before: RoundContent['messages'][number] | null
}

export type InsertedTexts = ReturnType<typeof useInserted>

export function useInserted(id: string, { draft: { mine }, edit }: Pick<DraftInHand, 'draft' | 'edit'>) {
  const { t } = useWords()
  const { data } = useQuery(insertedQuery(id))
  /** Null: as the server has it. */
  const [changed, setChanged] = useState<readonly Inserted[] | null>(null)
  const told = useRef<Promise<unknown>>(Promise.resolve())
  const kept = (data ?? []).map(({ place, template }) => ({ message: place, template, before: null }))
  const all: readonly Inserted[] = (changed ?? kept).filter(({ message }) => message < mine.messages.length)
  const without = (message: number) => all.filter(each => each.message !== message)
  const become = (next: readonly Inserted[]) => {
    setChanged(next)
    const texts = next.map(({ message: place, template }) => ({ place, templateId: template.id }))
    // One after another: what was said last stands. Where it is lost, the next one says it anew.
    told.current = told.current
      .then(async () => {
        const now = await ask('PUT /api/v1/rounds/{id}/inserted', { params: { id }, body: { texts } })
        queries.setQueryData(insertedQuery(id).queryKey, now)
      })
      .catch(() => undefined)
  }
  return {
    all,
    insert: (message: number, template: TemplateLine, variants: ApprovedText) => {
      become([...without(message), { message, template, before: mine.messages[message] }])
      edit(withVariants(mine, message, variants))
      announce(t('templates.inserted', { name: template.name }))
    },
    read: (message: number) => become(without(message)),
    takeBack: ({ message, before }: Inserted) => {
      become(without(message))
      if (before !== null) edit(withVariants(mine, message, before.variants))
    },
    /** Those after it move up. */
    removed: (message: number) => {
      if (all.length === 0) return
      become(without(message).map(each => (each.message > message ? { ...each, message: each.message - 1 } : each)))
    },
  }
}
