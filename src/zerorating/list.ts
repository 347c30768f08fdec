/**
 * The list of what is free: hotlines, short codes and information pages, each with its periods. The shapes, parsed at
 * the edge and trusted inside; `faults.ts` says what the shapes cannot.
 *
 *   version 1 ── sha256 ──► version 2 ── sha256 ──► version 3
 *   in force from 1 Feb     in force from 2 Feb     in force from 20 Feb
 *
 * A list is whole each time: a version replaces the one before from `inForceFrom` on. A period is from its first free
 * instant to its first instant that is no longer free, so that a day ends where the next begins and no second is lost.
 *
 * Knows no store and no signatures. Holds no number of a subscriber, and no field that could. Amounts are whole numbers
 * of the currency's smallest unit (VND: đồng). Runs in a browser too.
 */
import { z } from 'zod'

export const SERVICES_MAX = 1000
export const PERIODS_MAX = 100
export const NUMBERS_MAX = 50
export const HOSTS_MAX = 100
export const PREFIXES_MAX = 1000
export const PORTS_MAX = 20
const AMOUNT_MAX = 1_000_000_000

export const instant = z.iso.datetime({ offset: true })
export const serviceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const line = z.string().trim().min(1).max(200)

/** Free from the instant `from` until just before the instant `until`; null: no end is known. */
export const period = z.strictObject({ from: instant, until: instant.nullable() })
export type Period = z.infer<typeof period>

/** `setup`, then `amount` for each begun block of `perSeconds`. */
export const callTariff = z.strictObject({
  setup: z.int().min(0).max(AMOUNT_MAX),
  amount: z.int().min(0).max(AMOUNT_MAX),
  perSeconds: z.int().min(1).max(86_400),
})
export type CallTariff = z.infer<typeof callTariff>

/** `amount` for each begun block of `perOctets`. */
export const dataTariff = z.strictObject({
  amount: z.int().min(0).max(AMOUNT_MAX),
  perOctets: z.int().min(1).max(1_000_000_000_000),
})
export type DataTariff = z.infer<typeof dataTariff>

const common = {
  id: serviceId,
  title: line,
  owner: line,
  free: z.array(period).max(PERIODS_MAX),
  /** What it rests on: letters, decisions, pages. */
  evidence: z.array(line).max(20),
}

const dialled = {
  ...common,
  /** As they are dialled in the country, digits only. */
  numbers: z
    .array(z.string().regex(/^\d{3,15}$/))
    .min(1)
    .max(NUMBERS_MAX),
  /** Numbers that a free call to this service may be forwarded to and stay free, though they may not be free themselves. */
  diversions: z.array(z.string().regex(/^\d{3,15}$/)).max(NUMBERS_MAX),
  /** What is charged where it is not free; null: not known, so nothing is guessed from it. */
  otherwise: z.strictObject({ call: callTariff.nullable() }),
}

export const hotline = z.strictObject({ kind: z.literal('hotline'), ...dialled })
export const shortCode = z.strictObject({ kind: z.literal('short-code'), ...dialled })

/** Addresses from which pages are served. `exclusive`: nothing but this service is served from there. */
export const servedFrom = z.strictObject({ prefix: z.string().max(64), exclusive: z.boolean() })
export type ServedFrom = z.infer<typeof servedFrom>

export const page = z.strictObject({
  kind: z.literal('page'),
  ...common,
  /** `ncov.moh.gov.vn`, or `*.moh.gov.vn` for every host below (not for moh.gov.vn itself). */
  hosts: z.array(z.string().min(1).max(253)).min(1).max(HOSTS_MAX),
  /** Free means host and prefix and port: a name alone proves nothing. */
  prefixes: z.array(servedFrom).max(PREFIXES_MAX),
  ports: z.array(z.int().min(1).max(65_535)).min(1).max(PORTS_MAX),
  /** What operators promise for these pages; null: nothing. */
  speedKilobitsPerSecond: z.int().min(1).max(1_000_000_000).nullable(),
  otherwise: z.strictObject({ data: dataTariff.nullable() }),
})

export const service = z.discriminatedUnion('kind', [hotline, shortCode, page])
export type Service = z.infer<typeof service>
export type DialledService = z.infer<typeof hotline> | z.infer<typeof shortCode>
export type PageService = z.infer<typeof page>

export const zeroRatingList = z.strictObject({
  version: z.int().min(1).max(1_000_000),
  /** Of the version before as it was signed (`signed.ts`); null for the first. */
  previousSha256: sha256.nullable(),
  issuedAt: instant,
  inForceFrom: instant,
  /** Two letters, and what calls to it from abroad begin with. */
  country: z.string().regex(/^[A-Z]{2}$/),
  callingCode: z.string().regex(/^[1-9]\d{0,2}$/),
  /** In which a day begins and ends when counts are given by the day. */
  timeZone: z.string().min(1).max(64),
  /** ISO 4217, with its decimals: VND has none. */
  currency: z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), decimals: z.int().min(0).max(4) }),
  services: z.array(service).max(SERVICES_MAX),
})
export type ZeroRatingList = z.infer<typeof zeroRatingList>
