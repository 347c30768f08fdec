/**
 * A confirmation that cannot be clicked by accident: what will happen in words, then something to type.
 * The button is never greyed out; pressing it with the wrong thing typed says what to type.
 */
import { Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useId } from 'react'
import { language } from '../i18n.ts'
import { Dialogue, RowButton } from './dialogue.tsx'
import { Form, useForm } from './form.tsx'
import { useWords } from './words.ts'

export interface Confirmation {
  isOpen: boolean
  title: string
  /** What will happen, and that it cannot be undone if so. */
  children: ReactNode
  /** Label of the field: what to type. */
  ask: string
  /** Compared without spaces of any kind at the ends or between, so that grouped numbers match. */
  expected: string
  /** What the button says: what happens. */
  deed: string
  /** When it is done the dialogue closes; what shall be shown then is `onClose`'s or `onDone`'s to say. */
  onConfirm: (once: string) => Promise<unknown>
  /** Instead of `onClose` after the deed. */
  onDone?: () => void
  onClose: () => void
}

export function ConfirmByTyping(props: Confirmation) {
  return (
    <Dialogue isOpen={props.isOpen} onClose={props.onClose} title={props.title}>
      <Typing {...props} />
    </Dialogue>
  )
}

/** The button of a record and what it asks. */
export function ConfirmButton(
  props: Omit<Confirmation, 'isOpen' | 'onClose' | 'deed'> & { of?: string; label: string },
) {
  const [isOpen, { open, close }] = useDisclosure(false)
  const { of, label, ...confirmation } = props
  return (
    <>
      <RowButton of={of} onClick={open}>
        {label}
      </RowButton>
      <ConfirmByTyping {...confirmation} deed={label} isOpen={isOpen} onClose={close} />
    </>
  )
}

function Typing({ expected, onConfirm, onClose, ...props }: Confirmation) {
  const { t } = useWords()
  const form = useForm({
    values: { typed: '' },
    ids: { typed: useId() },
    faults: 'one-field',
    check: ({ typed }) => ({ typed: bare(typed) !== bare(expected) && t('confirm.differs', { expected }) }),
    send: async (_, once) => {
      await onConfirm(once)
      const done = props.onDone ?? onClose
      done()
    },
    onProblem: problem => ({ typed: problem.sentence(language()) }),
  })
  return (
    <Form of={form} submit={props.deed} color="red.9" cancel={onClose}>
      <Text component="div">{props.children}</Text>
      <TextInput label={props.ask} autoComplete="off" data-autofocus {...form.field('typed')} />
    </Form>
  )
}

function bare(text: string): string {
  return text.replace(/\s/gu, '')
}
