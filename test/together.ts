/**
 * Runs the test files that are named, one after another, in this one process: node test/together.ts FILE…
 * For many small ones, whose tests take less than a process takes to start.
 */
import { pathToFileURL } from 'node:url'

for (const file of process.argv.slice(2)) await import(pathToFileURL(file).href)
