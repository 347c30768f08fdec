/**
 * The mapping file: which columns of an operator's charging records hold what, and in which form.
 *
 * Nothing is guessed from a column's content: an instant without an offset needs a time zone, an amount its decimals, a
 * kind the values that stand for it. What the file does not name is not looked at.
 *
 * Knows no files and no SQL. Pure; runs in a browser too.
 */

import { z } from 'zod'
import { isTimeZone } from '../base/wall-time.ts'
import { auditFailure } from './failures.ts'

const VALUES_MAX = 200
const OCTET_COLUMNS_MAX = 4
/** Of an amount: no tariff has finer steps. */
export const DECIMALS_MAX = 6

/** A column by its name in the header, or by its position from 1. */
const column = z.union([z.string().min(1).max(200), z.int().min(1).max(1000)])
export type Column = z.infer<typeof column>

const values = z.array(z.string().min(1).max(100)).min(1).max(VALUES_MAX)

/** What strptime has for a local time: nothing in it that could name a zone. */
const format = z.string().regex(/^(?:%[YmdHMSf]|[ T:./_-])+$/)
const timeZone = z.string().refine(isTimeZone, 'no such time zone')

const instantColumn = z.discriminatedUnion('form', [
  /** ISO 8601 to the second or finer, with Z or an offset. */
  z.strictObject({ column, form: z.literal('iso') }),
  /** A wall clock of that zone; without `format`: 2020-02-01 07:00:00, or with a T. */
  z.strictObject({ column, form: z.literal('local'), timeZone, format: format.optional() }),
  z.strictObject({ column, form: z.literal('epoch-seconds') }),
  z.strictObject({ column, form: z.literal('epoch-milliseconds') }),
])
export type InstantColumn = z.infer<typeof instantColumn>

const kind = z.union([
  z.enum(['call', 'data']),
  z.strictObject({
    column,
    call: values.optional(),
    data: values.optional(),
    /** Records of other kinds, which no service of a list is about. */
    other: values.optional(),
  }),
])

export const chargingMap = z
  .strictObject({
    csv: z
      .strictObject({
        delimiter: z.enum([',', ';', '\t', '|']).default(','),
        header: z.boolean().default(true),
        /** The last row counts although nothing ends its line: only whoever wrote the file knows that it is whole. */
        lastRowMayBeOpen: z.boolean().default(false),
      })
      .prefault({}),
    kind,
    /** What tells a record from every other; with `sequence` where one record comes in parts. */
    record: column.optional(),
    sequence: column.optional(),
    /** `trunkPrefix` is what stands before a number that is dialled at home: the same subscriber with and without it. */
    subscriber: z.strictObject({
      column,
      trunkPrefix: z
        .string()
        .regex(/^\d{0,2}$/)
        .default('0'),
    }),
    /** The number that was dialled; or, where `originalCalled` is filled, the number that the call went to. */
    called: column.optional(),
    originalCalled: column.optional(),
    /** The number that the call was forwarded to, for records whose `called` is always what was dialled. */
    forwardedTo: column.optional(),
    start: instantColumn,
    duration: z.strictObject({ column, form: z.enum(['seconds', 'milliseconds']).default('seconds') }).optional(),
    end: instantColumn.optional(),
    host: column.optional(),
    address: column.optional(),
    port: column.optional(),
    /** One column, or several whose sum counts. */
    octets: z.array(column).min(1).max(OCTET_COLUMNS_MAX).optional(),
    /** In the currency's unit, with up to so many decimals. */
    amount: z.strictObject({
      column,
      decimals: z.int().min(0).max(DECIMALS_MAX).default(0),
      whenEmpty: z.enum(['reject', 'zero']).default('reject'),
    }),
    currency: column.optional(),
    /** The values by which the record says that it was given free. */
    free: z.strictObject({ column, values }).optional(),
    operator: column.optional(),
  })
  .refine(({ duration, end }) => (duration === undefined) !== (end === undefined), {
    path: ['duration'],
    message: 'either duration or end',
  })
  .refine(map => !mayBe(map.kind, 'call') || map.called !== undefined, { path: ['called'] })
  .refine(map => !mayBe(map.kind, 'data') || (map.host ?? map.address) !== undefined, { path: ['host'] })
  .refine(map => map.originalCalled === undefined || map.forwardedTo === undefined, {
    path: ['forwardedTo'],
    message: 'either originalCalled or forwardedTo',
  })
  .refine(map => map.sequence === undefined || map.record !== undefined, { path: ['record'] })
export type ChargingMap = z.infer<typeof chargingMap>

/** Fails with chargingMapMalformed. */
export function parseChargingMap(text: string): ChargingMap {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw auditFailure('chargingMapMalformed', { where: 'JSON' })
  }
  const result = chargingMap.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue?.path
  throw auditFailure('chargingMapMalformed', { where: where?.join('.') || 'map' })
}

/** To start from; also what is taken where no mapping file is named. */
export const EXAMPLE_MAP = {
  csv: { delimiter: ',', header: true },
  kind: { column: 'kind', call: ['voice'], data: ['data'], other: ['sms'] },
  record: 'record_id',
  subscriber: { column: 'subscriber', trunkPrefix: '0' },
  called: 'called',
  originalCalled: 'original_called',
  start: { column: 'start', form: 'iso' },
  duration: { column: 'duration', form: 'seconds' },
  host: 'host',
  address: 'address',
  port: 'port',
  octets: ['octets_up', 'octets_down'],
  amount: { column: 'amount', decimals: 0 },
  free: { column: 'rating_group', values: ['9001'] },
} as const satisfies z.input<typeof chargingMap>

/** Every column that the map names, by what it holds; `octets` several times. */
export function columnsOf(map: ChargingMap): readonly { readonly is: string; column: Column }[] {
  const single = {
    kind: typeof map.kind === 'string' ? undefined : map.kind.column,
    record: map.record,
    sequence: map.sequence,
    subscriber: map.subscriber.column,
    called: map.called,
    originalCalled: map.originalCalled,
    forwardedTo: map.forwardedTo,
    start: map.start.column,
    duration: map.duration?.column,
    end: map.end?.column,
    host: map.host,
    address: map.address,
    port: map.port,
    amount: map.amount.column,
    currency: map.currency,
    free: map.free?.column,
    operator: map.operator,
  }
  return [
    ...Object.entries(single).flatMap(([is, column]) => (column === undefined ? [] : [{ is, column }])),
    ...(map.octets ?? []).map(column => ({ is: 'octets', column })),
  ]
}

function mayBe(of: z.infer<typeof kind>, is: 'call' | 'data'): boolean {
  return typeof of === 'string' ? of === is : of[is] !== undefined
}
