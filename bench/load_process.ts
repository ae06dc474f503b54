import autocannon from 'autocannon'
import type { Load, LoadRequest, LoadResult } from './load.js'

process.once('message', (options: Load) => {
  void run(options).then(
    (result) => process.send?.(result, () => process.exit()),
    (error) => process.send?.({ error: String(error) }, () => process.exit())
  )
})

async function run({ url, connections, seconds, requests }: Load): Promise<LoadResult> {
  let next = 0
  const lists = Array.from({ length: connections }, (_, index) =>
    requests.filter((__, position) => position % connections === index)
  )
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    setupClient: (client) => client.setRequests(listOf(lists[next++ % connections] ?? requests)),
  })
  const wrong = (result['4xx'] ?? 0) + (result['5xx'] ?? 0) + result.errors
  if (wrong > 0) {
    throw new Error(
      `${wrong} of ${result.requests.total}: ${JSON.stringify(result.statusCodeStats)}`
    )
  }
  return {
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: result.throughput.total / result.requests.total,
  }
}

// A connection's list is turned into bytes once, before the clock runs.
function listOf(requests: LoadRequest[]): autocannon.Request[] {
  return requests.map((request) => ({ ...request }))
}
