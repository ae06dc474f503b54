import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import pg from 'pg'
import { RECEIVE_NOTICE } from '#payments/notices/receive_statement'
import { type Figure, median, rate } from './figure.js'
import { type Delivery, paidUnheard } from './notices.js'
import { productVariables, ROOT, startProduct, type Where } from './programs.js'

/** The play bank is there in the demo only; what is measured is the same for any. */
const DEMO = { DEMO: '1' }

const AT_ONCE = 20
const STRAIGHT_LINES = 10

/**
 * Ten thousand notices of four thousand events, in no order, again and again, one in twenty
 * forged, over HTTP; the worker reads from the middle on. Any double effect or loss ends the bench.
 */
export async function measureDeliveries(
  where: Where,
  { rounds, deliveries }: { rounds: number; deliveries: number }
): Promise<Figure[]> {
  const runs: Array<Awaited<ReturnType<typeof oneRound>>> = []
  const product = await startProduct(where, [], DEMO)
  try {
    for (let round = 0; round < rounds; round += 1) {
      runs.push(await oneRound(where, product.url, deliveries))
    }
  } finally {
    await product.stop()
  }
  const of = (key: keyof (typeof runs)[number]) => median(runs.map((run) => run[key]))
  return [
    rate(
      'notices received, one in twenty forged, beside the same SQL alone',
      { ours: of('received'), limit: of('sameSql') },
      { must: 0.4, aim: 0.6 }
    ),
    rate('notices received, beside plain inserts', { ours: of('received'), limit: of('plain') }),
    {
      name: `from the first of ${deliveries} notices to the last cent in place`,
      unit: 's',
      ours: of('seconds'),
    },
  ]
}

async function oneRound(where: Where, url: string, deliveries: number) {
  const payments = deliveries / 5
  const all = await paidUnheard(where.ownerUrl, { payments, deliveries })
  const before = await counted(where.ownerUrl)
  const half = all.length / 2
  const begun = performance.now()
  await deliver(url, all.slice(0, half))
  const received = half / ((performance.now() - begun) / 1000)
  const worker = startWorker(where)
  try {
    await deliver(url, all.slice(half))
    await everythingIsRead(where.ownerUrl)
  } finally {
    await worker.stop()
  }
  const seconds = (performance.now() - begun) / 1000
  assertExact(before, await counted(where.ownerUrl), { payments, notices: payments * 2 })
  return { received, seconds, ...(await insertAlone(where, all)) }
}

/** Each is answered as it deserves, or the bench ends. */
async function deliver(url: string, deliveries: Delivery[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const left = deliveries.values()
  const line = async () => {
    for (const { body, header, forged } of left) {
      const status = await post(agent, `${url}/webhooks/demo`, body, header(new Date()))
      if (status !== (forged ? 400 : 200)) {
        throw new Error(`A ${forged ? 'forged' : 'sound'} notice was answered ${status}`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, line))
  agent.destroy()
}

function post(agent: Agent, address: string, body: string, signature: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-placette-signature': signature,
    }
    const sent = request(address, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.on('error', reject).end(body)
  })
}

function startWorker(where: Where) {
  const args = [join(ROOT, 'build', 'ace.js'), 'jobs:work']
  const child = spawn(process.execPath, args, {
    env: {
      ...productVariables(where),
      ...DEMO,
      HOST: '127.0.0.1',
      PORT: '9',
      APP_URL: 'http://localhost',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const gone = once(child, 'exit')
  return {
    stop: async () => {
      child.kill('SIGTERM')
      await Promise.race([gone, wait(15_000, undefined, { ref: false })])
      child.kill('SIGKILL')
    },
  }
}

async function everythingIsRead(ownerUrl: string) {
  const until = performance.now() + 120_000
  while ((await counted(ownerUrl)).waiting > 0) {
    if (performance.now() > until) throw new Error('Notices are left unread')
    await wait(100)
  }
}

interface Counted {
  waiting: number
  notices: number
  payments: number
  movedCents: number
  givenCents: number
  thanks: number
}

/** What happened so far; the play bank's papers say what should have. */
async function counted(ownerUrl: string): Promise<Counted> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  const { rows } = await client.query(`select
      (select count(*)::int from webhook_inbox where state <> 'done') as waiting,
      (select count(*)::int from webhook_inbox) as notices,
      (select count(*)::int from payments where provider = 'demo' and state = 'paid') as payments,
      (select coalesce(sum(amount_cents), 0)::int from money_movements where provider = 'demo') as "movedCents",
      (select coalesce(sum(amount_cents), 0)::int from gift_money) as "givenCents",
      (select count(*)::int from outbox_letters where kind = 'gift_thanks.general') as thanks`)
  await client.end()
  return rows[0]
}

function assertExact(
  before: Counted,
  after: Counted,
  { payments, notices }: { payments: number; notices: number }
) {
  const cents = payments * 2000
  const wanted: Counted = {
    waiting: 0,
    notices: before.notices + notices,
    payments: before.payments + payments,
    movedCents: before.movedCents + cents,
    givenCents: before.givenCents + cents,
    thanks: before.thanks + payments,
  }
  const wrong = Object.entries(wanted).filter(
    ([key, value]) => after[key as keyof Counted] !== value
  )
  if (wrong.length === 0) return
  const said = wrong.map(([key, value]) => `${key}: ${after[key as keyof Counted]}, not ${value}`)
  throw new Error(`Notices were lost or told twice. ${said.join('; ')}`)
}

const PLAIN = `insert into bench_inbox (provider, dedupe_key, type, object_kind, object_id, raw, headers, received_at, next_try_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (provider, dedupe_key) do nothing`

/**
 * The same rows, each in a transaction of its own, with no signature and no HTTP: by the product's
 * own statement, which also asks for the job, then by an insert alone. Per second.
 */
async function insertAlone(where: Where, deliveries: Delivery[]) {
  const owner = new pg.Client({ connectionString: where.ownerUrl })
  await owner.connect()
  await owner.query('drop table if exists bench_inbox')
  await owner.query('create table bench_inbox (like webhook_inbox including all)')
  const pool = new pg.Pool({ connectionString: where.ownerUrl, max: STRAIGHT_LINES })
  const events = deliveries.slice(0, deliveries.length / 2).map(({ body, header }) => {
    const { id, type, object } = JSON.parse(body)
    const headers = JSON.stringify({ 'x-placette-signature': header(new Date()) })
    return ['demo', id, type, object.kind, object.id, Buffer.from(body), headers, new Date()]
  })
  const run = async (text: string, more: (event: unknown[]) => unknown[]) => {
    const left = events.values()
    const line = async () => {
      for (const event of left) {
        await pool.query({ name: `bench.${text.length}`, text, values: [...event, ...more(event)] })
      }
    }
    const begun = performance.now()
    await Promise.all(Array.from({ length: STRAIGHT_LINES }, line))
    await owner.query('truncate bench_inbox')
    return events.length / ((performance.now() - begun) / 1000)
  }
  const same = RECEIVE_NOTICE.text.replace('webhook_inbox', 'bench_inbox')
  const sameSql = await run(same, (event) => ['bench_nothing', '{}', `bench:${event[4]}`])
  await owner.query(
    `select graphile_worker.remove_job(key) from graphile_worker.jobs where key like 'bench:%'`
  )
  const plain = await run(PLAIN, () => [])
  await pool.end()
  await owner.query('drop table bench_inbox')
  await owner.end()
  return { sameSql, plain }
}
