/**
 * Cells as CBSP names them, as values and octets; and as people write them: `452-04-100-1234`, MCC-MNC-LAC-CI in decimal.
 *
 *   by            octets                                                            size
 *   cgi     0     MCC, MNC (3)  LAC (2)  CI (2)                                     7
 *   lac-ci  1     LAC (2)  CI (2)                                                   4
 *   ci      2     CI (2)                                                            2
 *   lai     4     MCC, MNC (3)  LAC (2)      every cell of that location area       5
 *   lac     5     LAC (2)                    the same                               2
 *   all     6     -                          every cell of the BSC                  0
 *
 * Sources: 3GPP TS 48.049 section 8.2.6, TS 48.008 section 3.2.2.17, TS 24.008 section 10.5.1.3 (digits).
 */

export type Cell =
  | { readonly by: 'cgi'; readonly mcc: string; readonly mnc: string; readonly lac: number; readonly ci: number }
  | { readonly by: 'lac-ci'; readonly lac: number; readonly ci: number }
  | { readonly by: 'ci'; readonly ci: number }
  | { readonly by: 'lai'; readonly mcc: string; readonly mnc: string; readonly lac: number }
  | { readonly by: 'lac'; readonly lac: number }
  | { readonly by: 'all' }

export type CellGlobalId = Extract<Cell, { readonly by: 'cgi' }>

/** Of whole cells: as many as a list of CBSP can hold. */
export const CELLS_MAX = 9362

export const ALL_CELLS: readonly Cell[] = [{ by: 'all' }]

const DISCRIMINATORS = {
  cgi: { code: 0, size: 7 },
  'lac-ci': { code: 1, size: 4 },
  ci: { code: 2, size: 2 },
  lai: { code: 4, size: 5 },
  lac: { code: 5, size: 2 },
  all: { code: 6, size: 0 },
} as const satisfies Record<Cell['by'], { readonly code: number; readonly size: number }>

const BY_CODE: ReadonlyMap<number, Cell['by']> = new Map(
  (Object.entries(DISCRIMINATORS) as [Cell['by'], { readonly code: number }][]).map(([by, { code }]) => [code, by]),
)
/** The upper half of the octet is spare. */
const CODE_MASK = 0x0f
/** A third digit of the network code that is not there. */
const NO_DIGIT = 0x0f

export function discriminator(by: Cell['by']): number {
  return DISCRIMINATORS[by].code
}

/** Null: the specification knows no such one. */
export function byDiscriminator(octet: number): Cell['by'] | null {
  return BY_CODE.get(octet & CODE_MASK) ?? null
}

export function cellSize(by: Cell['by']): number {
  return DISCRIMINATORS[by].size
}

/** From `at` on there are `cellSize(by)` octets. Null: they are no digits. */
export function readCell(bytes: Buffer, at: number, by: Cell['by']): Cell | null {
  switch (by) {
    case 'cgi': {
      const network = readNetwork(bytes, at)
      if (network === null) return null
      const { mcc, mnc } = network
      return { by, mcc, mnc, lac: bytes.readUInt16BE(at + 3), ci: bytes.readUInt16BE(at + 5) }
    }
    case 'lac-ci':
      return { by, lac: bytes.readUInt16BE(at), ci: bytes.readUInt16BE(at + 2) }
    case 'ci':
      return { by, ci: bytes.readUInt16BE(at) }
    case 'lai': {
      const network = readNetwork(bytes, at)
      return network === null ? null : { by, ...network, lac: bytes.readUInt16BE(at + 3) }
    }
    case 'lac':
      return { by, lac: bytes.readUInt16BE(at) }
    case 'all':
      return { by }
  }
}

/** The octets after the discriminator. Null: its numbers or digits do not fit. */
export function cellOctets(cell: Cell): readonly number[] | null {
  switch (cell.by) {
    case 'cgi':
      return joined(networkOctets(cell.mcc, cell.mnc), u16(cell.lac), u16(cell.ci))
    case 'lac-ci':
      return joined(u16(cell.lac), u16(cell.ci))
    case 'ci':
      return u16(cell.ci)
    case 'lai':
      return joined(networkOctets(cell.mcc, cell.mnc), u16(cell.lac))
    case 'lac':
      return u16(cell.lac)
    case 'all':
      return []
  }
}

