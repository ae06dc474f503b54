/** `npm run check`: everything about the code that can be known without a database. */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { audit } from './lib/audit.js'
import { runCommand } from './lib/command.js'
import type { Command } from './lib/command.js'
import { runProgram } from './lib/run_program.js'
import type { ProgramResult } from './lib/run_program.js'
import { ROOT } from './lib/settings.js'
import { testVariables } from './lib/test_settings.js'

interface Check {
  name: string
  run(command: Command): Promise<ProgramResult>
}

const AT_ONCE = 2
const tool = (name: string, program: string, ...args: string[]): Check => ({
  name,
  run: (command) => runProgram(command, { program, args }),
})

const checks: Check[] = [
  tool('types', 'tsc', '--noEmit'),
  tool('lint', 'eslint', '--max-warnings=0', '.'),
  ...(existsSync(join(ROOT, 'resources/js/tsconfig.json'))
    ? [tool('types in the browser', 'tsc', '--noEmit', '-p', 'resources/js')]
    : []),
  tool('format', 'prettier', '--check', '--log-level=warn', '.'),
  { name: 'architecture', run: architecture },
  tool('unused code', 'knip', '--no-progress'),
  { name: 'dependency audit', run: audit },
]

await runCommand(async (command) => {
  const waiting = [...checks]
  const failed: string[] = []
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const begun = performance.now()
      const { code, output } = await check.run(command)
      const seconds = ((performance.now() - begun) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✔' : '✘'} ${check.name} (${seconds} s)`)
      if (code !== 0) failed.push(check.name)
      if (output && code !== 0) console.log(`\n${output.trimEnd()}\n`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (failed.length === 0) return
  console.log(`\nFailed: ${failed.join(', ')}.`)
  process.exitCode = 1
})

async function architecture(command: Command): Promise<ProgramResult> {
  const variables = await testVariables(join(tmpdir(), `placette-check-${process.pid}`))
  return runProgram(command, {
    program: 'node',
    args: ['--import', '@poppinss/ts-exec', 'bin/japa.ts', 'unit', '--files=architecture'],
    variables: { ...variables, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
  })
}
