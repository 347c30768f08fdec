/**
 * What a second person does: agree by typing what proves that it was read, having ticked every doubt, or send back with a
 * reason. Or it is said why that is not this reader's.
 *
 * What went wrong stands above both and is still told when what is decided on has moved on and the forms begin anew.
 */
import { Stack, Textarea, TextInput } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { ErrorSummary } from '../parts/error-summary.tsx'
import { type Faults, Form, useFaults, useForm } from '../parts/form.tsx'
import { DoubtTicks, type DoubtWords } from './doubt-ticks.tsx'

export interface Proof {
  readonly id: string
  readonly lead?: string
  readonly label: string
  readonly hint: string
  readonly inputMode?: 'numeric' | 'text'
  readonly submit: string
  readonly doubts?: Doubts
  /** What is wrong with what was typed; null: it proves. */
  readonly judge: (typed: string) => string | null
  readonly send: (typed: string, once: string) => Promise<unknown>
}

/** Each is ticked by itself. */
export interface Doubts extends DoubtWords {
  readonly sentences: readonly string[]
}

export interface SendingBack {
  readonly id: string
  readonly words: (key: 'reason' | 'reasonHint' | 'reasonMissing' | 'return') => string
  readonly send: (reason: string, once: string) => Promise<unknown>
}

export function Decision(props: {
  /** Above the ways to decide. */
  readonly before?: ReactNode
  /** What is decided on, by its digest or version. */
  readonly on: string
  /** Why it is not this reader's to agree. */
  readonly notYours: ReactNode
  readonly proof: Proof | false
  readonly sendingBack: SendingBack | false
}) {
  const faults = useFaults()
  const { on, proof, sendingBack } = props
  return (
    <Stack gap="xl">
      <ErrorSummary faults={faults[0]} />
      {props.before}
      <Fragment key={on}>
        {proof ? <ProofForm proof={proof} faults={faults} /> : props.notYours}
        {sendingBack && <ReturnForm of={sendingBack} faults={faults} />}
      </Fragment>
    </Stack>
  )
}

function ProofForm({ proof, faults }: { proof: Proof; faults: Faults }) {
  const { doubts } = proof
  const sentences = (doubts?.sentences ?? []).map((each, at) => [String(at), each] as const)
  const form = useForm({
    faults,
    ids: { typed: proof.id },
    values: { typed: '', seen: [] as readonly string[] },
    check: ({ typed, seen }) => {
      const unseen = sentences.find(([key]) => !seen.includes(key))
      return { ...(unseen !== undefined && { [doubtId(unseen[0])]: doubts?.missing ?? '' }), typed: proof.judge(typed) }
    },
    send: ({ typed }, once) => proof.send(typed, once),
  })
  const isFaulty = form.faults.some(({ field }) => field?.startsWith(doubtId('')))
  return (
    <Form of={form} submit={proof.submit}>
      {proof.lead !== undefined && <p>{proof.lead}</p>}
      {doubts !== undefined && (
        <DoubtTicks
          words={doubts}
          doubts={sentences}
          seen={form.values.seen}
          ids={doubtId}
          isFaulty={isFaulty}
          onSeen={seen => form.set({ seen })}
        />
      )}
      <TextInput
        maw="28rem"
        label={proof.label}
        description={proof.hint}
        inputMode={proof.inputMode ?? 'numeric'}
        autoComplete="off"
        {...form.field('typed')}
      />
    </Form>
  )
}

const doubtId = (key: string) => `doubt-${key}`

const REASON_MAX = 2000

function ReturnForm({ of, faults }: { of: SendingBack; faults: Faults }) {
  const form = useForm({
    faults,
    ids: { reason: of.id },
    values: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' && of.words('reasonMissing') }),
    send: ({ reason }, once) => of.send(reason.trim(), once),
  })
  return (
    <Form of={form} submit={of.words('return')} variant="default">
      <Textarea
        maw="40rem"
        label={of.words('reason')}
        description={of.words('reasonHint')}
        maxLength={REASON_MAX}
        autosize
        minRows={2}
        {...form.field('reason')}
      />
    </Form>
  )
}
