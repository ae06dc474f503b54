/** Something the person who typed the command must settle: one clear sentence, no stack. */
export class Refusal extends Error {
  override name = 'Refusal'
}

/** Runs a command's body; a refusal prints its sentence, anything else its stack; both exit 1. */
export async function runCommand(body: () => Promise<void>): Promise<void> {
  try {
    await body()
  } catch (error) {
    console.error(error instanceof Refusal ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
