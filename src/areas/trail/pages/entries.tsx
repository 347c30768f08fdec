/** Entries of the trail as sentences; what stands behind each is a table that opens. */
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { KeyScope, Role } from '../../../authority/actor.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { type Fact, Facts } from '../../../web/parts/facts.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { shownTime } from '../../../web/times.ts'
import { shell as shellWords } from '../../../web/words/shell.ts'
import { terms as termWords } from '../../../web/words/terms.ts'
import type { DirectiveSummary, FlagCode } from '../../rounds/model.ts'
import { knownAction, knownDetail, spelled } from './actions.ts'
import { type Named, useNames } from './names.ts'
import classes from './trail.module.css'

export function Entries({ entries }: { entries: readonly TrailEntry[] }) {
  const { t } = useTranslation('shell')
  const nameOf = useNames()
  return (
    <ol className={classes.entries} aria-label={t('trail.title')}>
      {entries.map(entry => (
        <Entry key={entry.sequence} entry={entry} subject={nameOf(entry)} />
      ))}
    </ol>
  )
}

function Entry({ entry, subject }: { entry: TrailEntry; subject: Named }) {
  const { t } = useTranslation('shell')
  const spoken = useLanguage()
  const action = knownAction(entry.action)
  const isOwn = entry.subject.kind === entry.actor.kind && entry.subject.id === entry.actor.id
  return (
    <li className={classes.entry}>
      <div className={classes.when}>
        <Time at={entry.at} shown="full" />
      </div>
      <div className={classes.what}>
        <p className={classes.sentence}>
          <strong>{entry.actor.kind === 'system' ? t('trail.system') : entry.actor.name}</strong>
          {entry.actor.kind !== 'person' && entry.actor.kind !== 'system' && (
            <span className="loa-quiet"> ({t(`trail.by.${entry.actor.kind}`)})</span>
          )}
          {': '}
          {action === null ? <code>{entry.action}</code> : t(`trail.${action}`)}
          {!isOwn && (
            <>
              {' · '}
              {subject.to === null ? (
                subject.name
              ) : (
                <Anchor component={Link} to={subject.to} underline="always">
                  {subject.name}
                </Anchor>
              )}
            </>
          )}
        </p>
        <details>
          <summary>
            {t('trail.details')}
            <span className="loa-heard"> {grouped(entry.sequence, spoken)}</span>
          </summary>
          <Details entry={entry} />
        </details>
      </div>
    </li>
  )
}

function Details({ entry }: { entry: TrailEntry }) {
  const { t } = useTranslation('shell')
  const told = useTold()
  const mono = (text: string) => <span className="loa-mono">{text}</span>
  const details: Fact[] = Object.entries(entry.details).map(([name, value]) => {
    const known = knownDetail(name)
    return {
      name: known === null ? name : t(`trail.detail.${known}`),
      value: told(name, value),
    }
  })
  return (
    <Facts
      facts={[
        { name: t('trail.sequence'), value: told('sequence', entry.sequence) },
        { name: t('trail.actionName'), value: mono(entry.action) },
        {
          name: t('trail.actorId'),
          value: mono(`${entry.actor.kind} ${entry.actor.id}`),
        },
        { name: t('trail.subjectId'), value: mono(`${entry.subject.kind} ${entry.subject.id}`) },
        ...details,
        { name: t('trail.previous'), value: mono(entry.previous) },
        { name: t('trail.hash'), value: mono(entry.hash) },
      ]}
    />
  )
}

/** A detail's value in words where there are some, otherwise as it was written. */
function useTold(): (name: string, value: unknown) => React.ReactNode {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  return (name, value) => {
    if (typeof value === 'number')
      return name === 'subscribers'
        ? `${grouped(value, spoken)} ${terms.t('unit.subscribers')}`
        : name === 'accepted'
          ? `${grouped(value, spoken)} ${terms.t('unit.segments')}`
          : grouped(value, spoken)
    if ((name === 'role' || name === 'from') && isRole(value)) return terms.t(`role.${value}`)
    if (name === 'state' && isDirectiveState(value)) return terms.t(`directive.${value}`)
    if (name === 'by' && isWay(value)) return t(`trail.way.${WAYS[value]}`)
    if (name === 'scopes' && Array.isArray(value))
      return value.map(each => (isScope(each) ? t(`keys.scope.${each}`) : spelled(each))).join(', ')
    if (name === 'directives' && Array.isArray(value) && value.every(isIssued))
      return value.map(({ id, operator, serial, sha256 }) => (
        <div key={id}>
          {operator}: {t('trail.directiveNumber', { serial })}{' '}
          <span className="loa-mono loa-quiet">{sha256}</span>
        </div>
      ))
    if (name === 'flags' && Array.isArray(value))
      return value.length === 0
        ? '–'
        : value.map(flag => (isFlag(flag) ? terms.t(`flag.${flag}`) : spelled(flag))).join('; ')
    if ((name === 'expiresAt' || name === 'restoredAt') && typeof value === 'string')
      return shownTime(value, 'full', spoken)
    if (name === 'digest' || name === 'sha256' || name === 'keyId' || isId(value))
      return <span className="loa-mono">{spelled(value)}</span>
    return spelled(value)
  }
}

/** How the sign-in routes are called, and which words say it. */
const WAYS = {
  'sign-in/email': 'password',
  'two-factor/verify-totp': 'totp',
  'two-factor/verify-backup-code': 'backup',
  'passkey/verify-authentication': 'passkey',
  oidc: 'provider',
} as const

function isWay(value: unknown): value is keyof typeof WAYS {
  return typeof value === 'string' && value in WAYS
}

function isDirectiveState(value: unknown): value is DirectiveSummary['state'] {
  return typeof value === 'string' && `directive.${value}` in termWords
}

function isScope(value: unknown): value is KeyScope {
  return typeof value === 'string' && `keys.scope.${value}` in shellWords
}

interface Issued {
  readonly id: string
  readonly operator: string
  readonly serial: number
  readonly sha256: string
}

function isIssued(value: unknown): value is Issued {
  if (typeof value !== 'object' || value === null) return false
  const { id, operator, serial, sha256 } = value as Partial<Issued>
  return [id, operator, sha256].every(each => typeof each === 'string') && Number.isInteger(serial)
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}

function isRole(value: unknown): value is Role {
  return typeof value === 'string' && `role.${value}` in termWords
}

function isFlag(value: unknown): value is FlagCode {
  return typeof value === 'string' && `flag.${value}` in termWords
}
