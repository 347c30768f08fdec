/**
 * Loudness (LUFS) and true peak (dBTP) of a sound as EBU R 128 and ITU-R BS.1770 have them, by libebur128's port in WebAssembly.
 *
 * Each measure has an instance of its own, so that its memory is given back. Its module is compiled once.
 */
import { readFileSync } from 'node:fs'
import type { Sound } from './wav.ts'

/** As much of it as is used here: the types of a browser are not those of a server. */
declare const WebAssembly: {
  readonly Module: {
    new (octets: Uint8Array): WasmModule
    imports(module: WasmModule): readonly { readonly module: string; readonly name: string }[]
  }
  readonly Instance: new (
    module: WasmModule,
    imports: Readonly<Record<string, object>>,
  ) => { readonly exports: unknown }
}
type WasmModule = { readonly kind: 'wasm' }

interface Ebur128 {
  readonly memory: { readonly buffer: ArrayBuffer }
  __wbindgen_malloc(octets: number): number
  ebur128_integrated_mono(rate: number, at: number, count: number): number
  ebur128_true_peak_mono(rate: number, at: number, count: number): number
}

let compiled: WasmModule | undefined

/** Minus infinity: silence, or less than 0.4 s. */
export function loudnessOf(sound: Sound): number {
  const measured = measure(sound, 'ebur128_integrated_mono')
  return Number.isNaN(measured) ? Number.NEGATIVE_INFINITY : measured
}

/** In dBTP. */
export function truePeakOf(sound: Sound): number {
  return measure(sound, 'ebur128_true_peak_mono')
}

function measure({ rate, samples }: Sound, what: 'ebur128_integrated_mono' | 'ebur128_true_peak_mono'): number {
  const ebur128 = instance()
  const at = ebur128.__wbindgen_malloc(samples.length * Float32Array.BYTES_PER_ELEMENT)
  new Float32Array(ebur128.memory.buffer, at, samples.length).set(samples)
  return ebur128[what](rate, at, samples.length)
}

function instance(): Ebur128 {
  compiled ??= new WebAssembly.Module(readFileSync(new URL(import.meta.resolve('ebur128-wasm/ebur128_wasm_bg.wasm'))))
  const failed = () => {
    throw new Error('the measure of loudness has failed')
  }
  const named = WebAssembly.Module.imports(compiled)
  const imports: Record<string, object> = {}
  for (const { module, name } of named) imports[module] = { ...imports[module], [name]: failed }
  return new WebAssembly.Instance(compiled, imports).exports as Ebur128
}