/** `452-04-100-1234`; null: it is none. */
export function parseCell(text: string): CellGlobalId | null {
  const match = /^(\d{3})-(\d{2,3})-(\d{1,5})-(\d{1,5})$/.exec(text)
  if (match === null) return null
  const [mcc, mnc] = match.slice(1)
  const [lac, ci] = match.slice(3).map(Number)
  return lac <= 0xffff && ci <= 0xffff ? { by: 'cgi', mcc, mnc, lac, ci } : null
}

/** As people write it; a cell that is named by less has less. */
export function cellName(cell: Cell): string {
  switch (cell.by) {
    case 'cgi':
      return `${cell.mcc}-${cell.mnc}-${cell.lac}-${cell.ci}`
    case 'lac-ci':
      return `${cell.lac}-${cell.ci}`
    case 'ci':
      return `${cell.ci}`
    case 'lai':
      return `${cell.mcc}-${cell.mnc}-${cell.lac}-*`
    case 'lac':
      return `${cell.lac}-*`
    case 'all':
      return '*'
  }
}

/** What `cellName` wrote; null: it did not. */
export function cellNamed(name: string): Cell | null {
  if (name === '*') return { by: 'all' }
  const whole = parseCell(name)
  if (whole !== null) return whole
  const parts = name.split('-')
  const [first, second] = parts.map(Number)
  if (parts.length === 1) return { by: 'ci', ci: first }
  if (parts.length === 2) return parts[1] === '*' ? { by: 'lac', lac: first } : { by: 'lac-ci', lac: first, ci: second }
  const [mcc, mnc, lac, rest] = parts
  return rest === '*' ? { by: 'lai', mcc, mnc, lac: Number(lac) } : null
}

/** Whether what a BSC named may be this cell. */
export function covers(named: Cell, cell: Cell): boolean {
  if (named.by === 'all') return true
  if (cell.by === 'all' || cell.by === 'lai' || cell.by === 'lac') return cellName(named) === cellName(cell)
  if ('mcc' in named && 'mcc' in cell && (named.mcc !== cell.mcc || named.mnc !== cell.mnc)) return false
  if ('lac' in named && 'lac' in cell && named.lac !== cell.lac) return false
  return !('ci' in named) || named.ci === cell.ci
}

function u16(value: number): readonly number[] | null {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff) return null
  return [value >> 8, value & 0xff]
}

function joined(...parts: readonly (readonly number[] | null)[]): readonly number[] | null {
  const all: number[] = []
  for (const part of parts) {
    if (part === null) return null
    all.push(...part)
  }
  return all
}

/**
 *   octet 1   MCC digit 2 | MCC digit 1
 *   octet 2   MNC digit 3 | MCC digit 3
 *   octet 3   MNC digit 2 | MNC digit 1
 */
function networkOctets(mcc: string, mnc: string): readonly number[] | null {
  if (!/^\d{3}$/.test(mcc) || !/^\d{2,3}$/.test(mnc)) return null
  const [c1, c2, c3] = [...mcc].map(Number)
  const [n1, n2, n3 = NO_DIGIT] = [...mnc].map(Number)
  return [(c2 << 4) | c1, (n3 << 4) | c3, (n2 << 4) | n1]
}

interface Network {
  readonly mcc: string
  readonly mnc: string
}

/** By their three octets as a number. A list of thousands of cells is mostly of one network; hostile lists are of any. */
const NETWORKS = new Map<number, Network | null>()
const NETWORKS_MAX = 64

function readNetwork(bytes: Buffer, at: number): Network | null {
  const octets = bytes.readUIntBE(at, 3)
  const known = NETWORKS.get(octets)
  if (known !== undefined) return known
  const read = networkOf(octets)
  if (NETWORKS.size >= NETWORKS_MAX) NETWORKS.clear()
  NETWORKS.set(octets, read)
  return read
}

function networkOf(octets: number): Network | null {
  const [a, b, c] = [octets >> 16, (octets >> 8) & 0xff, octets & 0xff]
  const third = b >> 4
  const mcc = [a & 15, a >> 4, b & 15]
  const mnc = [c & 15, c >> 4, ...(third === NO_DIGIT ? [] : [third])]
  if ([...mcc, ...mnc].some(digit => digit > 9)) return null
  return { mcc: mcc.join(''), mnc: mnc.join('') }
}
