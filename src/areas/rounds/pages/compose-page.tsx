/**
 * Soạn tin: left what is written and asked, right the phone that shows it, under it what it takes; then check your
 * answers, and only there is it submitted.
 *
 * The draft's rules are in draft.ts. Faults are shown once someone has tried to submit; from then on they follow what is
 * typed.
 */
import { Button, Fieldset, Grid, Group, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { MESSAGES_MAX } from '../../../directive/documents.ts'
import { doDeed } from '../../../web/approval/deeds.ts'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { ErrorSummary, type FieldFault, focusField } from '../../../web/parts/error-summary.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { type Crumb, Page } from '../../../web/parts/page.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { type Fault, placesOf } from '../../../web/problem.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { shownTime } from '../../../web/times.ts'
import { ReadAgain } from '../../drafting/pages/read-again.tsx'
import { RemarksPanel } from '../../drafting/pages/remarks-panel.tsx'
import { TemplateChoice } from '../../drafting/pages/template-choice.tsx'
import { useWords as useDraftingWords } from '../../drafting/pages/words.ts'
import { operatorsQuery } from '../../operators/pages/queries.ts'
import { estimateOf } from '../estimate.ts'
import { faultsOf } from '../faults.ts'
import { type LastRound, purposeOf, type RoundContent, type RoundDetail } from '../model.ts'
import { Alternatives } from './alternatives.tsx'
import { AudienceFields } from './audience-fields.tsx'
import classes from './compose.module.css'
import { Conflict } from './conflict.tsx'
import { addMessage, removeMessage } from './content.ts'
import { ContentSummary } from './content-summary.tsx'
import { isUnsaved } from './draft.ts'
import { ExerciseBadge, ExerciseEdge } from './exercise.tsx'
import { fieldAt, fieldOf, hasField, type Writing } from './fault-fields.ts'
import { MessageFields } from './message-fields.tsx'
import { useWords } from './message-words.ts'
import { Phone } from './phone.tsx'
import { roundDeeds } from './round-deeds.ts'
import { lastRoundQuery, roundQuery, type Shown } from './round-queries.ts'
import { SendingFields } from './sending-fields.tsx'
import { RoundStateBadge, TakenBackNotice } from './state-badges.tsx'
import { type DraftInHand, useDraft } from './use-draft.ts'
import { type InsertedTexts, useInserted } from './use-inserted.ts'
import { WindowFields } from './window-fields.tsx'

export function ComposePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/rounds/$id/compose' })
  const round = useQuery(roundQuery(id))
  const operators = useQuery(operatorsQuery)
  if (round.data === undefined || operators.data === undefined)
    return (
      <Page title={t('compose.title')} crumbs={[[t('title'), '/rounds']]}>
        {round.data === undefined ? (
          <Asked query={round}>{() => null}</Asked>
        ) : (
          <Asked query={operators}>{() => null}</Asked>
        )}
      </Page>
    )
  return <Compose key={id} detail={round.data} operators={operators.data} />
}

