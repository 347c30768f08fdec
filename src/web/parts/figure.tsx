/**
 * A number with its unit, digits of one width, grouped by a thin space. Never abbreviated.
 *
 * With `asOf` or `exact` it can be hovered and focused: the exact value and the time it was true. Without them it is
 * plain text, so that a table of figures does not become a hundred stops of the Tab key.
 */
import { grouped } from '../numbers.ts'
import { shownTime } from '../times.ts'
import { useWords } from '../use-words.ts'
import { unitBeside } from '../words/units.ts'
import { Tip } from './tip.tsx'

export interface FigureProps {
  /** Null: not known. */
  readonly value: number | null
  readonly unit: string
  readonly decimals?: number
  /** When it was counted: ISO 8601. */
  readonly asOf?: string | null
  /** The whole value where the shown one is rounded. */
  readonly exact?: number
  /** In tables whose heading names the unit: spoken, not shown. */
  readonly isUnitHidden?: boolean
}

export function Figure({ value, decimals = 0, asOf, exact, isUnitHidden, ...of }: FigureProps) {
  const { t, spoken } = useWords('shell')
  const unit = unitBeside(exact ?? value, of.unit)
  if (value === null)
    return (
      <span className="loa-figure loa-quiet">
        {t('figure.unknown')}
        <Unit unit={unit} isHidden={isUnitHidden} />
      </span>
    )
  const shown = (
    <>
      {grouped(value, spoken, decimals)}
      <Unit unit={unit} isHidden={isUnitHidden} />
    </>
  )
  if (asOf == null && exact === undefined) return <span className="loa-figure">{shown}</span>
  const whole = exact ?? value
  const label = [
    `${grouped(whole, spoken, Number.isInteger(whole) ? 0 : 3)} ${unit}`,
    ...(asOf == null ? [] : [t('figure.asOf', { time: shownTime(asOf, 'full', spoken) })]),
  ].join(' · ')
  return (
    <Tip label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact value must be reachable by keyboard too */}
      <span className="loa-figure" tabIndex={0} aria-description={label}>
        {shown}
      </span>
    </Tip>
  )
}

function Unit({ unit, isHidden }: { unit: string; isHidden: boolean | undefined }) {
  return isHidden ? <span className="loa-heard">{`\u00a0${unit}`}</span> : `\u00a0${unit}`
}

/** Of people, and of ordinary SMS, in a table whose heading names them. */
export function Subscribers({ of, asOf }: { of: number | null; asOf?: string | null }) {
  const { terms } = useWords('shell')
  return <Figure value={of} unit={terms('unit.subscribers')} isUnitHidden asOf={asOf ?? null} />
}

export function Segments({ of }: { of: number | null }) {
  const { terms } = useWords('shell')
  return <Figure value={of} unit={terms('unit.segments')} isUnitHidden />
}
