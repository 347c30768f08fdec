/** A BSC at the address of a guide, one of whose cells refuses. A program. */
import { startBsc } from '../../tools/bsc/bsc.ts'
import { TYPES } from '../../tools/bsc/octets.ts'

const REFUSED = '452-04-100-1235'
/** Cell broadcast not operational (TS 48.049, section 8.2.13). */
const NOT_OPERATIONAL = 8

await startBsc({
  host: '10.0.0.5',
  port: 48_049,
  cells: ['452-04-100-1234', REFUSED, '452-04-100-1236'],
  refuse: ({ type }, cell) => (cell === REFUSED && type === TYPES.write ? NOT_OPERATIONAL : undefined),
})
console.log('ready')