function Compose({ detail, operators }: Shown) {
  const { t } = useWords()
  const { t: say } = useDraftingWords()
  const hand = useDraft(detail)
  const { draft } = hand
  const inserted = useInserted(detail.id, hand)
  const last = useQuery(lastRoundQuery(detail.purpose, detail.id)).data?.last ?? null
  const [isChecking, setChecking] = useState(false)
  const [hasTried, setTried] = useState(false)
  const [toFocus, setToFocus] = useState<string | null>(null)
  const [summary, setSummary] = useState<readonly FieldFault[]>([])
  const [unread, setUnread] = useState<readonly FieldFault[]>([])
  const toField = useToField(draft.mine)
  const onUnread = useCallback(
    (field: string, sentence: string | null) =>
      setUnread(all => [
        ...all.filter(one => one.field !== field),
        ...(sentence === null ? [] : [{ field, sentence }]),
      ]),
    [],
  )
  const said = useMemo(() => (hand.problem === null ? [] : placesOf(hand.problem)), [hand.problem])
  const faults = useMemo(() => {
    const found: readonly Fault[] = hasTried ? faultsOf(draft.mine, { operators, now: Date.now() }) : []
    return [...said, ...found].map(toField)
  }, [draft.mine, operators, hasTried, said, toField])

  useEffect(() => {
    if (isChecking || toFocus === null) return
    focusField(toFocus)
    setToFocus(null)
  }, [isChecking, toFocus])

  const crumbs: readonly Crumb[] = [
    [t('title'), '/rounds'],
    [`${detail.campaignTitle} · ${t('round.number', { n: detail.number })}`, `/rounds/${detail.id}`],
  ]
  const page = {
    title: t('compose.title'),
    crumbs,
    badge: (
      <Group gap="xs">
        <RoundStateBadge state={detail.state} takenBack={detail.takenBack} />
        <ExerciseBadge purpose={detail.purpose} />
      </Group>
    ),
  }
  if (!detail.actions.includes('save'))
    return (
      <Page {...page}>
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

  /** Null: it could not be saved, and stands above the form why not. */
  const saved = async () => {
    const stored = await hand.save()
    const problem = hand.whyNot()
    setSummary(stored === null && problem !== null ? placesOf(problem).map(toField) : [])
    return stored
  }
  const save = async () => {
    if (unread.length > 0) setSummary([...unread])
    else announce(t((await saved()) === null ? 'compose.notSaved' : 'compose.saved'))
  }
  const tryToCheck = async () => {
    setTried(true)
    const notRead = inserted.all.map(({ message, template: { name } }) => ({
      field: fieldOf(`messages.${message}.variants.0.text`),
      sentence: say('templates.unread', { name }),
    }))
    if (unread.length + notRead.length > 0) {
      setSummary([...unread, ...notRead])
      return
    }
    const stored = isUnsaved(draft) ? await saved() : detail
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

  const writing = { content: draft.mine, faults, onChange: hand.edit }
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
    <Page {...page}>
      <Leaving
        isDirty={() => isUnsaved(draft)}
        title={t('leave.title')}
        why={t('leave.why')}
        stay={t('leave.stay')}
        go={t('leave.keep')}
        save={{ word: t('leave.save'), run: async () => (await hand.save()) !== null }}
      />
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
      <ExerciseEdge of={detail}>
        <TakenBackNotice of={detail} />
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
              <MessagesFields {...writing} refused={hand.refused} inserted={inserted} last={last} />
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
              <AudienceFields {...writing} operators={operators} />
              <WindowFields {...writing} />
              <SendingFields {...writing} onUnread={onUnread} last={last} />
            </Stack>
          </div>
          <Group mt="xl" gap="md">
            <Button type="submit">{t('compose.check')}</Button>
            <Button variant="default" onClick={() => void save()}>
              {t('compose.save')}
            </Button>
            <SaveState hand={hand} />
          </Group>
        </form>
      </ExerciseEdge>
      <RemarksPanel kind="round" id={detail.id} version={draft.saved.version} isOpen />
    </Page>
  )
}

function MessagesFields({
  refused,
  inserted,
  last,
  ...writing
}: Writing & {
  readonly refused: DraftInHand['refused']
  readonly inserted: InsertedTexts
  readonly last: LastRound | null
}) {
  const { t } = useWords()
  const { content, faults, onChange: edit } = writing
  return (
    <Stack gap="xl">
      <Fieldset legend={t('compose.about')}>
        <Stack gap="lg">
          <TextInput
            {...fieldAt(faults, 'title')}
            label={t('field.title')}
            description={t('compose.titleHint')}
            maxLength={200}
            value={content.title}
            onChange={event => edit({ ...content, title: event.currentTarget.value })}
          />
          <TextInput
            {...fieldAt(faults, 'source')}
            label={t('field.source')}
            description={
              last !== null && content.source === last.source
                ? `${t('compose.sourceHint')} ${t('last.source', { title: last.title })}`
                : t('compose.sourceHint')
            }
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
          {...writing}
          message={message}
          refused={refused}
          onRemove={
            content.messages.length > 1
              ? () => {
                  inserted.removed(message)
                  edit(removeMessage(content, message))
                }
              : null
          }
          above={<Approved message={message} inserted={inserted} content={content} />}
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

/** Approved texts for one message; and that what was inserted has still to be read again. */
function Approved(props: {
  readonly message: number
  readonly content: RoundContent
  readonly inserted: InsertedTexts
}) {
  const { t } = useDraftingWords()
  const { message, content, inserted } = props
  const mark = inserted.all.find(each => each.message === message)
  if (mark !== undefined)
    return (
      <ReadAgain
        template={mark.template}
        onRead={() => inserted.read(message)}
        onTakeBack={mark.before === null ? null : () => inserted.takeBack(mark)}
      />
    )
  const isWritten = content.messages[message].variants.some(({ text }) => text.trim() !== '')
  return (
    <div>
      <TemplateChoice kind="round" purpose={purposeOf(content)} replaces={isWritten}>
        {(template, close) => (
          <Group gap="sm">
            {template.texts.map((variants, n) => (
              <Button
                key={n}
                size="sm"
                aria-label={`${t('templates.insertThis')}: ${template.name} ${n + 1}`}
                onClick={() => {
                  inserted.insert(message, template, variants)
                  close()
                }}
              >
                {template.texts.length > 1 ? t('templates.insertText', { n: n + 1 }) : t('templates.insertThis')}
              </Button>
            ))}
          </Group>
        )}
      </TemplateChoice>
    </div>
  )
}

/** The row of alternatives; taking the one without accents can be taken back. */
function Taking({ hand, operators }: { hand: DraftInHand; operators: Shown['operators'] }) {
  const { t } = useWords()
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

function Check(
  props: Shown & {
    readonly hand: DraftInHand
    readonly crumbs: readonly Crumb[]
    readonly onBack: (field: string | null) => void
  },
) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { detail, operators } = props
  const { id } = detail
  const { mine: content, saved } = props.hand.draft
  const form = useForm({
    values: { version: saved.version },
    send: async (body, once) => {
      await doDeed(roundDeeds(detail), 'submit', body, once)
      await navigate({ to: '/rounds/$id', params: { id } })
      confirmHere(t('compose.submitted'))
    },
  })
  return (
    <Page title={t('check.title')} crumbs={props.crumbs} lead={t('check.lead')}>
      <Form
        of={form}
        submit={t('check.submit')}
        cancel={() => props.onBack(null)}
        cancelWord={t('check.back')}
        place="start"
        gap="lg"
      >
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
        <SigningLine sha256={detail.digest} />
      </Form>
    </Page>
  )
}

function Returned({ detail }: { detail: RoundDetail }) {
  const { t, spoken } = useWords()
  const last = detail.history.filter(({ reason }) => reason !== null).at(-1)
  if (last === undefined) return null
  return (
    <Notice gravity="warn" title={t('compose.returned', { by: last.by, time: shownTime(last.at, 'minute', spoken) })}>
      {last.reason}
    </Notice>
  )
}

function SaveState({ hand }: { hand: DraftInHand }) {
  const { t, spoken } = useWords()
  const { status, saved } = hand.draft
  const { problem } = hand
  // What stands at its field need not be said twice.
  const why = problem === null || placesOf(problem).length > 0 ? '' : problem.sentence(spoken)
  const words =
    status.is === 'saved'
      ? t('save.saved', { time: shownTime(saved.at, 'clock', spoken), version: saved.version })
      : status.is === 'failed'
        ? `${t('save.failed')} ${why}`
        : t(`save.${status.is}`)
  return (
    <span className="loa-quiet" aria-live={status.is === 'failed' ? 'assertive' : 'off'}>
      {words}
    </span>
  )
}

function useToField(content: RoundContent): (fault: Fault) => FieldFault {
  const { spoken } = useWords()
  return useMemo(
    () => fault => ({ field: hasField(content, fault.path) ? fieldOf(fault.path) : null, sentence: fault[spoken] }),
    [content, spoken],
  )
}
