/**
 * Soạn tin: left what is written and asked, right the phone that shows it, under it what it takes; then check your
 * answers, and only there is it submitted.
 *
 * The draft's rules are in draft.ts. Faults are shown once someone has tried to submit; from then on they follow what is
 * typed.
 */
import { Button, Fieldset, Grid, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MESSAGES_MAX } from '../../../directive/documents.ts'
import { ask, newKey } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { ErrorSummary, type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { RoundStateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { asProblem, type Fault } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import { shownTime } from '../../../web/times.ts'
import { estimateOf } from '../estimate.ts'
import { faultsOf } from '../faults.ts'
import type { OperatorSummary, RoundContent, RoundDetail } from '../model.ts'
import { Alternatives } from './alternatives.tsx'
import { AudienceFields } from './audience-fields.tsx'
import classes from './compose.module.css'
import { Conflict } from './conflict.tsx'
import { addMessage, removeMessage } from './content.ts'
import { ContentSummary } from './content-summary.tsx'
import { isUnsaved } from './draft.ts'
import { fieldOf, hasField } from './fault-fields.ts'
import { MessageFields } from './message-fields.tsx'
import { Phone } from './phone.tsx'
import { operatorsQuery, roundQuery } from './round-queries.ts'
import { SendingFields } from './sending-fields.tsx'
import { type DraftInHand, useDraft } from './use-draft.ts'
import { WindowFields } from './window-fields.tsx'

export function ComposePage() {
  const { t } = useTranslation('rounds')
  const { id } = useParams({ from: '/frame/rounds/$id/compose' })
  const round = useQuery(roundQuery(id))
  const operators = useQuery(operatorsQuery)
  if (round.data === undefined || operators.data === undefined)
    return (
      <Page title={t('compose.title')} crumbs={[{ label: t('title'), to: '/rounds' }]}>
        {round.data === undefined ? (
          <Asked query={round}>{() => null}</Asked>
        ) : (
          <Asked query={operators}>{() => null}</Asked>
        )}
      </Page>
    )
  return <Compose key={id} detail={round.data} operators={operators.data} />
}

function Compose({
  detail,
  operators,
}: {
  readonly detail: RoundDetail
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
  const hand = useDraft(detail)
  const { draft } = hand
  const [isChecking, setChecking] = useState(false)
  const [hasTried, setTried] = useState(false)
  const [toFocus, setToFocus] = useState<string | null>(null)
  const [summary, setSummary] = useState<readonly FieldFault[]>([])
  const toField = useToField(draft.mine)
  const said = hand.problem?.faults ?? []
  const faults = useMemo(() => {
    const found: readonly Fault[] = hasTried
      ? faultsOf(draft.mine, { operators, now: Date.now() })
      : []
    return [...said, ...found].map(toField)
  }, [draft.mine, operators, hasTried, said, toField])

  useEffect(() => {
    if (isChecking || toFocus === null) return
    document.getElementById(toFocus)?.focus()
    setToFocus(null)
  }, [isChecking, toFocus])

  const crumbs = [
    { label: t('title'), to: '/rounds' },
    {
      label: `${detail.campaignTitle} · ${t('round.number', { n: detail.number })}`,
      to: `/rounds/${detail.id}`,
    },
  ]
  if (!detail.actions.includes('save'))
    return (
      <Page
        title={t('compose.title')}
        crumbs={crumbs}
        badge={<RoundStateBadge state={detail.state} />}
      >
        <Notice gravity="info" title={t('compose.closed')}>
          {t(isUnsaved(draft) ? 'compose.closedKept' : 'compose.closedWhy')}
        </Notice>
        {isUnsaved(draft) && (
          <ContentSummary
            content={draft.mine}
            estimate={estimateOf(draft.mine, operators)}
            operators={operators}
            onChange={null}
          />
        )}
      </Page>
    )

  const tryToCheck = async () => {
    setTried(true)
    const stored = isUnsaved(draft) ? await hand.save() : detail
    if (stored === null) {
      announce(t('compose.notSaved'))
      return
    }
    if (stored.faults.length > 0) {
      setSummary(stored.faults.map(toField))
      return
    }
    setSummary([])
    setChecking(true)
  }

  if (isChecking)
    return (
      <Check
        detail={detail}
        hand={hand}
        operators={operators}
        crumbs={crumbs}
        onBack={field => {
          setChecking(false)
          setToFocus(field)
        }}
      />
    )
  return (
    <Page
      title={t('compose.title')}
      crumbs={crumbs}
      badge={<RoundStateBadge state={detail.state} />}
    >
      <Leaving hand={hand} />
      {draft.status.is === 'conflict' && (
        <Conflict
          mine={draft.mine}
          theirs={draft.status.theirs}
          operators={operators}
          onKeepMine={hand.keepMine}
          onTakeTheirs={hand.takeTheirs}
        />
      )}
      {hand.isRestored && isUnsaved(draft) && draft.status.is !== 'conflict' && (
        <Notice gravity="info" role="status" title={t('compose.restored')}>
          {t('compose.restoredWhy')}
        </Notice>
      )}
      {detail.state === 'approved' && (
        <Notice gravity="warn" title={t('compose.approved')}>
          {t('compose.approvedWhy')}
        </Notice>
      )}
      {detail.state === 'returned' && <Returned detail={detail} />}
      <ErrorSummary faults={summary} />
      <form
        noValidate
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          void tryToCheck()
        }}
      >
        <div className={classes.columns}>
          <div className={classes.write}>
            <MessagesFields hand={hand} faults={faults} />
          </div>
          <div className={classes.aside}>
            <div>
              <Stack gap="lg">
                <Phone content={draft.mine} />
                <Taking hand={hand} operators={operators} />
              </Stack>
            </div>
          </div>
          <Stack gap="xl" className={classes.ask}>
            <AudienceFields
              content={draft.mine}
              operators={operators}
              faults={faults}
              onChange={hand.edit}
            />
            <WindowFields content={draft.mine} faults={faults} onChange={hand.edit} />
            <SendingFields content={draft.mine} faults={faults} onChange={hand.edit} />
          </Stack>
        </div>
        <Group mt="xl" gap="md">
          <Button type="submit">{t('compose.check')}</Button>
          <Button
            variant="default"
            onClick={() => void hand.save().then(stored => stored && announce(t('compose.saved')))}
          >
            {t('compose.save')}
          </Button>
          <SaveState hand={hand} />
        </Group>
      </form>
    </Page>
  )
}

function MessagesFields({
  hand,
  faults,
}: {
  readonly hand: DraftInHand
  readonly faults: readonly FieldFault[]
}) {
  const { t } = useTranslation('rounds')
  const { draft, edit } = hand
  const content = draft.mine
  return (
    <Stack gap="xl">
      <Fieldset legend={t('compose.about')}>
        <Stack gap="lg">
          <TextInput
            id={fieldOf('title')}
            label={t('field.title')}
            description={t('compose.titleHint')}
            error={faultOf(faults, fieldOf('title'))}
            maxLength={200}
            value={content.title}
            onChange={event => edit({ ...content, title: event.currentTarget.value })}
          />
          <TextInput
            id={fieldOf('source')}
            label={t('field.source')}
            description={t('compose.sourceHint')}
            error={faultOf(faults, fieldOf('source'))}
            maxLength={20}
            autoComplete="off"
            spellCheck={false}
            value={content.source}
            onChange={event => edit({ ...content, source: event.currentTarget.value })}
          />
        </Stack>
      </Fieldset>
      {content.messages.map((_, message) => (
        <MessageFields
          key={message}
          content={content}
          message={message}
          faults={faults}
          onChange={edit}
          onRemove={
            content.messages.length > 1 ? () => edit(removeMessage(content, message)) : null
          }
        />
      ))}
      {content.messages.length < MESSAGES_MAX && (
        <Group>
          <Button variant="default" onClick={() => edit(addMessage(content))}>
            {t('message.add')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** The row of alternatives; taking the one without accents can be taken back. */
function Taking({
  hand,
  operators,
}: {
  readonly hand: DraftInHand
  readonly operators: readonly OperatorSummary[]
}) {
  const { t } = useTranslation('rounds')
  const [before, setBefore] = useState<RoundContent | null>(null)
  const content = hand.draft.mine
  return (
    <Stack gap="sm">
      <Alternatives
        content={content}
        operators={operators}
        onTake={plain => {
          setBefore(content)
          hand.edit(plain)
          announce(t('alternatives.taken'))
        }}
      />
      {before !== null && (
        <Notice
          gravity="info"
          role="status"
          action={
            <Button
              variant="default"
              onClick={() => {
                hand.edit({ ...content, messages: before.messages })
                setBefore(null)
              }}
            >
              {t('alternatives.undo')}
            </Button>
          }
        >
          {t('alternatives.taken')}
        </Notice>
      )}
    </Stack>
  )
}

function Check(props: {
  readonly detail: RoundDetail
  readonly hand: DraftInHand
  readonly operators: readonly OperatorSummary[]
  readonly crumbs: readonly { label: string; to: string }[]
  readonly onBack: (field: string | null) => void
}) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const navigate = useNavigate()
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [isBusy, setBusy] = useState(false)
  const [once] = useState(newKey)
  const { detail, operators } = props
  const content = props.hand.draft.mine
  const submit = async () => {
    setBusy(true)
    try {
      const after = await ask('POST /api/v1/rounds/:id/submit', {
        params: { id: detail.id },
        body: { version: props.hand.draft.saved.version },
        once,
      })
      queries.setQueryData(roundQuery(detail.id).queryKey, after)
      announce(t('compose.submitted'))
      await navigate({ to: '/rounds/$id', params: { id: detail.id } })
    } catch (error) {
      setFaults([{ field: null, sentence: asProblem(error).sentence(spoken) }])
      setBusy(false)
    }
  }
  return (
    <Page title={t('check.title')} crumbs={props.crumbs} lead={t('check.lead')}>
      <ErrorSummary faults={faults} />
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <ContentSummary
            content={content}
            estimate={estimateOf(content, operators)}
            operators={operators}
            onChange={props.onBack}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Phone content={content} isWhole />
        </Grid.Col>
      </Grid>
      <Group gap="md">
        <Button loading={isBusy} onClick={() => void submit()}>
          {t('check.submit')}
        </Button>
        <Button variant="default" onClick={() => props.onBack(null)}>
          {t('check.back')}
        </Button>
      </Group>
    </Page>
  )
}

function Returned({ detail }: { detail: RoundDetail }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const last = detail.history.filter(({ reason }) => reason !== null).at(-1)
  if (last === undefined) return null
  return (
    <Notice
      gravity="warn"
      title={t('compose.returned', { by: last.by, time: shownTime(last.at, 'minute', spoken) })}
    >
      {last.reason}
    </Notice>
  )
}

function SaveState({ hand }: { hand: DraftInHand }) {
  const { t } = useTranslation('rounds')
  const spoken = useLanguage()
  const { status, saved } = hand.draft
  const words =
    status.is === 'saved'
      ? t('save.saved', { time: shownTime(saved.at, 'clock', spoken), version: saved.version })
      : status.is === 'failed'
        ? `${t('save.failed')} ${hand.problem?.sentence(spoken) ?? ''}`
        : t(`save.${status.is}`)
  return (
    <span className="loa-quiet" aria-live={status.is === 'failed' ? 'assertive' : 'off'}>
      {words}
    </span>
  )
}

/** Leaving with something unsaved: save it first, leave it kept in this browser, or stay. */
function Leaving({ hand }: { hand: DraftInHand }) {
  const { t } = useTranslation('rounds')
  const isDirty = isUnsaved(hand.draft)
  const blocker = useBlocker({
    // Whose session has ended has to sign in again before anything can be saved; the draft is kept in the browser.
    shouldBlockFn: ({ current, next }) =>
      isDirty && current.pathname !== next.pathname && next.pathname !== '/sign-in',
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })
  return (
    <Dialogue
      isOpen={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('leave.title')}
    >
      <Stack>
        <p style={{ margin: 0 }}>{t('leave.why')}</p>
        <Button
          data-autofocus
          onClick={() =>
            void hand.save().then(stored => {
              if (stored === null) blocker.reset?.()
              else blocker.proceed?.()
            })
          }
        >
          {t('leave.save')}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t('leave.keep')}
        </Button>
        <Button variant="default" onClick={() => blocker.reset?.()}>
          {t('leave.stay')}
        </Button>
      </Stack>
    </Dialogue>
  )
}

function useToField(content: RoundContent): (fault: Fault) => FieldFault {
  const spoken = useLanguage()
  return useMemo(
    () => fault => ({
      field: hasField(content, fault.path) ? fieldOf(fault.path) : null,
      sentence: fault[spoken],
    }),
    [content, spoken],
  )
}
