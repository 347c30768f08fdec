/** Entries of the trail as sentences; what stands behind each is a table that opens. */

import '../../access/pages/words.ts'
import '../../rounds/pages/flag-words.ts'
import '../../rounds/pages/live/words.ts'
import type { TrailEntry } from '../../../authority/trail-entry.ts'
import { grouped } from '../../../web/numbers.ts'
import { Later } from '../../../web/parts/later.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { type Fact, Facts } from '../../../web/parts/records.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { shownTime } from '../../../web/times.ts'
import { type Named, useNames } from './names.ts'
import classes from './trail.module.css'
import { useWords } from './words.ts'

/** More than a screen holds. */
const DRAWN_FIRST = 15

export function Entries({ entries }: { entries: readonly TrailEntry[] }) {
  const { t } = useWords()
  const nameOf = useNames()
  const listed = (entry: TrailEntry) => <Entry key={entry.sequence} entry={entry} subject={nameOf(entry)} />
  return (
    <ol className={classes.entries} aria-label={t('trail.title')}>
      {entries.slice(0, DRAWN_FIRST).map(listed)}
      <Later>{() => entries.slice(DRAWN_FIRST).map(listed)}</Later>
    </ol>
  )
}

function Entry({ entry, subject }: { entry: TrailEntry; subject: Named }) {
  const { t, spoken, known } = useWords()
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
          {known(`trail.${entry.action}`) ?? <code>{entry.action}</code>}
          {!isOwn && (
            <>
              {' · '}
              {subject.to === null ? subject.name : <TextLink to={subject.to}>{subject.name}</TextLink>}
            </>
          )}
        </p>
        <details>
          <summary>
            {t('trail.details')}
            <span className="loa-heard"> {grouped(entry.sequence, spoken)}</span>
          </summary>
          <Later>{() => <Details entry={entry} />}</Later>
        </details>
      </div>
    </li>
  )
}

function Details({ entry }: { entry: TrailEntry }) {
  const { t, known } = useWords()
  const told = useTold()
  const mono = (text: string) => <span className="loa-mono">{text}</span>
  return (
    <Facts
      facts={[
        [t('trail.sequence'), told('sequence', entry.sequence)],
        [t('trail.actionName'), mono(entry.action)],
        [t('trail.actorId'), mono(`${entry.actor.kind} ${entry.actor.id}`)],
        [t('trail.subjectId'), mono(`${entry.subject.kind} ${entry.subject.id}`)],
        ...Object.entries(entry.details).map(
          ([name, value]): Fact => [known(`trail.detail.${name}`) ?? name, told(name, value)],
        ),
        [t('trail.previous'), mono(entry.previous)],
        [t('trail.hash'), mono(entry.hash)],
      ]}
    />
  )
}

/** A detail's value in words where there are some, otherwise as it was written. */
function useTold(): (name: string, value: unknown) => React.ReactNode {
  const { t, terms, spoken, known } = useWords()
  const term = (key: string, value: unknown, of: 'terms' | 'flags' | 'live' = 'terms') =>
    known(`${key}.${value}`, of) ?? spelled(value)
  return (name, value) => {
    if (typeof value === 'number') {
      const unit = { subscribers: 'unit.subscribers', accepted: 'unit.segments' } as const
      const counted = grouped(value, spoken)
      return name in unit ? `${counted} ${terms(unit[name as keyof typeof unit])}` : counted
    }
    if (name === 'role' || name === 'from') return term('role', value)
    if (name === 'of') return known(`trail.kind.${value}`) ?? spelled(value)
    if (name === 'state') return term('directive', value, 'live')
    if (name === 'by' && isWay(value)) return t(`trail.way.${WAYS[value]}`)
    if (name === 'scopes' && Array.isArray(value))
      return value.map(each => known(`keys.scope.${each}`, 'access') ?? spelled(each)).join(', ')
    if (name === 'directives' && Array.isArray(value) && value.every(isIssued))
      return value.map(({ id, operator, serial, sha256 }) => (
        <div key={id}>
          {operator}: {t('trail.directiveNumber', { serial })} <span className="loa-mono loa-quiet">{sha256}</span>
        </div>
      ))
    if (name === 'flags' && Array.isArray(value) && value.length > 0)
      return value.map(flag => term('flag', flag, 'flags')).join('; ')
    if (INSTANTS.has(name) && typeof value === 'string') return shownTime(value, 'full', spoken)
    if (name === 'digest' || name === 'sha256' || name === 'keyId' || isId(value))
      return <span className="loa-mono">{spelled(value)}</span>
    return spelled(value)
  }
}

const INSTANTS: ReadonlySet<string> = new Set(['expiresAt', 'restoredAt', 'fromDay', 'untilDay'])

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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Of a key (RFC 7638): SHA-256 in base64url. */
const THUMBPRINT = /^[\w-]{43}$/

function isId(value: unknown): boolean {
  return typeof value === 'string' && (UUID.test(value) || THUMBPRINT.test(value))
}

/** Any value of a detail as text, so that nothing is hidden. */
function spelled(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(spelled).join(', ')
  return JSON.stringify(value)
}
