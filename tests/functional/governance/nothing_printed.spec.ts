import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import { clock, FakeClock, useClock } from '#shared/clock'
import { chosenOtherwise, twoOpenVotes } from '#tests/support/open_urns'
import { ownDatabase } from '#tests/support/own_database'

/** The commands that read the database and print. */
const COMMANDS = [
  ['rulebook:show', '--json'],
  ['feed:verify'],
  ['ledger:verify'],
  ['payments:doctor'],
  ['jobs:dead-letters'],
]

/** What each command prints. */
async function printed() {
  ace.ui.switchMode('raw')
  const said = new Map<string, string>()
  for (const [name = '', ...words] of COMMANDS) {
    const command = await ace.exec(name, words)
    const lines = command.logger.getLogs().map(({ message }) => message)
    said.set(name, `${command.exitCode}\n${lines.join('\n')}`)
  }
  return said
}

test.group('Before the close of a vote, on the server', (group) => {
  ownDatabase(group)
  group.each.setup(() => useClock(new FakeClock(clock.now())))

  test('no command prints anything of what was chosen', async ({ assert }) => {
    const { everyone, votes } = await twoOpenVotes()
    const [awa] = everyone
    const allFor = await printed()
    assert.isAbove([...allFor.values()].join('').length, 1000)
    await chosenOtherwise(votes, awa)
    assert.deepEqual(await printed(), allFor)
  })
})
