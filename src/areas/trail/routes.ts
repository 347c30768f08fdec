/** The trail and its verification, and API keys. */
import { z } from 'zod'
import { instant, uuid } from '../../directive/documents.ts'
import { byId, pageOf, pageQuery } from '../../http/paging.ts'
import { InputFaulty } from '../../http/problem.ts'
import { ADMINISTRATORS, type Route, route, TRAIL_READERS } from '../../http/route.ts'
import type { Services } from '../../http/services.ts'
import { type ApiKey, KEY_LIFE_MAX_MS } from '../access/keys.ts'
import { keyScope, line, trailEntry, trailVerification } from '../rounds/model.ts'

const word = z.string().min(1).max(100).optional()

const apiKey = z
  .strictObject({
    id: uuid,
    name: line,
    scopes: z.array(keyScope),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

export function trailRoutes({ authority }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/trail',
      name: 'listTrail',
      summary: 'Who did what, newest first',
      may: TRAIL_READERS,
      query: pageQuery.extend({ action: word, actor: word, subject: word }),
      answer: pageOf(trailEntry, 'TrailPage'),
      handle: async ({ query }) =>
        await authority.trail({
          cursor: query.cursor ?? null,
          limit: query.limit,
          action: query.action ?? null,
          actor: query.actor ?? null,
          subject: query.subject ?? null,
        }),
    }),
    route({
      method: 'get',
      path: '/api/v1/trail/verification',
      name: 'verifyTrail',
      summary: 'Reads the whole trail and says whether every entry is as it was written',
      may: TRAIL_READERS,
      answer: trailVerification,
      handle: async () => await authority.verifyTrail(),
    }),
  ]
}

export function keyRoutes({ keys, nowMs }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/keys',
      name: 'listKeys',
      summary: 'API keys, newest first, without their secrets',
      may: ADMINISTRATORS,
      answer: pageOf(apiKey, 'ApiKeyPage'),
      // As many as there may be are one page.
      handle: async () => ({ items: (await keys.keys()).map(shown), next: null }),
    }),
    route({
      method: 'post',
      path: '/api/v1/keys',
      name: 'makeKey',
      summary: 'A new API key; its secret is told once',
      may: ADMINISTRATORS,
      body: z
        .strictObject({
          name: line.pipe(z.string().max(60)),
          scopes: z.array(keyScope).min(1).max(10),
          /** Null: as long as a key may live. */
          expiresAt: instant.nullable(),
        })
        .meta({
          id: 'ApiKeyInput',
          examples: [{ name: 'Báo cáo', scopes: ['read'], expiresAt: '2027-02-03T00:00:00+07:00' }],
        }),
      status: 201,
      answer: z.strictObject({ key: apiKey, secret: z.string() }).meta({ id: 'ApiKeyWithSecret' }),
      starts: true,
      tellsSecret: true,
      handle: async ({ actor, body }) => {
        const expiresAtMs =
          body.expiresAt === null ? nowMs() + KEY_LIFE_MAX_MS : Date.parse(body.expiresAt)
        const lifeMs = expiresAtMs - nowMs()
        if (!(lifeMs > 0 && lifeMs <= KEY_LIFE_MAX_MS))
          throw new InputFaulty([
            {
              path: 'expiresAt',
              code: 'range',
              vi: 'Phải ở tương lai, không quá hai năm.',
              en: 'It must lie ahead, two years at most.',
            },
          ])
        const scopes = [...new Set(body.scopes)]
        const { key, secret } = await keys.make(actor, { name: body.name, scopes, expiresAtMs })
        return { key: shown(key), secret }
      },
    }),
    route({
      method: 'delete',
      path: '/api/v1/keys/{id}',
      name: 'revokeKey',
      summary: 'The key counts no more, at once',
      may: ADMINISTRATORS,
      params: byId,
      status: 204,
      handle: async ({ actor, params }) => await keys.revoke(actor, params.id),
    }),
  ]
}

function shown(key: ApiKey): z.input<typeof apiKey> {
  const at = (ms: number) => new Date(ms).toISOString()
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    createdBy: key.person.name,
    createdAt: at(key.createdAtMs),
    expiresAt: at(key.expiresAtMs),
    lastUsedAt: key.lastUsedAtMs === null ? null : at(key.lastUsedAtMs),
  }
}
