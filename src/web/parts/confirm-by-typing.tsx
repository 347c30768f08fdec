/**
 * A confirmation that cannot be clicked by accident: what will happen in words, then something to type.
 * The button is never greyed out; pressing it with the wrong thing typed says what to type.
 */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { language } from '../i18n.ts'
import { asProblem } from '../problem.ts'
import { Dialogue } from './dialogue.tsx'

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
  onConfirm: () => Promise<void>
  /** Instead of `onClose` after the deed. */
  onDone?: () => void
  onClose: () => void
}

export function ConfirmByTyping(props: Confirmation) {
  return (
    <Dialogue isOpen={props.isOpen} onClose={props.onClose} title={props.title}>
      <Form {...props} />
    </Dialogue>
  )
}

function Form(props: Confirmation) {
  const { t } = useTranslation('shell')
  const field = useId()
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const submit = async () => {
    if (bare(typed) !== bare(props.expected)) {
      setFault(t('confirm.differs', { expected: props.expected }))
      document.getElementById(field)?.focus()
      return
    }
    setFault(null)
    setBusy(true)
    try {
      await props.onConfirm()
      const done = props.onDone ?? props.onClose
      done()
    } catch (error) {
      setFault(asProblem(error).sentence(language()))
      document.getElementById(field)?.focus()
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!isBusy) void submit()
      }}
    >
      <Stack gap="md">
        <Text component="div">{props.children}</Text>
        <TextInput
          id={field}
          label={props.ask}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          error={fault}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('confirm.cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={isBusy}>
            {props.deed}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function bare(text: string): string {
  return text.replace(/\s/gu, '')
}
