/** A deed that needs a reason and nothing else: asked for, said to be done, closed. Knows no deed. */
import { Textarea } from '@mantine/core'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { PARAGRAPH_MAX } from './limits.ts'
import { useWords } from './words.ts'

export function ReasonForm(props: {
  /** Where its words begin: of its button, its field, a reason that is missing, and that it was done. */
  deed: 'absence' | 'cancel' | 'remove' | 'withdraw'
  /** What the words name. */
  of: Readonly<Record<string, string>>
  /** Above the field. */
  what?: string
  /** Below the field's name. */
  hint?: string
  /** It takes something away. */
  isSevere?: boolean
  send: (reason: string, once: string) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useWords()
  const { deed, of, what, hint, isSevere = false, send, onClose } = props
  const form = useForm({
    prefix: deed,
    values: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' && t(`${deed}.missing`) }),
    send: async ({ reason }, once) => {
      await send(reason.trim(), once)
      confirmHere(t(`${deed}.done`, of))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t(`${deed}.deed`)} cancel={onClose} {...(isSevere && { color: 'red.9' })}>
      {what !== undefined && <p>{what}</p>}
      <Textarea
        label={t(`${deed}.reason`, of)}
        description={hint}
        maxLength={PARAGRAPH_MAX}
        autosize
        minRows={2}
        data-autofocus
        {...form.field('reason')}
      />
    </Form>
  )
}
