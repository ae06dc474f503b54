import type { Command } from './command.js'
import { runProgram } from './run_program.js'
import type { ProgramResult } from './run_program.js'

interface AuditReport {
  metadata?: { vulnerabilities?: Record<string, number> }
}

/** Known faults of what runs in production; a registry out of reach is said, and is not one. */
export async function audit(command: Command): Promise<ProgramResult> {
  const flags = ['--omit=dev', '--audit-level=high']
  const { output } = await runProgram(command, {
    program: 'npm',
    args: ['audit', ...flags, '--json', '--loglevel=silent'],
  })
  const found = countsOf(output)
  if (!found) {
    console.log('  The registry did not answer: known faults of dependencies were not looked up.')
    return { code: 0, output: '' }
  }
  if ((found.high ?? 0) + (found.critical ?? 0) === 0) return { code: 0, output: '' }
  return await runProgram(command, { program: 'npm', args: ['audit', ...flags] })
}

function countsOf(output: string): Record<string, number> | null {
  try {
    const report: AuditReport = JSON.parse(output)
    return report.metadata?.vulnerabilities ?? null
  } catch {
    return null
  }
}
