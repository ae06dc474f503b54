import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Command } from './command.js'
import { ROOT, inherited } from './settings.js'
import type { Variables } from './settings.js'

export interface ProgramRun {
  program: string
  args: string[]
  /** The whole environment; ours when absent. */
  variables?: Variables
  /** Let the program write to the terminal rather than keeping what it says. */
  show?: boolean
}

/** How a program ended, and what it wrote when that was kept. */
export interface ProgramResult {
  code: number
  output: string
}

/** Runs a program to its end; an interruption of the command ends it too. */
export async function runProgram(command: Command, run: ProgramRun): Promise<ProgramResult> {
  const outputs = run.show ? 'inherit' : 'pipe'
  const child = spawn(run.program, run.args, {
    cwd: ROOT,
    env: run.variables ?? inherited(),
    stdio: ['ignore', outputs, outputs],
  })
  const texts: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => texts.push(text))
  }
  const closed = once(child, 'close')
  command.atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    const patience = AbortSignal.any([command.hurried, AbortSignal.timeout(15_000)])
    await Promise.race([closed, once(patience, 'abort')])
    child.kill('SIGKILL')
  })
  const [code] = await closed
  return { code: code ?? 1, output: texts.join('') }
}
