/**
 * Remarks on a draft: those that are open first, settled ones folded away, and a field for another one while it is a draft or waits for
 * its second person. Nothing for those who neither write, approve nor audit.
 */
import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../web/api.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { focusField } from '../../../web/parts/error-summary.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { shownTime } from '../../../web/times.ts'
import { type DraftKind, REMARK_MAX, type Remark } from '../model.ts'
import classes from './drafting.module.css'
import { forgetRemarks, openOf, remarksQuery, useMayDraft, useMayReadDrafting } from './drafting-queries.ts'
import { useWords } from './words.ts'

export interface RemarksOf {
  readonly kind: DraftKind
  readonly id: string
  /** That is shown. */
  readonly version: number
  /** It is a draft, or waits for its second person. */
  readonly isOpen: boolean
}

const PANEL = 'remarks'

export function RemarksPanel(of: RemarksOf) {
  const mayRead = useMayReadDrafting()
  return mayRead && <Remarks {...of} />
}

function Remarks(of: RemarksOf) {
  const { t, spoken } = useWords()
  const mayDraft = useMayDraft()
  const query = useQuery(remarksQuery(of.kind, of.id))
  const isAsked = of.isOpen && mayDraft
  // What was decided long ago without a word has no empty panel.
  if (!isAsked && query.data?.length === 0) return null
  const open = openOf(query.data ?? []).length
  const title = open === 0 ? t('remarks.title') : t('remarks.open', { count: grouped(open, spoken) })
  return (
    <div id={PANEL} tabIndex={-1}>
      <Panel title={title}>
        <Asked query={query}>{remarks => <RemarkLists remarks={remarks} of={of} mayDraft={mayDraft} />}</Asked>
        {isAsked && <RemarkForm {...of} />}
      </Panel>
    </div>
  )
}

function RemarkLists(props: {
  readonly remarks: readonly Remark[]
  readonly of: RemarksOf
  readonly mayDraft: boolean
}) {
  const { t, spoken } = useWords()
  const { remarks, ...rest } = props
  const open = openOf(remarks)
  const settled = remarks.filter(each => each.settled !== null)
  if (remarks.length === 0) return <Text className="loa-quiet">{t('remarks.none')}</Text>
  return (
    <Stack gap="md">
      {open.length > 0 && <RemarkList {...rest} remarks={open} />}
      {settled.length > 0 && (
        <details>
          <summary>{t('remarks.settledMany', { count: grouped(settled.length, spoken) })}</summary>
          <RemarkList {...rest} remarks={settled} />
        </details>
      )}
    </Stack>
  )
}

function RemarkList(props: Parameters<typeof RemarkLists>[0]) {
  const { remarks, of, mayDraft } = props
  return (
    <ul className={classes.remarks}>
      {remarks.map(remark => (
        <li key={remark.id} className={classes.remark} data-settled={remark.settled !== null}>
          <RemarkShown remark={remark} of={of} mayDraft={mayDraft} />
        </li>
      ))}
    </ul>
  )
}

function RemarkShown(props: { remark: Remark; of: RemarksOf; mayDraft: boolean }) {
  const { t, spoken } = useWords()
  const { remark, of, mayDraft } = props
  const { id, version, text, at, by, settled } = remark
  const isSettled = settled !== null
  const deed = useDeed<void>(async (_, once) => {
    const given = { params: { id }, body: { isSettled: !isSettled }, once }
    await ask('POST /api/v1/remarks/{id}/settle', given)
    announce(t(isSettled ? 'remarks.reopened' : 'remarks.settled'))
    await forgetRemarks(of.id)
  })
  const sayVersion =
    version === of.version ? t('remarks.version', { version }) : t('remarks.earlier', { version, now: of.version })
  return (
    <>
      <Group gap="xs" className={classes.head}>
        <Text fw={600}>{by}</Text>
        <span className="loa-quiet">
          <Time at={at} /> · {sayVersion}
        </span>
        <StateBadge look={isSettled ? 'good' : 'waiting'}>
          {t(isSettled ? 'remarks.state.settled' : 'remarks.state.open')}
        </StateBadge>
      </Group>
      <p className={classes.text}>{text}</p>
      {settled !== null && (
        <Text className="loa-quiet">
          {t('remarks.settledBy', { by: settled.by, time: shownTime(settled.at, 'minute', spoken) })}
        </Text>
      )}
      {mayDraft && (
        <Button
          variant="default"
          size="sm"
          loading={deed.isBusy}
          aria-label={t(isSettled ? 'remarks.reopenOf' : 'remarks.settleOf', { by })}
          onClick={() => void deed.run()}
        >
          {t(isSettled ? 'remarks.reopen' : 'remarks.settle')}
        </Button>
      )}
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

function RemarkForm({ kind, id, version }: RemarksOf) {
  const { t, spoken } = useWords()
  const form = useForm({
    prefix: 'remark',
    values: { text: '' },
    check: ({ text }) => ({ text: text.trim() === '' && t('remarks.missing') }),
    send: async ({ text }, once) => {
      const given = { params: { id }, body: { version, text: text.trim() }, once }
      if (kind === 'round') await ask('POST /api/v1/rounds/{id}/remarks', given)
      else await ask('POST /api/v1/bulletins/{id}/remarks', given)
      form.settle({ text: '' })
      announce(t('remarks.sent'))
      await forgetRemarks(id)
    },
  })
  return (
    <Form of={form} submit={t('remarks.send')} variant="default">
      <Textarea
        maw="44rem"
        label={t('remarks.text')}
        description={t('remarks.textHint', { max: grouped(REMARK_MAX, spoken) })}
        maxLength={REMARK_MAX}
        autosize
        minRows={2}
        {...form.field('text')}
      />
    </Form>
  )
}

/** Above a decision: that something was said of this content which nobody has settled. */
export function OpenRemarks({ kind, id }: Pick<RemarksOf, 'kind' | 'id'>) {
  const { t, spoken } = useWords()
  const mayRead = useMayReadDrafting()
  const query = useQuery({ ...remarksQuery(kind, id), enabled: mayRead })
  const open = openOf(query.data ?? []).length
  if (open === 0) return null
  return (
    <Notice
      gravity="warn"
      title={t('remarks.openHere', { count: grouped(open, spoken) })}
      action={
        <Button variant="default" onClick={() => focusField(PANEL)}>
          {t('remarks.see')}
        </Button>
      }
    >
      {t('remarks.openWhy')}
    </Notice>
  )
}
