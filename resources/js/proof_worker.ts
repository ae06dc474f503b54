/** Solves a join challenge aside from the page; tells the numbers found so far after each puzzle. */
interface Task {
  challenge: string
  bits: number
  puzzles: number
}

const AT_ONCE = 128
const encoder = new TextEncoder()

addEventListener('message', async ({ data }: MessageEvent<Task>) => {
  const found: number[] = []
  while (found.length < data.puzzles) {
    found.push(await solve(`${data.challenge}:${found.length}:`, 2 ** (32 - data.bits)))
    postMessage(found)
  }
})

/** The first number whose hash begins below the limit. */
async function solve(start: string, limit: number): Promise<number> {
  for (let first = 0; ; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => first + index)
    const heads = await Promise.all(numbers.map((number) => head(start + number)))
    const index = heads.findIndex((value) => value < limit)
    if (index !== -1) return first + index
  }
}

async function head(text: string): Promise<number> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text))
  return new DataView(digest).getUint32(0)
}
