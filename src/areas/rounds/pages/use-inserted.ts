/**
 * Approved texts that were inserted and not read again yet, by the message that they stand in. What stood there before can be taken back
 * until then. With the page alone: what is read again is the draft itself, by two people.
 */
import { useState } from 'react'
import { announce } from '../../../web/parts/announcer.tsx'
import type { ApprovedText, TemplateLine } from '../../drafting/model.ts'
import { useWords } from '../../drafting/pages/words.ts'
import type { RoundContent } from '../model.ts'
import { withVariants } from './content.ts'
import type { DraftInHand } from './use-draft.ts'

export interface Inserted {
  readonly message: number
  readonly template: TemplateLine
  readonly before: RoundContent['messages'][number]
}

export type InsertedTexts = ReturnType<typeof useInserted>

export function useInserted({ draft: { mine }, edit }: Pick<DraftInHand, 'draft' | 'edit'>) {
  const { t } = useWords()
  const [all, setAll] = useState<readonly Inserted[]>([])
  const without = (message: number) => all.filter(each => each.message !== message)
  return {
    all,
    insert: (message: number, template: TemplateLine, variants: ApprovedText) => {
      setAll([...without(message), { message, template, before: mine.messages[message] }])
      edit(withVariants(mine, message, variants))
      announce(t('templates.inserted', { name: template.name }))
    },
    read: (message: number) => setAll(without(message)),
    takeBack: ({ message, before }: Inserted) => {
      setAll(without(message))
      edit(withVariants(mine, message, before.variants))
    },
    /** Those after it move up. */
    removed: (message: number) =>
      setAll(
        without(message).map(each =>
          each.message > message ? { ...each, message: each.message - 1 } : each,
        ),
      ),
  }
}
