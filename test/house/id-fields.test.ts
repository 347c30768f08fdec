/**
 * What people write is looked into for numbers of subscribers whatever it resembles; a field for an id is not. Which is which is
 * told by names (src/http/numbers.ts): here by the shapes of all contracts.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { AREAS } from '../../src/app/areas.ts'
import * as announcement from '../../src/directive/announcement.ts'
import * as broadcast from '../../src/directive/broadcast.ts'
import * as bulletin from '../../src/directive/bulletin.ts'
import * as condition from '../../src/directive/condition.ts'
import * as documents from '../../src/directive/documents.ts'
import * as roster from '../../src/directive/roster.ts'
import { serverContract } from '../../src/http/contract.ts'
import { isIdField } from '../../src/http/numbers.ts'

interface Shape {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly $ref?: string
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

interface Field {
  readonly operation: string
  readonly path: string
  readonly shape: Shape
}

/** Every string that comes in, by its path; lists have a 0 in theirs. */
function fieldsOf(operation: string, body: z.ZodType): Field[] {
  const whole = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })
  const named = (whole.$defs ?? {}) as Readonly<Record<string, Shape>>
  const below = (shape: Shape, path: string): Field[] => {
    const name = shape.$ref?.split('/').at(-1)
    if (name !== undefined) return below(named[name], path)
    const own = shape.type === 'string' ? [{ operation, path, shape }] : []
    const parts = Object.entries(shape.properties ?? {}).flatMap(([part, inner]) =>
      below(inner, path === '' ? part : `${path}.${part}`),
    )
    const others = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(one => below(one, path))
    return [...own, ...parts, ...others, ...(shape.items ? below(shape.items, `${path}.0`) : [])]
  }
  return below(whole as Shape, '')
}

const FIELDS = [serverContract, ...AREAS.map(({ contract }) => contract)]
  .flatMap(contract => Object.entries(contract))
  .flatMap(([operation, row]) => ('body' in row && row.body instanceof z.ZodType ? fieldsOf(operation, row.body) : []))

/** A signed document comes as one string, and what was signed is looked into as a body is. */
const SIGNED = Object.entries<unknown>({
  ...documents,
  ...broadcast,
  ...announcement,
  ...bulletin,
  ...roster,
  ...condition,
}).flatMap(([name, shape]) =>
  shape instanceof z.ZodType && /(?:Body|Content)$/.test(name) ? fieldsOf(name, shape) : [],
)

const DIGESTS = /^\^\[0-9a-f\]\{\d+\}\$$/

test('every field for an id or a digest is known as one by its name', () => {
  assert.ok(SIGNED.some(({ path }) => path === 'content.bulletin'))
  assert.ok(SIGNED.some(({ path }) => path === 'approval.approved.person'))
  // Those of people are UUIDs at this authority, though a roster may have others.
  const ids = [...FIELDS, ...SIGNED].filter(
    ({ shape, path }) => shape.format === 'uuid' || DIGESTS.test(shape.pattern ?? '') || /\.person$/.test(path),
  )
  assert.ok(ids.length > 10)
  for (const { operation, path } of ids) assert.ok(isIdField(path), `${operation} ${path}`)
})

test('no field that people write freely is taken for one of an id', () => {
  /** Made by a program and told by it: an event of a camera, items of a device's agenda, a code of a passkey, a secret of an invitation. */
  const OF_PROGRAMS = [
    'takeMeasurements event',
    'sayHelloAsSpeaker 0',
    'removePasskey id',
    'addSigningKey id',
    'setUp token',
    'readInvitation token',
    'acceptInvitation token',
  ]
  const free = FIELDS.filter(
    ({ shape: { format, pattern, enum: words } }) =>
      format === undefined && words === undefined && !/^\^\[(?:a-z|0-9a-f)\]/.test(pattern ?? ''),
  ).filter(({ path }) => isIdField(path))
  const told = free.map(({ operation, path }) => `${operation} ${path.split('.').at(-1)}`)
  assert.deepEqual(
    told.filter(one => !OF_PROGRAMS.includes(one)),
    [],
  )
})
