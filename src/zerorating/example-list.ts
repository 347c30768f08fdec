/**
 * The list that examples, benchmarks and tests begin with: the hotlines of February 2020, and a page at made-up addresses.
 * docs/examples holds the hotlines for people to begin with.
 *
 * Sources: press of February 2020 on the ministry's hotlines; the tariff is that of premium-rate numbers of 1900.
 */
import type { DialledService, PageService, ZeroRatingList } from './list.ts'

/** What an editor writes of it: a version's number, its predecessor and its issue are the authority's. */
export const FEBRUARY_CONTENT: Omit<ZeroRatingList, 'version' | 'previousSha256' | 'issuedAt'> & {
  readonly services: [DialledService, DialledService, PageService]
} = {
  inForceFrom: '2020-01-31T17:00:00+07:00',
  country: 'VN',
  callingCode: '84',
  timeZone: 'Asia/Ho_Chi_Minh',
  currency: { code: 'VND', decimals: 0 },
  services: [
    {
      kind: 'hotline',
      id: 'byt-19003228',
      title: 'Đường dây nóng Bộ Y tế 19003228',
      owner: 'Bộ Y tế',
      numbers: ['19003228'],
      diversions: ['19009095'],
      free: [{ from: '2020-02-01T00:00:00+07:00', until: '2020-04-04T00:00:00+07:00' }],
      otherwise: { call: { setup: 0, amount: 5000, perSeconds: 60 } },
      evidence: ['Press, 31 January 2020'],
    },
    {
      kind: 'hotline',
      id: 'byt-19009095',
      title: 'Đường dây nóng Bộ Y tế 19009095',
      owner: 'Bộ Y tế',
      numbers: ['19009095'],
      diversions: [],
      free: [{ from: '2020-02-02T07:00:00+07:00', until: null }],
      otherwise: { call: { setup: 0, amount: 5000, perSeconds: 60 } },
      evidence: ['Press, 2 February 2020'],
    },
    {
      kind: 'page',
      id: 'ncov',
      title: 'Trang tin về dịch bệnh',
      owner: 'Bộ Y tế',
      hosts: ['ncov.moh.gov.vn'],
      prefixes: [
        { prefix: '123.30.0.0/28', exclusive: false },
        { prefix: '123.30.0.16/28', exclusive: true },
        { prefix: '2405:4800:1::/48', exclusive: true },
      ],
      ports: [443, 80],
      speedKilobitsPerSecond: 10_000,
      free: [{ from: '2020-02-01T00:00:00+07:00', until: null }],
      otherwise: { data: { amount: 1, perOctets: 10_240 } },
      evidence: ['Made up'],
    },
  ],
}

export const FEBRUARY = {
  version: 1,
  previousSha256: null,
  issuedAt: '2020-01-31T17:00:00+07:00',
  ...FEBRUARY_CONTENT,
} satisfies ZeroRatingList

/** The page of it. */
export const [, , NCOV] = FEBRUARY.services
