import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Command } from './command.js'
import { ROOT } from './settings.js'
import type { Variables } from './settings.js'

export interface NodeRun {
  args: string[]
  variables: Variables
  /** `show` lets the child write to the terminal; `keep` collects, for a failure's message. */
  output: 'show' | 'keep'
}

/** How a child ended, and what it wrote when that was kept. */
export interface NodeResult {
  code: number
  output: string
}

/** Runs one Node process to its end; an interruption of the command ends it too. */
export async function runNode(command: Command, run: NodeRun): Promise<NodeResult> {
  const outputs = run.output === 'show' ? 'inherit' : 'pipe'
  const child = spawn(process.execPath, run.args, {
    cwd: ROOT,
    env: run.variables,
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
    await Promise.race([
      closed,
      once(AbortSignal.any([command.hurried, AbortSignal.timeout(15_000)]), 'abort'),
    ])
    child.kill('SIGKILL')
  })
  const [code] = await closed
  return { code: code ?? 1, output: texts.join('') }
}
