/**
 * The OpenAPI 3.1 document, made from the rows of the table and the very schemas that validate.
 *
 * Schemas with a name of their own become components; so do the shapes that areas name, by the names they have there.
 */
import { z } from 'zod'
import { type Access, SCOPE_ROLES } from '../authority/contract.ts'
import type { Devices } from './caller.ts'
import type { Route } from './route.ts'
import { cookiePrefix } from './sign-in.ts'

interface Named {
  readonly name: string
  readonly version: string
  readonly origins: readonly string[]
  readonly shapes: Readonly<Record<string, unknown>>
  readonly devices: Devices
}

export function openApi(routes: readonly Route[], { name, version, origins, shapes, devices }: Named): object {
  const components = new Components(namesOf(shapes))
  const paths: Record<string, Record<string, object>> = {}
  for (const row of routes) {
    paths[row.path] ??= {}
    paths[row.path][row.method] = operationOf(row, components)
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: `${name}: API`,
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Lists answer {items, next}: give `next` as `cursor` to go on. Whatever starts something takes an ' +
        'Idempotency-Key, which an API key must give. No field takes a number of a subscriber. Errors are ' +
        'application/problem+json with a code that a program may rely on.',
    },
    servers: [{ url: origins[0] }],
    tags: [...new Set(routes.map(tagOf))].map(tag => ({ name: tag })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: `${cookiePrefix(origins[0])}.session_token`,
          description: 'A person who is signed in. Changes need an Origin header of this server.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A program: `loa_` and 43 characters, made by an administrator.',
        },
        ...Object.fromEntries(
          Object.entries(devices).map(([name, { scheme }]) => [name, { type: 'http', scheme: 'bearer', ...scheme }]),
        ),
      },
      responses: {
        Problem: {
          description: 'What went wrong, in the reader’s language (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: { ...components.all(), Problem: PROBLEM },
    },
  }
}

function operationOf(row: Route, components: Components): object {
  const success = { description: row.summary, ...contentOf(row, components) }
  return {
    operationId: row.name,
    summary: row.summary,
    tags: [tagOf(row)],
    ...securityOf(row.may),
    parameters: [
      ...components.parameters(row.params, 'path'),
      ...components.parameters(row.query, 'query'),
      ...(row.starts ? [IDEMPOTENCY_KEY] : []),
    ],
    ...bodyOf(row, components),
    responses: { [row.status]: success, default: { $ref: '#/components/responses/Problem' } },
  }
}

function bodyOf({ body, octets }: Route, components: Components): object {
  if (octets !== null) {
    const content = Object.fromEntries(octets.map(type => [type, { schema: {} }]))
    return { requestBody: { required: true, content } }
  }
  if (body === null) return {}
  const content = { 'application/json': { schema: components.use(body, 'input') } }
  return { requestBody: { required: true, content } }
}

function contentOf(row: Route, components: Components): object {
  if (row.media !== 'application/json') return { content: { [row.media]: { schema: { type: 'string' } } } }
  if (row.answer === null) return {}
  return { content: { 'application/json': { schema: components.use(row.answer, 'output') } } }
}

function securityOf(may: Access): object {
  switch (may.is) {
    case 'anyone':
      return { security: [] }
    case 'device':
      return { security: [{ [may.device]: [] }] }
    case 'machine':
      return { security: [{}, { apiKey: [] }], 'x-loa-scope': 'read' }
    case 'people': {
      const byKey = may.scope !== null && may.roles.includes(SCOPE_ROLES[may.scope])
      return {
        security: [{ session: [] }, ...(byKey ? [{ apiKey: [] }] : [])],
        'x-loa-roles': may.roles,
        ...(byKey ? { 'x-loa-scope': may.scope } : {}),
      }
    }
  }
}

function tagOf({ path }: Route): string {
  const [, first, second, third] = path.split('/')
  if (first === 'node') return 'nodes'
  if (first !== 'api') return 'server'
  return second === 'auth' ? 'sign-in' : third
}

type Names = ReturnType<typeof namesOf>

class Components {
  readonly #schemas: Record<string, object> = {}
  readonly #names: Names

  constructor(names: Names) {
    this.#names = names
  }

  use(schema: z.ZodType, io: 'input' | 'output'): object {
    const { $defs, $schema, ...own } = z.toJSONSchema(schema, {
      metadata: this.#names,
      io,
      unrepresentable: 'any',
      reused: 'inline',
    }) as Record<string, unknown> & { $defs?: Record<string, object> }
    for (const [name, shape] of Object.entries($defs ?? {})) this.#put(name, shape)
    const id = this.#names.get(schema)?.id
    if (id === undefined) return relinked(own)
    this.#put(id, own)
    return { $ref: `#/components/schemas/${id}` }
  }

  parameters(shape: z.ZodObject | null, place: 'path' | 'query'): object[] {
    if (shape === null) return []
    const json = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' })
    return Object.entries(json.properties ?? {}).map(([name, schema]) => ({
      name,
      in: place,
      required: json.required?.includes(name) ?? false,
      schema,
    }))
  }

  all(): Record<string, object> {
    return this.#schemas
  }

  #put(name: string, shape: object): void {
    const { id, $schema, ...rest } = shape as Record<string, unknown>
    this.#schemas[name] ??= relinked(rest)
  }
}

function relinked(shape: object): object {
  return JSON.parse(JSON.stringify(shape), (name, value) =>
    name === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value,
  )
}

/** Shapes of areas by their names there, `roundDetail` as RoundDetail; and what the rows named. */
function namesOf(shapes: Readonly<Record<string, unknown>>) {
  const names = z.registry<{ id?: string | undefined }>()
  const taken = new Set<string>()
  for (const [name, schema] of Object.entries(shapes)) {
    if (!(schema instanceof z.ZodObject || schema instanceof z.ZodUnion || schema instanceof z.ZodEnum)) continue
    const id = `${name[0].toUpperCase()}${name.slice(1)}`
    if (names.has(schema) || taken.has(id)) continue
    taken.add(id)
    names.add(schema, { id })
  }
  return {
    get: (schema: z.ZodType) => names.get(schema) ?? z.globalRegistry.get(schema),
    has: (schema: z.ZodType) => names.has(schema) || z.globalRegistry.has(schema),
  } as typeof names
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same body answers the same for a day, and acts once. Required with an API key.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
  example: '0d1f7c1e-6b3a-4f7e-9a55-3d2c1b0a9f8e',
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'vi', 'en'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    details: { type: 'object', additionalProperties: true },
    vi: { type: 'string' },
    en: { type: 'string' },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'vi', 'en'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          vi: { type: 'string' },
          en: { type: 'string' },
        },
      },
    },
  },
  examples: [
    {
      type: 'urn:loa:versionConflict',
      title: 'Conflict',
      status: 409,
      code: 'versionConflict',
      detail: 'Nội dung đã được sửa sau khi anh/chị mở (phiên bản 4).',
      details: { version: 4 },
      vi: 'Nội dung đã được sửa sau khi anh/chị mở (phiên bản 4).',
      en: 'The content was changed after you opened it (version 4).',
    },
  ],
}
