import type { BaseCommand } from '@adonisjs/core/ace'
import type { CommandMetaData } from '@adonisjs/core/types/ace'

type CommandClass = typeof BaseCommand

const modules: Record<string, () => Promise<{ default: CommandClass }>> = {
  'jobs:work': () => import('#shared/jobs/work_command'),
  'jobs:dead-letters': () => import('#shared/jobs/dead_letters_command'),
  'demo:seed': () => import('#web/demo/seed_command'),
  'lots:draw': () => import('#shared/lots/draw_command'),
  'feed:verify': () => import('#feed/verify_command'),
  'payments:reconcile': () => import('#payments/reconciling/reconcile_command'),
  'payments:doctor': () => import('#payments/reconciling/doctor_command'),
  'ledger:verify': () => import('#treasury/ledger/verify_command'),
  'ledger:export': () => import('#treasury/exports/ledger_export_command'),
  'ballots:count': () => import('#governance/counting/ballots_count_command'),
  'statements:check': () => import('#moderation/statements/check_command'),
  'moderation:verify': () => import('#moderation/log/verify_command'),
  'rulebook:show': () => import('#rulebook/rulebook_show_command'),
}

/** The console's commands, one import per command; each is loaded only when listed or called. */
export async function getMetaData(): Promise<CommandMetaData[]> {
  const called = modules[process.argv[2] ?? '']
  const loads = called ? [called] : Object.values(modules)
  const commands = await Promise.all(loads.map((load) => load()))
  return commands.map(({ default: command }) => command.serialize())
}

export async function getCommand(metaData: CommandMetaData): Promise<CommandClass | null> {
  const load = modules[metaData.commandName]
  return load ? (await load()).default : null
}
