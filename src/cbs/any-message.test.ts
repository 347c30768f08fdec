/** For tests: any CBSP message that the tables allow, by fast-check. */
import fc from 'fast-check'
import type { Cell } from './cells.ts'
import { ELEMENTS, type Element, type ElementName } from './elements.ts'
import { MESSAGES, type Message, type MessageName } from './messages.ts'
import { PAGE_OCTETS, PAGES_MAX } from './pages.ts'

/** Of plain objects, as the decoder makes them. */
const record = <Of extends object>(fields: { [Key in keyof Of]: fc.Arbitrary<Of[Key]> }) =>
  fc.record(fields, { noNullPrototype: true })

const octet = fc.nat({ max: 0xff })
const word = fc.nat({ max: 0xffff })
const digits = (minLength: number, maxLength: number) =>
  fc.array(fc.nat({ max: 9 }), { minLength, maxLength }).map(numbers => numbers.join(''))

const network = { mcc: digits(3, 3), mnc: digits(2, 3) }
const CELLS: { readonly [By in Cell['by']]: fc.Arbitrary<Cell> } = {
  cgi: record({ by: fc.constant('cgi' as const), ...network, lac: word, ci: word }),
  'lac-ci': record({ by: fc.constant('lac-ci' as const), lac: word, ci: word }),
  ci: record({ by: fc.constant('ci' as const), ci: word }),
  lai: record({ by: fc.constant('lai' as const), ...network, lac: word }),
  lac: record({ by: fc.constant('lac' as const), lac: word }),
  all: record({ by: fc.constant('all' as const) }),
}
const BY = Object.keys(CELLS) as Cell['by'][]

/** A list names its cells in one way; `all` stands alone. */
function listOf<Entry>(entry: (cell: Cell) => fc.Arbitrary<Entry>): fc.Arbitrary<Entry[]> {
  return fc
    .constantFrom(...BY)
    .chain(by => fc.array(CELLS[by].chain(entry), { minLength: 1, maxLength: by === 'all' ? 1 : 5 }))
}

function anyValue({ kind, size }: Element): fc.Arbitrary<unknown> {
  switch (kind) {
    case 'u8':
      return octet
    case 'u16':
      return word
    case 'octets':
      return octets(size ?? 0)
    case 'pages':
      return fc.array(record({ used: fc.nat({ max: PAGE_OCTETS }), octets: octets(PAGE_OCTETS) }), {
        minLength: 1,
        maxLength: PAGES_MAX,
      })
    case 'cells':
      return listOf(cell => fc.constant(cell))
    case 'completed':
      return listOf(cell => record({ cell: fc.constant(cell), count: word, info: fc.nat({ max: 15 }) }))
    case 'loads':
      return listOf(cell => record({ cell: fc.constant(cell), loads: fc.tuple(octet, octet) }))
    case 'failures':
      return fc.array(
        fc.constantFrom(...BY).chain(by => record({ cell: CELLS[by], cause: octet })),
        { minLength: 1, maxLength: 5 },
      )
  }
}

function octets(size: number): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ minLength: size, maxLength: size }).map(array => Buffer.from(array))
}

/** With elements left out where they may be. */
export function anyMessage(name: MessageName): fc.Arbitrary<Message> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {}
  const must: string[] = []
  for (const element of MESSAGES[name].elements as readonly string[]) {
    const plain = element.replace('?', '') as ElementName
    fields[plain] = anyValue(ELEMENTS[plain])
    if (plain === element) must.push(plain)
  }
  return fc.record(fields, { requiredKeys: must, noNullPrototype: true }).map(values => {
    const { numberOfPages: _, pages, ...others } = values as Record<string, unknown>
    const withPages = pages === undefined ? {} : { numberOfPages: (pages as unknown[]).length, pages }
    return { message: name, ...others, ...withPages } as unknown as Message
  })
}
